using System.Globalization;
using NodaTime;

namespace CostTool.Scheduler.Calendars.EventBridge;

/// <summary>A schedule expression that EventBridge takes.</summary>
public abstract record EventBridgeExpression
{
    /// <summary>Longest expression that either service takes, in characters.</summary>
    public const int MaximumLength = 256;

    private EventBridgeExpression()
    {
    }

    /// <summary>Reads and checks an expression by the rules of a service.</summary>
    /// <param name="text">Such as <c>cron(0 9 ? * MON-FRI *)</c>.</param>
    /// <param name="service">Whose rules.</param>
    /// <param name="where">File and line, or resource, for the message.</param>
    /// <exception cref="Analyzer.Problems.ProblemException">The service would refuse the expression.</exception>
    public static EventBridgeExpression Parse(string text, EventBridgeService service, string where) => new ExpressionParser(text, service, where).Parse();

    /// <summary>When the expression fires.</summary>
    /// <param name="zone">Zone that it is read in; UTC for rules.</param>
    /// <param name="anchor">First fire of a <c>rate</c>: the StartDate of the schedule, or when it was created. Other expressions do without.</param>
    public abstract IFireTimes Calendar(DateTimeZone zone, Instant anchor);

    /// <summary><c>cron(...)</c>.</summary>
    /// <param name="Value">Its sets.</param>
    public sealed record Cron(EventBridgeCron Value) : EventBridgeExpression
    {
        /// <inheritdoc />
        public override IFireTimes Calendar(DateTimeZone zone, Instant anchor) => new CronFireTimes(Value, zone);

        /// <inheritdoc />
        public override string ToString() => Value.ToString();
    }

    /// <summary><c>rate(...)</c>: every so many minutes that pass, whatever the clocks do.</summary>
    /// <param name="Value">How many, at least 1.</param>
    /// <param name="Unit">Of what.</param>
    public sealed record Rate(int Value, RateUnit Unit) : EventBridgeExpression
    {
        /// <summary>The period.</summary>
        public Duration Period => Unit switch
        {
            RateUnit.Minute => Duration.FromMinutes(Value),
            RateUnit.Hour => Duration.FromHours(Value),
            _ => Duration.FromDays(Value),
        };

        /// <summary>The rate of a number of minutes in the largest unit that is exact.</summary>
        public static Rate OfMinutes(int minutes) => minutes switch
        {
            _ when minutes % (24 * 60) == 0 => new Rate(minutes / (24 * 60), RateUnit.Day),
            _ when minutes % 60 == 0 => new Rate(minutes / 60, RateUnit.Hour),
            _ => new Rate(minutes, RateUnit.Minute),
        };

        /// <inheritdoc />
        public override IFireTimes Calendar(DateTimeZone zone, Instant anchor) => new RateFireTimes(Period, anchor);

        /// <inheritdoc />
        public override string ToString()
        {
            string unit = Unit switch { RateUnit.Minute => "minute", RateUnit.Hour => "hour", _ => "day" };
            return string.Create(CultureInfo.InvariantCulture, $"rate({Value} {unit}{(Value == 1 ? "" : "s")})");
        }
    }

    /// <summary><c>at(...)</c>: once.</summary>
    /// <param name="Local">Local time in the schedule's zone.</param>
    public sealed record At(LocalDateTime Local) : EventBridgeExpression
    {
        /// <inheritdoc />
        public override IFireTimes Calendar(DateTimeZone zone, Instant anchor) => new OneTimeFireTimes(Local, zone);

        /// <inheritdoc />
        public override string ToString() => $"at({Local.ToString("uuuu-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)})";
    }
}

/// <summary>Units of a rate.</summary>
public enum RateUnit
{
    /// <summary>60 seconds.</summary>
    Minute,

    /// <summary>60 minutes.</summary>
    Hour,

    /// <summary>24 hours, not a day of the calendar.</summary>
    Day,
}
