using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Units;
using CostTool.Scheduler.Planning;
using CostTool.Scheduler.Schedules;
using CostTool.Scheduler.Tests.Linting;
using CostTool.Scheduler.Tests.Schedules;

namespace CostTool.Scheduler.Tests.Planning;

/// <summary>Inputs for plans: Spot 0.05 USD a vCPU-hour and 0.005 a GB-hour, on demand twice of it, 1.20 USD a million invocations, 30 days.</summary>
internal static class Plans
{
    /// <summary>Works 85 s, so that with 35 s of overhead a run is billed for 120 s.</summary>
    public static readonly TaskRuntime TwoMinutes = new(85, 85, 85, 100, 85);

    public static PlanEntry Entry(string name, string queue = "reports", decimal? runs = 100, string task = "reports.nightly") => new()
    {
        Entry = Entries.Of(Entries.Crontab("0 4 * * *"), name, task) with { Queue = queue },
        Source = "celery/beat.json", RunsPerMonth = runs, Exact = true, Expressions = [new("cron(0 4 * * ? *)", "Europe/Paris")],
    };

    public static PlannedLaunch Launch(string name, string expression = "cron(0 4 * * ? *)", double? timeLimit = 600) => new()
    {
        Schedules = [new(name, expression, "Europe/Paris", null, null, 0, true)], ArgsJson = "[1]", KwargsJson = "{\"full\":true}",
        MaximumEventAgeSeconds = null, ExpireSeconds = null, TimeLimitSeconds = timeLimit, Guard = null,
    };

    public static QueueFacts Queue(string name, double? busySeconds = 100_000, params string[] others) =>
        new() { Name = name, BusySecondsPerMonth = busySeconds, OtherTasks = others };

    public static WorkerCost Worker(string name, decimal? usd, params string[] queues) =>
        new() { WorkloadId = $"atelier/deployment/{name}", Queues = queues, MonthlyUsd = usd is { } known ? new Usd(known) : null };

    public static PlanInputs Inputs(params PlanEntry[] entries) => new()
    {
        Name = "atelier", Month = "2026-11", Hours = new Hours(720), AsOf = Lint.AsOf.ToDateTimeOffset(), Entries = entries, Facts = new CeleryFacts { DefaultQueue = "default" },
        Runtimes = new Dictionary<string, TaskRuntime> { ["reports.nightly"] = TwoMinutes },
        Queues = [Queue("reports")],
        Workers = [Worker("celery-reports", 50, "reports")],
        OnDemand = Lint.Rates(PurchaseOption.OnDemand, 0.10m, 0.010m),
        Spot = Lint.Spot,
        SchedulerInvocations = new Price { Id = new PriceId("scheduler"), UsdPerUnit = 1.2m, Unit = "million", Kind = PriceKind.Sourced, Source = "test", Dated = "2026" },
        Fallback = new OnDemandShare(0, 0, 0),
    };
}
