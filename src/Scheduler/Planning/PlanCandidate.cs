using CostTool.Analyzer.Fargate;
using CostTool.Scheduler.Linting;
using CostTool.Scheduler.Schedules;
using NodaTime;

namespace CostTool.Scheduler.Planning;

/// <summary>An entry on its way into the plan: what can be said of it before its neighbours are looked at.</summary>
internal sealed record PlanCandidate
{
    /// <summary>First caveat of an entry that its owner, or a cut-over, disabled.</summary>
    public const string DroppedAsSwitchedOff = $"dropped: {SwitchedOff}";

    private const string SwitchedOff = "it is switched off";

    private const string BackendCleanup = "celery.backend_cleanup";

    public required string Id { get; init; }

    public required PlanEntry Source { get; init; }

    public required string? Queue { get; init; }

    public required FargateSize Size { get; init; }

    /// <summary>Nobody said the size, so that a default stands in.</summary>
    public required bool SizeAssumed { get; init; }

    /// <summary>Its history; null without one.</summary>
    public required TaskRuntime? Runtime { get; init; }

    /// <summary>What its launches are priced by: the history, else its hard limit as the bound; null without either.</summary>
    public required TaskRuntime? PricedBy { get; init; }

    /// <summary>What its launches would cost in the month; null is unknown.</summary>
    public required UsdBand? OneShot { get; init; }

    /// <summary>Why nothing has to run; null where something has.</summary>
    public required string? DropReason { get; init; }

    /// <summary>Why it cannot be launched; null where it can or is dropped.</summary>
    public required string? StayReason { get; init; }

    /// <summary>Runs in the month, 0 for what is switched off, ended or dead, however often its fields would fire; null is unknown.</summary>
    public required decimal? RunsPerMonth { get; init; }

    /// <summary>Seconds of work in the month; null is unknown.</summary>
    public double? WorkSeconds => RunsPerMonth is { } runs
        ? runs == 0 ? 0 : Runtime is { } runtime ? (double)runs * (runtime.MeanSeconds ?? runtime.P50Seconds) : null
        : null;

    public static PlanCandidate Of(PlanEntry source, string id, PlanInputs inputs)
    {
        var entry = source.Entry;
        var queue = QueueRouting.QueueOf(entry, inputs.Facts);
        var runtime = inputs.Runtimes.GetValueOrDefault(entry.Task);
        var pricedBy = runtime ?? Bound(entry.Task, inputs.Facts);
        var known = inputs.TaskSizes.GetValueOrDefault(entry.Task);
        var workers = inputs.SizeWhenUnknown is UnknownSize.Worker && queue is not null
            ? inputs.Workers.Where(worker => worker.Queues.Contains(queue)).OrderBy(worker => worker.WorkloadId, StringComparer.Ordinal).FirstOrDefault(worker => worker.Size is not null)?.Size
            : null;
        var size = known ?? workers ?? FargateSize.All[0];
        var idle = Idle(source, inputs);
        var drop = idle ?? Superfluous(source, inputs);
        return new PlanCandidate
        {
            Id = id, Source = source, Queue = queue, Size = size, SizeAssumed = known is null, Runtime = runtime, PricedBy = pricedBy,
            OneShot = OneShotOf(source, size, pricedBy, new LaunchMeter(inputs)),
            RunsPerMonth = idle is null ? source.RunsPerMonth : 0,
            DropReason = drop,
            StayReason = drop is null ? Stay(source, pricedBy) : null,
        };
    }

    // No run is longer than its hard limit; a run that does next to nothing is the low end.
    private static TaskRuntime? Bound(string task, CeleryFacts facts) =>
        (facts.Tasks.FirstOrDefault(own => own.Name == task)?.TimeLimitSeconds ?? facts.TimeLimitSeconds) is { } limit ? new TaskRuntime(0, limit, limit, 0, limit) : null;

    /// <summary>Why it does not run today either.</summary>
    private static string? Idle(PlanEntry source, PlanInputs inputs)
    {
        var entry = source.Entry;
        if ((source.DeadReason ?? RowFindings.DeadReason(entry, inputs.Version)) is { } dead) return $"it never runs: {dead}";
        if (!entry.Enabled) return SwitchedOff;
        return RowFindings.IsOver(entry, Instant.FromDateTimeOffset(inputs.AsOf)) ? "it has ended" : null;
    }

    /// <summary>Why it runs today and need not.</summary>
    private static string? Superfluous(PlanEntry source, PlanInputs inputs)
    {
        if (source.DuplicateOf is { } other) return $"it repeats `{other}`";
        return source.Entry.Task is BackendCleanup && inputs.Facts.ResultBackendScheme is "redis" or "rediss"
            ? $"results in {inputs.Facts.ResultBackendScheme} expire by themselves"
            : null;
    }

    private static string? Stay(PlanEntry source, TaskRuntime? pricedBy)
    {
        if (source.RefusedReason is { } refused) return refused;
        if (source.Expressions.Count == 0) return "it was not compiled";
        if (source.RunsPerMonth is null) return "how often it fires in the month is not known";
        return pricedBy is null ? $"there is no history of `{source.Entry.Task}` and no hard limit, so what a launch costs is not known" : null;
    }

    private static UsdBand? OneShotOf(PlanEntry source, FargateSize size, TaskRuntime? pricedBy, LaunchMeter meter)
    {
        if (source.RunsPerMonth is not { } runs || pricedBy is null) return null;
        var work = meter.Launch(size, pricedBy);
        var idle = meter.GuardedLaunch(size);
        return Times(work, runs) + Times(idle, source.GuardedLaunchesPerMonth);
    }

    private static UsdBand Times(UsdBand band, decimal factor) => new(band.Usd * factor, band.Low * factor, band.High * factor);
}
