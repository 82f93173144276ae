namespace CostTool.SampleGenerator.Celery;

/// <summary>A task of the application.</summary>
/// <param name="Name">Name.</param>
/// <param name="Seconds">Usual runtime.</param>
/// <param name="PerOfficeHour">How many the application itself sends in an hour of office time; 0 where only schedules send it.</param>
/// <param name="PerQuietHour">The same at other times.</param>
/// <param name="FailuresPerThousand">Runs that raise.</param>
/// <param name="SendsEvents">Celery's <c>send_events</c>: what runs every few seconds or minutes has it off.</param>
/// <param name="TimeLimit">Hard limit in seconds; null is none.</param>
internal sealed record CeleryTask(string Name, double Seconds, int PerOfficeHour = 0, int PerQuietHour = 0, int FailuresPerThousand = 4, bool SendsEvents = true, int? TimeLimit = null)
{
    /// <summary>Queue by the application's routes.</summary>
    public string Queue => Name.Split('.')[0] is "reports" or "emails" or "imports" or "thumbnails" ? Name.Split('.')[0] : "default";
}

/// <summary>The tasks that the application registers.</summary>
internal static class CeleryTasks
{
    public static IReadOnlyList<CeleryTask> All { get; } =
    [
        new("accounts.expire_invitations", 0.8),
        new("audit.rotate", 95),
        new("billing.dunning", 40),
        new("billing.invoice_customers", 1500, TimeLimit: 7200),
        new("emails.campaign", 240),
        new("emails.collect_bounces", 6),
        new("emails.digest", 310),
        new("emails.newsletter", 900),
        new("emails.reminders", 22),
        new("emails.send", 0.7, 6, 1, 12),
        new("emails.trial_ending", 35),
        new("imports.clean_uploads", 420),
        new("imports.exchange_rates", 3),
        new("imports.run_file", 640, 1, 0, 30),
        new("imports.sync_calendars", 75, FailuresPerThousand: 15),
        new("imports.sync_repositories", 130, FailuresPerThousand: 10),
        new("monitoring.heartbeat", 0.05, SendsEvents: false),
        new("monitoring.queue_depth", 0.1, SendsEvents: false),
        new("notifications.fan_out", 0.3, 6, 1),
        new("projects.archive", 2400),
        new("projects.check_deadlines", 9),
        new("projects.create_recurring", 55),
        new("projects.reindex", 2.5, 4, 0),
        new("reports.customer", 180, TimeLimit: 3600),
        new("reports.export_warehouse", 2500, FailuresPerThousand: 40, TimeLimit: 14400),
        new("reports.month_close", 1900, TimeLimit: 7200),
        new("reports.month_end_check", 60, TimeLimit: 3600),
        new("reports.quarterly", 2700, TimeLimit: 7200),
        new("reports.steering", 260, TimeLimit: 3600),
        new("reports.timesheets", 340, TimeLimit: 3600),
        new("reports.usage_daily", 760, TimeLimit: 3600),
        new("reports.weekly_digest", 420, TimeLimit: 3600),
        new("search.refresh", 4, SendsEvents: false),
        new("thumbnails.purge", 700),
        new("thumbnails.render", 3.5, 7, 1, 6),
        new("thumbnails.retry_failed", 12),
        new("webhooks.flush", 1.5, SendsEvents: false),
    ];

    public static CeleryTask Named(string name) => All.Single(task => task.Name == name);
}
