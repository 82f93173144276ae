namespace CostTool.Scheduler.Schedules;

/// <summary>A periodic task as its owner wrote it, whatever it was read from.</summary>
public sealed record CeleryEntry
{
    /// <summary>Name of the entry, unique in its source.</summary>
    public required string Name { get; init; }

    /// <summary>Task that it sends, such as <c>reports.tasks.nightly</c>.</summary>
    public required string Task { get; init; }

    /// <summary>When it fires.</summary>
    public required CelerySchedule Schedule { get; init; }

    /// <summary>IANA zone that the schedule's fields are read in, as written.</summary>
    public required string TimeZone { get; init; }

    /// <summary>Positional arguments as a JSON array; null where the source does not tell them.</summary>
    public required string? ArgsJson { get; init; }

    /// <summary>Keyword arguments as a JSON object; null where the source does not tell them.</summary>
    public required string? KwargsJson { get; init; }

    /// <summary>Queue, or null for the default one.</summary>
    public required string? Queue { get; init; }

    /// <summary>Other send options (expires, countdown, priority, headers, …) by name, each as JSON; sorted by name.</summary>
    public required IReadOnlyDictionary<string, string> Options { get; init; }

    /// <summary>Switched on.</summary>
    public required bool Enabled { get; init; }

    /// <summary>Not before this instant.</summary>
    public required DateTimeOffset? StartTime { get; init; }

    /// <summary>Not after this instant.</summary>
    public required DateTimeOffset? Expires { get; init; }

    /// <summary>Seconds after which an unstarted message is dropped.</summary>
    public required double? ExpireSeconds { get; init; }

    /// <summary>Runs once and is then switched off.</summary>
    public required bool OneOff { get; init; }

    /// <summary>Last time that it ran, which sets the phase of an interval.</summary>
    public required DateTimeOffset? LastRun { get; init; }

    /// <summary>Source and line or row, such as <c>celery/beat.json:14</c> or <c>django_celery_beat_periodictask id 7</c>.</summary>
    public required string Origin { get; init; }
}

/// <summary>The kinds of schedule that Celery and django-celery-beat know.</summary>
public abstract record CelerySchedule
{
    private CelerySchedule()
    {
    }

    /// <summary>Five fields as Celery's <c>crontab(...)</c> takes them, not yet parsed: a text, an integer or a list of integers each.</summary>
    /// <param name="Minute">Minutes.</param>
    /// <param name="Hour">Hours.</param>
    /// <param name="DayOfWeek">Days of the week, Sunday is 0.</param>
    /// <param name="DayOfMonth">Days of the month.</param>
    /// <param name="MonthOfYear">Months.</param>
    public sealed record Crontab(CrontabField Minute, CrontabField Hour, CrontabField DayOfWeek, CrontabField DayOfMonth, CrontabField MonthOfYear) : CelerySchedule;

    /// <summary>Every so often after the last run.</summary>
    /// <param name="Every">The interval, exact to the microsecond.</param>
    /// <param name="Relative">The last run is rounded down to the interval's unit before the interval is added.</param>
    public sealed record Interval(TimeSpan Every, bool Relative) : CelerySchedule;

    /// <summary>At an event of the sun.</summary>
    /// <param name="Event">One of Celery's nine names, such as <c>sunset</c> or <c>dawn_civil</c>.</param>
    /// <param name="Latitude">Degrees north.</param>
    /// <param name="Longitude">Degrees east.</param>
    public sealed record Solar(string Event, double Latitude, double Longitude) : CelerySchedule;

    /// <summary>Once, at an instant.</summary>
    /// <param name="At">The instant.</param>
    public sealed record Clocked(DateTimeOffset At) : CelerySchedule;

    /// <summary>A schedule that is code and cannot be read as data.</summary>
    /// <param name="Description">What the source says of it, such as its class name.</param>
    public sealed record Custom(string Description) : CelerySchedule;
}

/// <summary>One argument of <c>crontab(...)</c> before it is parsed.</summary>
public abstract record CrontabField
{
    private CrontabField()
    {
    }

    /// <summary>A text such as <c>*/15</c>.</summary>
    /// <param name="Value">The text, untouched.</param>
    public sealed record Text(string Value) : CrontabField;

    /// <summary>A number such as <c>0</c>.</summary>
    /// <param name="Value">The number.</param>
    public sealed record Number(long Value) : CrontabField;

    /// <summary>A list such as <c>[0, 30]</c>. Elements that are not integers make Celery refuse the field; they are kept as written.</summary>
    /// <param name="Items">JSON of each element.</param>
    public sealed record List(IReadOnlyList<string> Items) : CrontabField
    {
        /// <inheritdoc />
        public bool Equals(List? other) => other is not null && Items.SequenceEqual(other.Items, StringComparer.Ordinal);

        /// <inheritdoc />
        public override int GetHashCode() => Items.Aggregate(17, (hash, item) => HashCode.Combine(hash, item.GetHashCode(StringComparison.Ordinal)));
    }

    /// <summary>Something else, such as <c>1.5</c> or null, which Celery refuses.</summary>
    /// <param name="Json">As written.</param>
    public sealed record Other(string Json) : CrontabField;
}
