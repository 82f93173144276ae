using System.Globalization;
using CostTool.Reports.Text;
using CostTool.Scheduler.Planning;

namespace CostTool.Reports.Html.Sections;

/// <summary>The Celery side: what becomes of each periodic task, and which workers can go.</summary>
internal static class SchedulesSection
{
    /// <summary>Writes the section.</summary>
    public static void Write(HtmlBuilder html, PageContent page)
    {
        if (page.Plan is not { Rows.Count: > 0 } plan) return;
        html.Heading("celery", "Celery schedules")
            .Paragraph("A worker's cost goes only when the last work leaves it: queues that share workers move together or not at all. Exact means that the expressions fire at the intended times and no others, proven over five years.");
        Sets(html, plan);
        var table = new HtmlTable(html, $"{plan.Rows.Count} periodic tasks, USD per month", ("Entry", ColumnLook.Name), ("Celery", ColumnLook.Name), ("Becomes", ColumnLook.Plain), ("EventBridge", ColumnLook.Name), ("Exact", ColumnLook.Plain), ("Runs", ColumnLook.Number), ("Today", ColumnLook.Number), ("Planned", ColumnLook.Number));
        foreach (var row in plan.Rows)
        {
            table.Row(
                [
                    new Cell(row.Entry, row.Task), new Cell(row.CelerySchedule, row.Timezone), Name(row.Strategy), row.Expression ?? "–", row.Exact ? "yes" : "no",
                    row.RunsPerMonth?.ToString("#,0.##", CultureInfo.InvariantCulture) ?? "unknown", Shown.Money(row.UsdPerMonthToday), Shown.Money(row.UsdPerMonthPlanned),
                ],
                "schedules/" + row.ScheduleId);
        }

        table.End();
    }

    private static void Sets(HtmlBuilder html, SchedulePlan plan)
    {
        var table = new HtmlTable(html, "Queues that share workers, USD per month", ("Queues", ColumnLook.Name), ("Workers today", ColumnLook.Number), ("Planned", ColumnLook.Number), ("Saving", ColumnLook.Number), ("p95 wait today", ColumnLook.Number), ("p95 wait planned", ColumnLook.Number), ("What happens", ColumnLook.Prose));
        foreach (var set in plan.Sets)
        {
            table.Row(
            [
                new Cell(string.Join(", ", set.Queues), string.Join(", ", set.Workers)), Shown.Money(set.Today), Shown.Money(set.Planned?.Usd), Shown.Money(set.Saving?.Usd),
                Seconds(set.WaitBefore), set.Vacated ? Seconds(set.WaitAfter) : Seconds(set.WaitBefore),
                set.Drain is { } drain ? $"the workers go; short-lived ones empty the queue: {drain.Policy}" : set.Vacated ? "the workers go; each run is a short-lived task" : "the workers stay: " + string.Join("; ", set.Blockers),
            ]);
        }

        table.End();
    }

    private static string Seconds(WaitSeconds? wait) => wait is { } known ? known.P95Seconds.ToString("#,0.#", CultureInfo.InvariantCulture) + " s" : "unknown";

    private static string Name(Strategy strategy) => strategy switch
    {
        Strategy.ScheduledOneShot => "a task for each run",
        Strategy.KeepAsService => "stays a service",
        Strategy.DrainScheduled => "its queue is drained every so often",
        Strategy.DrainWoken => "its queue is drained when woken",
        Strategy.Dispatched => "its queue is drained by a dispatcher",
        _ => "is dropped",
    };
}
