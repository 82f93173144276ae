using System.Globalization;
using CostTool.Scheduler.History;
using CostTool.Scheduler.Replay.Choosing;

namespace CostTool.Cli.Commands.Schedules;

/// <summary>A simulation for people: for each queue the best of each kind of policy beside today.</summary>
internal static class SimulationText
{
    public static void Write(ReplayReport report, string folder, TextWriter output)
    {
        foreach (var study in report.Studies) Write(study, output);
        foreach (var found in report.Regroupings) Write(found, output);
        if (report.Regroupings.Count == 0) output.WriteLine("grouping: no queues would cost less as one, and none in two");
        var history = string.Create(CultureInfo.InvariantCulture, $"history: {report.Start:yyyy-MM-dd'T'HH:mm'Z'}, {report.Days:0.##} days{(report.Quality.Synthetic ? ", synthetic" : string.Empty)}, seed {report.Seed}");
        output.WriteLine(history);
        if (report.Quality is { Repaired.Count: 0, Excluded.Count: 0, Synthetic: false }) output.WriteLine("mended: no attempt; left out: none");
        foreach (var count in report.Quality.Repaired) output.WriteLine($"mended: {count.Rule}: {count.Rows.ToString(CultureInfo.InvariantCulture)} attempts");
        foreach (var count in report.Quality.Excluded) output.WriteLine($"left out: {count.Rule}: {count.Rows.ToString(CultureInfo.InvariantCulture)} attempts");
        foreach (var warning in report.Quality.Warnings) output.WriteLine($"warning: {warning}");
        output.WriteLine($"replay: {folder}");
    }

    private static void Write(QueueStudy study, TextWriter output)
    {
        var of = study.Case;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"queue {of.Name}: {of.Demand.Count} tasks, {of.Demand.TasksPerHour:0.##} an hour, mean {of.Demand.MeanRuntimeSeconds:0.##} s; bounds: {Bounds(of)} ({of.BoundsFrom})"));
        TextTable.Write(output,
            [new("policy"), new("USD/month", true), new("low", true), new("high", true), new("saving", true), new("p50", true), new("p95", true), new("p99", true), new("bounds")],
            [Today(of), .. Shown(study).Select(outcome => Row(of, outcome, outcome.Meets && ReferenceEquals(outcome, study.Best)))]);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{(study.Best.Meets ? "best" : "no policy keeps the bounds; nearest")}: {study.Best.Result.Policy}; perfect foresight costs {study.Foresight?.ToString() ?? "?"}, gap {study.Gap?.ToString("P0", CultureInfo.InvariantCulture) ?? "?"}"));
        if (study.Yardstick is { } line) output.WriteLine($"yardstick: {line.Result.Policy.Kind}, {line.Result.Policy.Parameters}: {line.Monthly} a month, p95 {Wait(line.Result.Waits, 0.95)}");
        foreach (var flip in study.Flips)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"up to {flip.Below.TasksPerHour:0.##} tasks an hour {flip.Below.Choice.Best.Policy.Kind}, from {flip.Above.TasksPerHour:0.##} {flip.Above.Choice.Best.Policy.Kind}"));
        if (of.ShapeAssumed) output.WriteLine($"assumed: workers of {of.Shape}; state `concurrency` in queues.yaml");
        if (!of.Interruptible) output.WriteLine("on demand only: policy.yaml does not say that these workers may be interrupted");
        output.WriteLine();
    }

    private static void Write(Regrouping found, TextWriter output)
    {
        output.WriteLine($"grouping: {string.Join(" and ", found.Queues)} in {(found.Into.Count == 1 ? "one queue" : "two queues")} would save {found.Saving} a month");
        foreach (var part in found.Into) output.WriteLine($"  {(part.Tasks.Count == 0 ? "all tasks" : string.Join(", ", part.Tasks))}: {part.Result.Policy}, {part.Monthly} a month, p95 {Wait(part.Result.Waits, 0.95)}");
    }

    // Of each kind the cheapest that keeps the bounds, or else the one that waits least.
    private static IEnumerable<PolicyOutcome> Shown(QueueStudy study) => study.Outcomes.GroupBy(outcome => outcome.Result.Policy.Kind, StringComparer.Ordinal)
        .Select(kind => kind.FirstOrDefault(outcome => ReferenceEquals(outcome, study.Best)) ?? kind.FirstOrDefault(outcome => outcome.Meets) ?? kind.OrderBy(outcome => outcome.Result.Wait(0.95)).First())
        .OrderBy(outcome => outcome.Meets ? 0 : 1).ThenBy(outcome => outcome.Monthly);

    private static IReadOnlyList<string> Today(QueueCase of) =>
        ["today", of.Today?.ToString() ?? "?", string.Empty, string.Empty, string.Empty, Wait(of.Waits, 0.5), Wait(of.Waits, 0.95), Wait(of.Waits, 0.99), string.Empty];

    private static IReadOnlyList<string> Row(QueueCase of, PolicyOutcome outcome, bool best) =>
    [
        (best ? "* " : string.Empty) + outcome.Result.Policy,
        outcome.Monthly.ToString(), outcome.Low.ToString(), outcome.High.ToString(),
        of.Today is { } today ? (today - outcome.Monthly).ToString() : "?",
        Wait(outcome.Result.Waits, 0.5), Wait(outcome.Result.Waits, 0.95), Wait(outcome.Result.Waits, 0.99),
        outcome.Meets ? "kept" : string.Join("; ", outcome.Breaches),
    ];

    private static string Wait(DurationSketch? waits, double share) => waits?.Quantile(share) is { } seconds ? seconds.ToString("0.0", CultureInfo.InvariantCulture) + " s" : "?";

    private static string Bounds(QueueCase of)
    {
        List<string> stated = [];
        Add("p50", of.Bounds.P50Seconds);
        Add("p95", of.Bounds.P95Seconds);
        Add("p99", of.Bounds.P99Seconds);
        Add("deadline", of.Bounds.DeadlineSeconds);
        return stated.Count == 0 ? "none" : string.Join(", ", stated);

        void Add(string name, decimal? seconds)
        {
            if (seconds is { } known) stated.Add(string.Create(CultureInfo.InvariantCulture, $"{name} {known:0.##} s"));
        }
    }
}
