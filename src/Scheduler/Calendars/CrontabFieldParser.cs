using System.Globalization;
using System.Numerics;

namespace CostTool.Scheduler.Calendars;

/// <summary>Values of a field that is a text, or the error that Celery raises.</summary>
/// <param name="Values">Bit n is set where the field holds n.</param>
/// <param name="ErrorClass">Name of the exception, or null.</param>
/// <param name="Message">Its text, or null.</param>
internal readonly record struct FieldReading(ulong Values, string? ErrorClass, string? Message)
{
    public static FieldReading Of(ulong values) => new(values, null, null);

    public static FieldReading ValueError(string message) => new(0, "ValueError", message);

    public static FieldReading TypeError(string message) => new(0, "TypeError", message);

    public static FieldReading ParseException(string message) => new(0, "ParseException", message);
}

/// <summary>The texts that a field of Celery's crontab takes.</summary>
/// <remarks>
/// A part is looked at from its beginning only, in the order <c>a-b/n</c>, <c>a-b</c>, <c>*/n</c>, <c>*</c>, number; whatever follows a match is ignored, so <c>10-20 junk</c> is <c>10-20</c>.
/// A range whose end is below its start wraps, and a step counts along the wrapped list.
/// </remarks>
/// <param name="first">Lowest value of the field.</param>
/// <param name="last">Highest value of the field.</param>
/// <param name="rules">Rules of the release.</param>
internal readonly struct CrontabFieldParser(int first, int last, CeleryRules rules)
{
    private static readonly string[] Weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    private static FieldReading EmptyStep => FieldReading.ParseException("empty filter");

    /// <summary>Reads a field.</summary>
    public FieldReading Parse(string text)
    {
        ulong values = 0;
        foreach (string part in text.Split(','))
        {
            FieldReading reading = part.Length == 0 ? FieldReading.ParseException("empty part") : Part(part);
            if (reading.ErrorClass is not null)
            {
                return reading;
            }

            values |= reading.Values;
        }

        return FieldReading.Of(values);
    }

    private FieldReading Part(string part)
    {
        int from = PythonText.WordLength(part);
        if (from > 0 && part.Length > from && part[from] == '-')
        {
            string rest = part[(from + 1)..];
            int to = PythonText.WordLength(rest);
            if (to > 0)
            {
                string? step = StepAfter(rest[to..]);
                return Range(part[..from], rest[..to], step);
            }
        }

        if (part[0] == '*')
        {
            if (StepAfter(part[1..]) is { } step)
            {
                return Stepped(first, last - first + 1, step);
            }

            // A dollar sign in Python's expressions also stands before a last line feed.
            if (part is "*" or "*\n")
            {
                return Stepped(first, last - first + 1, "1");
            }
        }

        FieldReading number = Number(part, out int value);
        return number.ErrorClass is null ? FieldReading.Of(1UL << value) : number;
    }

    private FieldReading Range(string fromText, string toText, string? step)
    {
        if (step is "")
        {
            return EmptyStep;
        }

        FieldReading error = Number(fromText, out int from);
        if (error.ErrorClass is not null)
        {
            return error;
        }

        error = Number(toText, out int to);
        if (error.ErrorClass is not null)
        {
            return error;
        }

        int length = to - from + 1;
        return Stepped(from, to < from ? length + last - first + 1 : length, step ?? "1");
    }

    /// <summary>The step's text after <c>/</c>, empty where nothing follows, or null without a <c>/</c>.</summary>
    private static string? StepAfter(string rest) => rest is ['/', ..] ? rest.Substring(1, PythonText.WordLength(rest.AsSpan(1))) : null;

    private FieldReading Stepped(int from, int count, string stepText)
    {
        if (stepText.Length == 0)
        {
            return EmptyStep;
        }

        if (PythonText.Int(stepText) is not { } wide)
        {
            return FieldReading.ValueError($"invalid literal for int() with base 10: {PythonText.Repr(stepText)}");
        }

        if (wide.IsZero)
        {
            return FieldReading.ValueError("slice step cannot be zero");
        }

        int step = (int)BigInteger.Min(wide, count);
        int width = last - first + 1;
        ulong values = 0;
        for (int i = 0; i < count; i += step)
        {
            values |= 1UL << (first + ((from - first + i) % width));
        }

        return FieldReading.Of(values);
    }

    private FieldReading Number(string text, out int value)
    {
        value = 0;
        if (text[0] == '-')
        {
            return FieldReading.ParseException("negative numbers not supported");
        }

        if ((PythonText.Int(text) ?? Name(text)) is not { } number)
        {
            return FieldReading.ValueError($"Invalid weekday literal {PythonText.Repr(text)}.");
        }

        if (number > last)
        {
            return FieldReading.ValueError(string.Create(CultureInfo.InvariantCulture, $"Invalid end range: {number} > {last}."));
        }

        if (number < first)
        {
            return FieldReading.ValueError(string.Create(CultureInfo.InvariantCulture, $"Invalid beginning range: {number} < {first}."));
        }

        value = (int)number;
        return FieldReading.Of(0);
    }

    /// <summary>The number of a name: its first three letters count, in any case and in any field.</summary>
    private BigInteger? Name(string text)
    {
        string letters = text.Length > 3 ? text[..3] : text;
        if (rules.ReadsMonthNames && Position(Months, letters) is { } month)
        {
            return month + 1;
        }

        return Position(Weekdays, letters);
    }

    private static int? Position(string[] names, string letters) =>
        Array.FindIndex(names, name => name.Equals(letters, StringComparison.OrdinalIgnoreCase)) is >= 0 and var index ? index : null;
}
