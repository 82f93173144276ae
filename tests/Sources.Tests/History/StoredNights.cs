using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Nightly;
using CostTool.Analyzer.Rightsizing;
using CostTool.Analyzer.Scenarios;
using CostTool.Analyzer.Units;
using CostTool.Analyzer.Usage;
using CostTool.Sources.History;

namespace CostTool.Sources.Tests.History;

/// <summary>Nights with something in every column, and days of usage.</summary>
internal static class StoredNights
{
    public static readonly UsageKey Web = new("shop/deployment/web", "gunicorn");
    public static readonly DateOnly First = new(2026, 10, 20);

    public static Night Of(int number, Night? before = null)
    {
        var day = First.AddDays(number);
        var seen = new WorkspaceSeen
        {
            Month = "2026-10 (744 h, final)",
            Nodes = new UsdPerHour(1.2345678901m),
            Sizes =
            [
                new SizeSeen { Key = Web, Replicas = 3, Size = number < 2 ? Large : Small, Rates = new SizeRates(0.04m, 0.00444m, false, "a list") },
                new SizeSeen { Key = new UsageKey("shop/deployment/worker", "it's \"odd\", ü\n"), Replicas = 1, Size = null, Rates = null },
            ],
            Scenarios = [new ScenarioFigure("eks-current", "Today", new Usd(100.5m), new Usd(90), new Usd(110), null), new ScenarioFigure("fargate", "Fargate", new Usd(80), new Usd(70), new Usd(90), new Usd(20.5m))],
            Prices = [new PriceFigure("fargate/eu-west-3/vcpu", 0.0486m, "vcpu-hour", "2026-10-01")],
            Inputs = [new InputFile("bill/a.csv", "bill", 12, "aa"), new InputFile("policy.yaml", "policy", null, "bb")],
        };
        return NightWork.WorkOut(new DueNight(day, DueReason.Asked), "basis", before, null, Day(number).Usage, seen, [Recommend()]);
    }

    public static DaySketches Day(int number, double cores = 0.25) => new(First.AddDays(number), [Sketch(First.AddDays(number), cores)]);

    public static UsageSketch Sketch(DateOnly day, double cores)
    {
        var cpu = new UsageHistogram();
        cpu.Add(cores, 288);
        var at = new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero);
        var week = new HourOfWeek[HourOfWeek.Hours];
        for (var hour = 0; hour < 24; hour++) week[HourOfWeek.IndexOf(at.AddHours(hour))] = new HourOfWeek(12, 12 * cores, cores, 5e8);
        return new UsageSketch
        {
            Key = Web,
            Days =
            [
                new UsageDay
                {
                    Day = day, Samples = 288, Cpu = cpu, CpuMaxCores = cores, MemorySamples = 288, MemoryMaxBytes = 5e8, CpuLimitCores = 1, MemoryLimitBytes = null,
                    CpuSaturated = 1, MemorySaturated = 2, Throttled = 3, OomKills = 4, HoursSeen = 24, Instances = 3,
                },
            ],
            Week = week,
            First = at,
            Last = at.AddMinutes(1435),
        };
    }

    private static Resources Large => new(VCpu.FromMillicores(1000), MemorySize.FromMebibytes(1024));

    private static Resources Small => new(VCpu.FromMillicores(500), MemorySize.FromMebibytes(768));

    private static SizeRecommendation Recommend() => new()
    {
        Key = Web,
        Replicas = 3,
        CurrentCpu = Large.Cpu,
        CurrentMemory = Large.Memory,
        Cpu = Small.Cpu,
        Memory = Small.Memory,
        CpuBreach = new BreachProbability(0.021, 0.001, 0.05),
        MemoryBreach = null,
        WindowDays = 14,
        Samples = 4032,
        Confidence = SizeConfidence.Medium,
        Direction = SizeDirection.Down,
        Reasons = ["uses half", "it's \"safe\", mostly"],
    };
}
