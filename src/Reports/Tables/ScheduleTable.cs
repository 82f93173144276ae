using CostTool.Scheduler.Planning;

namespace CostTool.Reports.Tables;

/// <summary>The CSV of a schedule plan.</summary>
internal static class ScheduleTable
{
    // A launch costs a fraction of a cent, so cents are not enough; lines of scenarios have as many.
    private const int MoneyDecimals = 6;

    /// <summary>Name of the file.</summary>
    public const string FileName = "schedules.csv";

    /// <summary><c>schedules.csv</c>, sorted by schedule id.</summary>
    public static ReportTable Of(SchedulePlan plan) => new ReportTable<PlanRow>(
        FileName, "one periodic task", new ColumnsOf<PlanRow>()
            .Text("schedule_id", "Stable id.", row => row.ScheduleId)
            .Text("source", "File or table that it was read from.", row => row.Source)
            .Text("task", "Celery task.", row => row.Task)
            .Text("queue", "Queue; empty where the route is code.", row => row.Queue)
            .Text("celery_schedule", "The schedule as Celery has it.", row => row.CelerySchedule)
            .Text("timezone", "Zone that the schedule is read in.", row => row.Timezone)
            .Text("strategy", "scheduled-one-shot, keep-as-service, drain-scheduled, drain-woken, dispatched or drop.", row => NameOf(row.Strategy))
            .Text("expression", "EventBridge expressions, parted by ` | `; empty where refused.", row => row.Expression)
            .Text("expression_timezone", "Zone that the expressions are read in.", row => row.ExpressionTimezone)
            .Flag("exact", "The expressions fire at exactly the intended times, proven over five years.", row => row.Exact)
            .Number("runs_per_month", "runs", "Fires of Celery in the month; empty where unknown.", row => row.RunsPerMonth)
            .Number("task_vcpu", "vCPU", "Size of a run.", row => row.TaskVcpu)
            .Number("task_memory_mib", "MiB", "Size of a run.", row => row.TaskMemoryMib)
            .Money("usd_per_month_today", "Share of the always-on worker; empty where unknown.", row => row.UsdPerMonthToday?.Round(MoneyDecimals), "USD/month")
            .Money("usd_per_month_planned", "Cost as planned; empty where unknown.", row => row.UsdPerMonthPlanned?.Round(MoneyDecimals), "USD/month")
            .Texts("caveats", "What its owner should know; the reason for the strategy comes first.", row => row.Caveats)
            .Text("entry", "Name of the entry.", row => row.Entry)
            .Text("origin", "Source and line or row.", row => row.Origin)
            .Number("wait_p50_seconds_before", "s", "Half of the messages of its workers' queues waited no longer, in the history; empty where unknown.", row => row.WaitBefore?.P50Seconds)
            .Number("wait_p95_seconds_before", "s", "95 of 100 waited no longer.", row => row.WaitBefore?.P95Seconds)
            .Number("wait_p99_seconds_before", "s", "99 of 100 waited no longer.", row => row.WaitBefore?.P99Seconds)
            .Number("wait_p50_seconds_after", "s", "Half will wait no longer, by the replay of the history; empty where the queue stays as it is.", row => row.WaitAfter?.P50Seconds)
            .Number("wait_p95_seconds_after", "s", "95 of 100 will wait no longer.", row => row.WaitAfter?.P95Seconds)
            .Number("wait_p99_seconds_after", "s", "99 of 100 will wait no longer.", row => row.WaitAfter?.P99Seconds),
        plan.Rows.OrderBy(row => row.ScheduleId, StringComparer.Ordinal));

    /// <summary>The stable name of a strategy.</summary>
    public static string NameOf(Strategy strategy) => strategy switch
    {
        Strategy.ScheduledOneShot => "scheduled-one-shot",
        Strategy.KeepAsService => "keep-as-service",
        Strategy.DrainScheduled => "drain-scheduled",
        Strategy.DrainWoken => "drain-woken",
        Strategy.Dispatched => "dispatched",
        _ => "drop",
    };
}
