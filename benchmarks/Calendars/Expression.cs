using CostTool.Scheduler.Calendars;
using CostTool.Scheduler.Schedules;
using Cronos;
using NodaTime;

namespace CostTool.Benchmarks.Calendars;

/// <summary>A crontab that Celery and Cronos read alike; both AND the day of the month and the weekday.</summary>
public sealed record Expression(string Minute, string Hour, string DayOfMonth, string Month, string DayOfWeek)
{
    public static IReadOnlyList<Expression> Typical { get; } =
    [
        new("*", "*", "*", "*", "*"),
        new("*/5", "*", "*", "*", "*"),
        new("*/15", "8-18", "*", "*", "1-5"),
        new("0", "*", "*", "*", "*"),
        new("30", "4", "*", "*", "*"),
        new("0", "9", "*", "*", "1"),
        new("15", "6", "1", "*", "*"),
        new("0", "0", "1", "1,4,7,10", "*"),
        new("0,30", "7,12,18", "*", "*", "*"),
        new("0", "3", "1-7", "*", "1"),
    ];

    public override string ToString() => $"{Minute} {Hour} {DayOfMonth} {Month} {DayOfWeek}";

    public CronExpression ToCronos() => CronExpression.Parse(ToString());

    public CeleryCrontab ToCelery()
    {
        var fields = new CelerySchedule.Crontab(
            new CrontabField.Text(Minute), new CrontabField.Text(Hour), new CrontabField.Text(DayOfWeek), new CrontabField.Text(DayOfMonth), new CrontabField.Text(Month));
        return CeleryCrontab.TryParse(fields, CeleryVersion.Newest, out CeleryCrontab? crontab, out CrontabRefusal? refusal)
            ? crontab
            : throw new InvalidOperationException(refusal.ToString());
    }

    /// <summary>Throws unless both name the same instants where no offset change is near.</summary>
    public void MustAgree()
    {
        var start = Instant.FromUtc(2026, 1, 5, 0, 0);
        var ours = new CeleryCalendar(ToCelery(), DateTimeZone.Utc, CeleryVersion.Newest);
        var theirs = ToCronos();
        var at = start;
        for (var i = 0; i < 1000; i++)
        {
            var next = ours.Next(at);
            if (next?.ToDateTimeUtc() != theirs.GetNextOccurrence(at.ToDateTimeUtc()))
                throw new InvalidOperationException($"`{this}` differs after {at}: {next}.");
            at = next!.Value;
        }
    }
}
