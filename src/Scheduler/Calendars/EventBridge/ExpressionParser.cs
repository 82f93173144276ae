using System.Globalization;
using CostTool.Analyzer.Problems;
using NodaTime;
using NodaTime.Text;

namespace CostTool.Scheduler.Calendars.EventBridge;

/// <summary>Reads an expression by the rules of a service; a message names the field first, then its range, and quotes the bad value.</summary>
/// <remarks>
/// Rules: the pages "Schedule types" of the EventBridge Scheduler guide and "Setting a schedule pattern" of the EventBridge guide.
/// Ranges that wrap (<c>20-2</c>) are read, as AWS shows one in an example; a step may not exceed the field's last value.
/// </remarks>
internal sealed class ExpressionParser(string text, EventBridgeService service, string where)
{
    /// <summary>AWS names no limit; a million days is beyond any calendar, and still a number that can be counted with.</summary>
    private const int LargestRate = 1_000_000;

    private static readonly LocalDateTimePattern AtPattern = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss");

    public EventBridgeExpression Parse()
    {
        if (text.Length > EventBridgeExpression.MaximumLength)
        {
            throw Problem(string.Create(CultureInfo.InvariantCulture, $"expression of {text.Length} characters, at most {EventBridgeExpression.MaximumLength} are allowed"),
                "split it into several schedules");
        }

        if (Inside("cron") is { } cron) return new EventBridgeExpression.Cron(Cron(cron));
        if (Inside("rate") is { } rate) return Rate(rate);
        if (Inside("at") is { } at) return At(at);
        throw Problem($"`{text}` is not a schedule expression", "write cron(...), rate(...) or at(...)");
    }

    private string? Inside(string kind) =>
        text.StartsWith(kind + "(", StringComparison.Ordinal) && text.EndsWith(')') ? text[(kind.Length + 1)..^1] : null;

