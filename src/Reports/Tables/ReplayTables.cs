using CostTool.Analyzer.Units;
using CostTool.Scheduler.Replay.Choosing;
using CostTool.Scheduler.Replay.Engine;
using CostTool.Scheduler.Replay.Optimizing;

namespace CostTool.Reports.Tables;

/// <summary>The CSVs of a simulation.</summary>
internal static class ReplayTables
{
    /// <summary>Every policy of every queue.</summary>
    public const string PoliciesName = "policies.csv";

    /// <summary>The policies that no other beats in both cost and wait.</summary>
    public const string FrontierName = "frontier.csv";

    /// <summary>Rates of arrivals at which the choice flips.</summary>
    public const string BreakEvenName = "break_even.csv";

    /// <summary>Other groupings of tasks into queues.</summary>
    public const string GroupingsName = "groupings.csv";

    private const int MoneyDecimals = 6;

    /// <summary>The tables.</summary>
    public static IReadOnlyList<ReportTable> Of(ReplayReport report) => [BreakEven(report), Frontier(report), Groupings(report), Policies(report)];

    private static ReportTable Policies(ReplayReport report) => new ReportTable<Row>(
        PoliciesName, "a policy that a queue was replayed under", Columns(), report.Studies.SelectMany(study => study.Outcomes.Select(outcome => new Row(study, outcome))));

    private static ReportTable Frontier(ReplayReport report) => new ReportTable<Row>(
        FrontierName, "a policy that no other of its queue beats in both cost and 95th percentile of the wait", Columns(),
        report.Studies.SelectMany(study => study.Frontier.Select(outcome => new Row(study, outcome))));

    private static ReportTable BreakEven(ReplayReport report) => new ReportTable<Flip>(
        BreakEvenName, "a rate of arrivals at which the kind of a queue's cheapest policy changes", new ColumnsOf<Flip>()
            .Text("queue", "Queues that share workers, parted by `+`.", flip => flip.Study.Case.Name)
            .Ratio("below_tasks_per_hour", "tasks/hour", "The last rate found with the one kind; below the history's rate tasks are left out by chance, above it the history is pressed together.", flip => (decimal)flip.At.Below.TasksPerHour)
            .Text("below_kind", "Kind there.", flip => flip.At.Below.Choice.Best.Policy.Kind)
            .Text("below_policy", "Policy there.", flip => flip.At.Below.Choice.Best.Policy.ToString())
            .Flag("below_keeps_bounds", "It keeps every bound there.", flip => flip.At.Below.Choice.KeepsGoal)
            .Ratio("above_tasks_per_hour", "tasks/hour", "The first rate found with the other kind.", flip => (decimal)flip.At.Above.TasksPerHour)
            .Text("above_kind", "Kind there.", flip => flip.At.Above.Choice.Best.Policy.Kind)
            .Text("above_policy", "Policy there.", flip => flip.At.Above.Choice.Best.Policy.ToString())
            .Flag("above_keeps_bounds", "It keeps every bound there.", flip => flip.At.Above.Choice.KeepsGoal)
            .Ratio("tasks_per_hour", "tasks/hour", "Rate of the history.", flip => (decimal)flip.Study.Case.Demand.TasksPerHour),
        report.Studies.SelectMany(study => study.Flips.Select(at => new Flip(study, at))));

    private static ReportTable Groupings(ReplayReport report) => new ReportTable<Regrouping>(
        GroupingsName, "a grouping of tasks into queues that would cost less than the choices for the queues as they are", new ColumnsOf<Regrouping>()
            .Text("change", "`merge`: the queues as one; `split`: short and long tasks of one queue apart.", found => found.Change)
            .Texts("queues", "The queues as they are.", found => found.Queues)
            .Texts("short_tasks", "Tasks that stay; empty for a merge.", found => found.Into[0].Tasks)
            .Texts("long_tasks", "Tasks that get a queue of their own; empty for a merge.", found => Leaving(found)?.Tasks ?? [])
            .Text("policy", "Choice for the one queue, or for those that stay.", found => found.Into[0].Result.Policy.ToString())
            .Text("long_policy", "Choice for those that leave; empty for a merge.", found => Leaving(found)?.Result.Policy.ToString())
            .Money("usd_per_month", "Cost of all of it in the month.", found => found.Into.Select(part => part.Monthly).Sum().Round(MoneyDecimals), "USD/month")
            .Money("saving_usd_per_month", "What the choices for the queues as they are cost more.", found => found.Saving.Round(MoneyDecimals), "USD/month")
            .Ratio("wait_p95_seconds", "s", "95 of 100 wait no longer, in the one queue or of those that stay.", found => Seconds(found.Into[0].Result, 0.95))
            .Ratio("long_wait_p95_seconds", "s", "95 of 100 of those that leave wait no longer; empty for a merge.", found => Seconds(Leaving(found)?.Result, 0.95)),
        report.Regroupings);

