using CostTool.Analyzer.Pricing;
using CostTool.Scheduler.Calendars;
using CostTool.Scheduler.Linting;
using CostTool.Scheduler.Schedules;
using NodaTime;

namespace CostTool.Scheduler.Tests.Linting;

/// <summary>Runs the checks over entries with an app that has nothing to complain about.</summary>
internal static class Lint
{
    public static readonly Instant AsOf = Instant.FromUtc(2026, 11, 1, 0, 0);

    public static CeleryFacts Sound { get; } = new()
    {
        BrokerScheme = "redis", VisibilityTimeoutSeconds = 3600, AcksLate = true, RejectOnWorkerLost = true, TimeLimitSeconds = 1800, SoftTimeLimitSeconds = 1700, PrefetchMultiplier = 1,
    };

    public static LintInputs Inputs(params CeleryEntry[] entries) => new()
    {
        Entries = [.. entries.Select(entry => new LintedEntry(entry, null))],
        Facts = Sound,
        Version = CeleryVersion.Newest,
        AsOf = AsOf,
        Runtimes = new Dictionary<string, TaskRuntime> { ["reports.nightly"] = new(60, 300, 900, 40) },
        BeatsSeen = 1,
    };

    public static IReadOnlyList<LintFinding> Check(params CeleryEntry[] entries) => ScheduleLint.Check(Inputs(entries));

    /// <summary>0.05 USD a vCPU-hour and 0.005 USD a GB-hour, from half to twice of that.</summary>
    public static FargateRates Spot { get; } = Rates(PurchaseOption.Spot, 0.05m, 0.005m);

    public static FargateRates Rates(PurchaseOption purchase, decimal cpu, decimal memory) => new()
    {
        System = Analyzer.Pricing.OperatingSystem.Linux, Architecture = CpuArchitecture.X86_64, Purchase = purchase,
        VCpuHour = Price("vcpu-hour", cpu), GbHour = Price("gb-hour", memory),
        VCpuHourSpot = purchase is PurchaseOption.Spot ? Band(Price("vcpu-hour", cpu)) : null,
        GbHourSpot = purchase is PurchaseOption.Spot ? Band(Price("gb-hour", memory)) : null,
    };

    private static Price Price(string unit, decimal usd) =>
        new() { Id = new PriceId($"fargate/test/{unit}"), UsdPerUnit = usd, Unit = unit, Kind = PriceKind.Sourced, Source = "test", Dated = "2026" };

    private static SpotQuote Band(Price price) => new() { Price = price, LowUsdPerUnit = price.UsdPerUnit / 2, HighUsdPerUnit = price.UsdPerUnit * 2 };
}

/// <summary>Fires at the start of each of some minutes.</summary>
internal sealed class EveryMinutes(int minutes) : IFireTimes
{
    public Instant? Next(Instant after)
    {
        var step = minutes * 60L;
        return Instant.FromUnixTimeSeconds(((after.ToUnixTimeSeconds() / step) + 1) * step);
    }
}
