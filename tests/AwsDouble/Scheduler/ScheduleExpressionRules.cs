using System.Globalization;
using System.Text.RegularExpressions;

namespace CostTool.AwsDouble.Scheduler;

/// <summary>Which schedule expressions EventBridge takes; written from its documents, without a look at the product's own planner.</summary>
internal static partial class ScheduleExpressionRules
{
    private static readonly string[] Months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    private static readonly string[] Days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    /// <summary>Scheduler: <c>at</c>, <c>rate</c>, <c>cron</c> with or without a year.</summary>
    public static bool IsForScheduler(string expression) => IsAt(expression) || IsRate(expression, strict: false) || IsCron(expression, yearNeeded: false);

    /// <summary>Rules: <c>rate</c> with the singular for 1, <c>cron</c> with a year.</summary>
    public static bool IsForRule(string expression) => IsRate(expression, strict: true) || IsCron(expression, yearNeeded: true);

    /// <summary>The instant of <c>at(…)</c>, local to the schedule's zone.</summary>
    public static bool IsAt(string expression) =>
        At().Match(expression) is { Success: true } match &&
        DateTime.TryParseExact(match.Groups["at"].Value, "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static bool IsRate(string expression, bool strict)
    {
        if (Rate().Match(expression) is not { Success: true } match || !int.TryParse(match.Groups["value"].Value, CultureInfo.InvariantCulture, out var value) || value < 1) return false;
        return !strict || match.Groups["many"].Success == value > 1;
    }

    private static bool IsCron(string expression, bool yearNeeded)
    {
        if (Cron().Match(expression) is not { Success: true } match) return false;
        var fields = match.Groups["fields"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != 6 && (yearNeeded || fields.Length != 5)) return false;
        return Field(fields[0], 0, 59) && Field(fields[1], 0, 23) && DayOfMonth(fields[2]) && Field(fields[3], 1, 12, Months) && DayOfWeek(fields[4])
            && (fields.Length == 5 || Field(fields[5], 1970, 2199))
            // One of the two days must be open, and not both.
            && (fields[2] == "?") != (fields[4] == "?");
    }

    private static bool DayOfMonth(string field) => field is "?" or "L" or "LW" || (field.EndsWith('W') && Field(field[..^1], 1, 31)) || Field(field, 1, 31);

    private static bool DayOfWeek(string field)
    {
        if (field is "?" or "L") return true;
        if (field.EndsWith('L')) return Value(field[..^1], 1, 7, Days) is not null;
        return field.Split('#') is [var day, var week] ? Value(day, 1, 7, Days) is not null && Value(week, 1, 5, []) is not null : Field(field, 1, 7, Days);
    }

    private static bool Field(string field, int from, int to, string[]? names = null) => field.Split(',').All(part =>
    {
        var step = part.Split('/');
        if (step.Length > 2 || (step.Length == 2 && !(int.TryParse(step[1], NumberStyles.None, CultureInfo.InvariantCulture, out var by) && by > 0))) return false;
        if (step[0] == "*") return true;
        var ends = step[0].Split('-');
        return ends.Length <= 2 && ends.All(end => Value(end, from, to, names ?? []) is not null);
    });

    private static int? Value(string text, int from, int to, string[] names)
    {
        var named = Array.FindIndex(names, name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (named >= 0) return named + 1;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= from && number <= to ? number : null;
    }

    [GeneratedRegex(@"^at\((?<at>[^()]+)\)$")]
    private static partial Regex At();

    [GeneratedRegex(@"^rate\((?<value>\d+) (minute|hour|day)(?<many>s)?\)$")]
    private static partial Regex Rate();

    [GeneratedRegex(@"^cron\((?<fields>[^()]+)\)$")]
    private static partial Regex Cron();
}
