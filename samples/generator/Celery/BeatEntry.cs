namespace CostTool.SampleGenerator.Celery;

/// <summary>A schedule of the company.</summary>
internal sealed record BeatEntry(string Name, string Task)
{
    /// <summary>Fields in the order of crontab(5): minute, hour, day of the month, month, day of the week. Null for an interval or a moment.</summary>
    public string? Cron { get; init; }

    /// <summary>Seconds of an interval.</summary>
    public int? EverySeconds { get; init; }

    /// <summary>The one moment, UTC.</summary>
    public DateTime? At { get; init; }

    /// <summary>Positional arguments, JSON.</summary>
    public string Args { get; init; } = "[]";

    public bool Enabled { get; init; } = true;

    /// <summary>End, UTC.</summary>
    public DateTime? Expires { get; init; }

    /// <summary>Seconds after which an unstarted message is dropped.</summary>
    public int? ExpireSeconds { get; init; }

    /// <summary>Seconds that its message waits at the worker.</summary>
    public int? Countdown { get; init; }
}

/// <summary>The company's schedules: those in its settings and those that its support staff made in the admin site.</summary>
internal static class BeatEntries
{
    /// <summary>From the settings.</summary>
    public static IReadOnlyList<BeatEntry> InSettings { get; } =
    [
        new("archive old projects", "projects.archive") { Cron = "0 2 1 */3 *" },
        new("audit log rotation", "audit.rotate") { Cron = "0 0 * * *" },
        new("calendars", "imports.sync_calendars") { Cron = "5 * * * *", ExpireSeconds = 3300 },
        new("clean uploads", "imports.clean_uploads") { Cron = "0 4 * * 0" },
        new("collect bounces", "emails.collect_bounces") { EverySeconds = 3600 },
        new("customer invoices", "billing.invoice_customers") { Cron = "0 0 1 * *" },
        new("daily usage report", "reports.usage_daily") { Cron = "30 2 * * *" }, // inside the hour that is missing one night a year
        new("deadlines", "projects.check_deadlines") { Cron = "*/15 * * * *" },
        new("dunning", "billing.dunning") { Cron = "0 9 * * 1-5" },
        new("exchange rates", "imports.exchange_rates") { Cron = "15 16 * * mon-fri" },
        new("expire invitations", "accounts.expire_invitations") { Cron = "* */12 * * *" }, // the minute was forgotten
        new("heartbeat", "monitoring.heartbeat") { EverySeconds = 30, ExpireSeconds = 30 },
        new("month close", "reports.month_close") { Cron = "0 3 1 * *" },
        new("month end check", "reports.month_end_check") { Cron = "30 23 28-31 * *" }, // the task itself looks whether tomorrow is the first
        new("morning digest", "emails.digest") { Cron = "0 7 * * 1-5" },
        new("newsletter", "emails.newsletter") { Cron = "0 10 * * tue" },
        new("purge thumbnails", "thumbnails.purge") { Cron = "0 3 * * 6" },
        new("quarterly report", "reports.quarterly") { Cron = "15 5 1 1,4,7,10 *" },
        new("queue depth", "monitoring.queue_depth") { EverySeconds = 60, ExpireSeconds = 55 },
        new("recurring tasks", "projects.create_recurring") { Cron = "5 0 * * *" },
        new("reminders", "emails.reminders") { Cron = "*/15 8-18 * * 1-5" },
        new("repositories", "imports.sync_repositories") { Cron = "20 */2 * * *" },
        new("retry thumbnails", "thumbnails.retry_failed") { Cron = "*/30 * * * *" },
        new("search index", "search.refresh") { EverySeconds = 300 },
        new("steering report", "reports.steering") { Cron = "0 8 1-7 * 1" }, // Celery asks for both days: the first Monday
        new("timesheets", "reports.timesheets") { Cron = "0 18 * * 5", Countdown = 5400 }, // people may correct theirs until half past seven
        new("trial ending", "emails.trial_ending") { Cron = "0 9 * * *" },
        new("warehouse export", "reports.export_warehouse") { Cron = "0 1 * * *" },
        new("webhooks", "webhooks.flush") { EverySeconds = 90 },
        new("weekly digest", "reports.weekly_digest") { Cron = "0 6 * * 1" },
    ];

    /// <summary>From the admin site: rows of django-celery-beat.</summary>
    public static IReadOnlyList<BeatEntry> InDatabase { get; } =
    [
        new("Contoso weekly", "reports.customer") { Cron = "0 5 * * 1", Args = "[\"contoso\"]", Enabled = false },
        new("Launch mailing", "emails.campaign") { At = new DateTime(2026, 11, 5, 8, 0, 0, DateTimeKind.Utc), Args = "[\"launch\"]" },
        new("Northwind daily", "reports.customer") { Cron = "45 4 * * *", Args = "[\"northwind\"]" },
        new("Summer campaign", "emails.campaign") { Cron = "0 11 * * 3", Args = "[\"summer\"]", Expires = new DateTime(2026, 9, 1, 0, 0, 0, DateTimeKind.Utc) },
        new("Sunday summary", "reports.customer") { Cron = "0 20 * * 7", Args = "[\"northwind\", \"summary\"]" }, // the admin site takes the 7, Celery does not
        new("Trial ending (support)", "emails.trial_ending") { Cron = "0 9 * * *" }, // a second time
        new("Wingtip stock", "reports.customer") { EverySeconds = 10800, Args = "[\"wingtip\"]" },
    ];
}