    private EventBridgeExpression.Rate Rate(string inside)
    {
        string[] parts = Words(inside);
        if (parts.Length != 2) throw Problem($"rate: `{inside}` is not a value and a unit", "write for example rate(5 minutes)");
        if (!int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int value) || value is < 1 or > LargestRate)
            throw Problem($"rate value: must be a whole number from 1 to {LargestRate}, not `{parts[0]}`", "write for example rate(5 minutes)");
        (RateUnit unit, bool plural) = parts[1] switch
        {
            "minute" => (RateUnit.Minute, false),
            "minutes" => (RateUnit.Minute, true),
            "hour" => (RateUnit.Hour, false),
            "hours" => (RateUnit.Hour, true),
            "day" => (RateUnit.Day, false),
            "days" => (RateUnit.Day, true),
            _ => throw Problem($"rate unit: must be minute(s), hour(s) or day(s), not `{parts[1]}`", "write for example rate(5 minutes)"),
        };
        if (plural == (value == 1)) throw Problem($"rate unit: must be singular for 1 and plural for more, not `{inside}`", "write rate(1 hour) or rate(2 hours)");
        return new EventBridgeExpression.Rate(value, unit);
    }

    private EventBridgeExpression.At At(string inside)
    {
        if (service == EventBridgeService.Rules) throw Problem($"`{text}`: rules of an event bus have no at(...)", "use EventBridge Scheduler");
        return AtPattern.Parse(inside).TryGetValue(default, out LocalDateTime local) && local.Year >= CronField.Year.First && local.Year <= CronField.Year.Last
            ? new EventBridgeExpression.At(local)
            : throw Problem($"at: must be a date and time that exist, from {CronField.Year.First} to {CronField.Year.Last}, as yyyy-mm-ddThh:mm:ss, not `{inside}`", "write for example at(2027-01-31T09:00:00)");
    }

    private EventBridgeCron Cron(string inside)
    {
        string[] fields = Words(inside);
        bool yearLeftOut = fields.Length == 5 && service == EventBridgeService.Scheduler;
        if (fields.Length != 6 && !yearLeftOut)
        {
            throw Problem(string.Create(CultureInfo.InvariantCulture, $"cron: {fields.Length} fields in `{text}`"),
                service == EventBridgeService.Rules
                    ? "rules need six: minutes, hours, day-of-month, month, day-of-week, year"
                    : "write minutes, hours, day-of-month, month, day-of-week and, if wanted, year");
        }

        ulong minutes = Plain(fields[0], CronField.Minutes);
        uint hours = (uint)Plain(fields[1], CronField.Hours);
        uint months = (uint)Plain(fields[3], CronField.Month);
        DayRule days = (fields[2], fields[4]) switch
        {
            ("?", "?") => throw Problem("day-of-month and day-of-week: both are `?`", "say the days in one of the two"),
            (_, "?") => DaysOfMonth(fields[2]),
            ("?", _) => DaysOfWeek(fields[4]),
            _ => throw Problem($"day-of-month and day-of-week: `{fields[2]}` and `{fields[4]}` cannot both be set", "put `?` in one of the two"),
        };
        return new EventBridgeCron(minutes, hours, days, months, yearLeftOut ? YearSet.All : Years(fields[5]));
    }

    private DayRule.OfMonth DaysOfMonth(string field)
    {
        DayRule.OfMonth rule = new(0);
        foreach (string item in field.Split(','))
        {
            rule = item switch
            {
                "L" => rule with { LastDay = true },
                "LW" => rule with { LastWorkday = true },
                [.. var day, 'W'] => rule with { NearestWorkdays = rule.NearestWorkdays | (1u << Value(day, CronField.DayOfMonth)) },
                _ => rule with { Days = rule.Days | (uint)Plain(item, CronField.DayOfMonth) },
            };
        }

        return rule;
    }

    private DayRule.OfWeek DaysOfWeek(string field)
    {
        DayRule.OfWeek rule = new(0);
        foreach (string item in field.Split(','))
        {
            if (item.IndexOf('#', StringComparison.Ordinal) is var hash and >= 0)
            {
                if (rule.Nth is not null) throw Problem($"day-of-week: `{field}` has more than one `#`", "make a schedule of each");
                if (item[(hash + 1)..] is not [>= '1' and <= '5' and var ordinal]) throw Problem($"day-of-week: what follows `#` must be 1 to 5 in `{item}`", "write for example 6#2, the second Friday");
                rule = rule with { Nth = (Value(item[..hash], CronField.DayOfWeek) - 1, ordinal - '0') };
                continue;
            }

            rule = item switch
            {
                // The last day of the week, Saturday, and not a last one of the month.
                "L" => rule with { Weekdays = rule.Weekdays | 0x40 },
                [.. var day, 'L'] => rule with { LastOf = rule.LastOf | (1u << (Value(day, CronField.DayOfWeek) - 1)) },
                _ => rule with { Weekdays = rule.Weekdays | ((uint)Plain(item, CronField.DayOfWeek) >> 1) },
            };
        }

        return rule;
    }

    private YearSet Years(string field)
    {
        bool[] values = Values(field, CronField.Year);
        return YearSet.Of(Enumerable.Range(0, values.Length).Where(i => values[i]).Select(i => CronField.Year.First + i));
    }

    private ulong Plain(string field, CronField kind)
    {
        bool[] values = Values(field, kind);
        ulong set = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i]) set |= 1UL << (kind.First + i);
        }

        return set;
    }

    private bool[] Values(string field, CronField kind)
    {
        bool[] values = new bool[kind.Last - kind.First + 1];
        foreach (string item in field.Split(','))
        {
            int slash = item.IndexOf('/', StringComparison.Ordinal);
            int step = slash < 0 ? 1 : Step(item[(slash + 1)..], kind);
            string range = slash < 0 ? item : item[..slash];
            int dash = range.IndexOf('-', StringComparison.Ordinal);
            int first = range == "*" ? kind.First : Value(dash < 0 ? range : range[..dash], kind);
            int last = range == "*" || (dash < 0 && slash >= 0) ? kind.Last : dash < 0 ? first : Value(range[(dash + 1)..], kind);
            int length = last >= first ? last - first + 1 : values.Length - (first - last) + 1;
            if (last < first && kind == CronField.Year) throw Problem($"year: `{range}` runs backwards", "write the earlier year first");
            for (int i = 0; i < length; i += step) values[(first - kind.First + i) % values.Length] = true;
        }

        return values;
    }

    private int Step(string value, CronField kind)
    {
        if (!kind.Steps) throw Problem($"{kind.Name}: `/` is not allowed here", "list the days by name");
        int most = kind == CronField.Year ? kind.Last - kind.First : kind.Last;
        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int step) && step >= 1 && step <= most
            ? step
            : throw Problem(string.Create(CultureInfo.InvariantCulture, $"{kind.Name}: the step must be a number from 1 to {most}, not `{value}`"), "write for example 0/15");
    }

    private int Value(string value, CronField kind)
    {
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= kind.First && number <= kind.Last) return number;
        for (int i = 0; i < kind.Names.Count; i++)
        {
            if (string.Equals(kind.Names[i], value, StringComparison.OrdinalIgnoreCase)) return kind.First + i;
        }

        throw Problem($"{kind.Name}: must be {kind.Range}, not `{value}`", $"mend the field in `{text}`");
    }

    private static string[] Words(string inside) => inside.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private ProblemException Problem(string what, string fix) => new(new Problem(what, where, fix));
}