    private static RegroupedQueue? Leaving(Regrouping found) => found.Into.ElementAtOrDefault(1);

    private static ColumnsOf<Row> Columns() => new ColumnsOf<Row>()
        .Text("queue", "Queues that share workers, parted by `+`.", row => row.Study.Case.Name)
        .Text("policy_kind", "Kind of the policy.", row => row.Outcome.Result.Policy.Kind)
        .Text("policy", "Kind, parameters, purchase and worker.", row => row.Outcome.Result.Policy.ToString())
        .Money("usd_per_month", "Cost in the month.", row => row.Outcome.Monthly.Round(MoneyDecimals), "USD/month")
        .Money("usd_per_month_low", "Low end.", row => row.Outcome.Low.Round(MoneyDecimals), "USD/month")
        .Money("usd_per_month_high", "High end.", row => row.Outcome.High.Round(MoneyDecimals), "USD/month")
        .Money("usd_per_month_today", "What the workers cost today; empty where unknown.", row => row.Study.Case.Today?.Round(MoneyDecimals), "USD/month")
        .Money("saving_usd_per_month", "Today less the policy; empty where unknown.", row => (row.Study.Case.Today - row.Outcome.Monthly)?.Round(MoneyDecimals), "USD/month")
        .Ratio("wait_p50_seconds_before", "s", "Half waited no longer in the history; empty where unknown.", row => (decimal?)row.Study.Case.Waits?.Quantile(0.5))
        .Ratio("wait_p95_seconds_before", "s", "95 of 100 waited no longer.", row => (decimal?)row.Study.Case.Waits?.Quantile(0.95))
        .Ratio("wait_p99_seconds_before", "s", "99 of 100 waited no longer.", row => (decimal?)row.Study.Case.Waits?.Quantile(0.99))
        .Ratio("wait_p50_seconds", "s", "Half wait no longer under the policy.", row => Seconds(row.Outcome.Result, 0.5))
        .Ratio("wait_p95_seconds", "s", "95 of 100 wait no longer.", row => Seconds(row.Outcome.Result, 0.95))
        .Ratio("wait_p99_seconds", "s", "99 of 100 wait no longer.", row => Seconds(row.Outcome.Result, 0.99))
        .Flag("keeps_bounds", "It keeps every bound of the queue.", row => row.Outcome.Meets)
        .Texts("breaches", "The bounds that it does not keep.", row => row.Outcome.Breaches)
        .Flag("chosen", "It is the cheapest that keeps every bound.", row => row.Outcome.Meets && ReferenceEquals(row.Outcome, row.Study.Best))
        .Ratio("foresight_gap_ratio", "ratio", "Its cost over the cost of the work alone, less one; empty without work.", row => row.Study.GapOf(row.Outcome))
        .Ratio("worker_seconds", "s", "Seconds that workers existed over the history.", row => (decimal)row.Outcome.Result.WorkerSeconds)
        .Ratio("starts", "workers", "Workers started over the history.", row => (decimal)row.Outcome.Result.Starts)
        .Ratio("interruptions", "workers", "Workers interrupted over the history.", row => (decimal)row.Outcome.Result.Interruptions)
        .Ratio("failed_ratio", "ratio", "Tasks that were given up.", row => (decimal)row.Outcome.Result.FailureShare)
        .Ratio("late_ratio", "ratio", "Tasks that ended after their deadline.", row => (decimal)row.Outcome.Result.LateShare);

    private static decimal? Seconds(ReplayResult? result, double share) => (decimal?)result?.Wait(share);

    private sealed record Row(QueueStudy Study, PolicyOutcome Outcome);

    private sealed record Flip(QueueStudy Study, ChoiceFlip At);
}
