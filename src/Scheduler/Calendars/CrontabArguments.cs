using System.Globalization;
using System.Numerics;
using System.Text.Json;
using CostTool.Scheduler.Schedules;

namespace CostTool.Scheduler.Calendars;

/// <summary>Reads the arguments of <c>crontab(...)</c> one by one and keeps the error that Celery would raise first.</summary>
internal sealed class CrontabArguments(CeleryRules rules)
{
    private const string NotAnInteger = "'float' object cannot be interpreted as an integer";
    private CrontabRefusal? construct;
    private CrontabRefusal? estimate;

    /// <summary>What Celery raises first; null when it raises nothing.</summary>
    public CrontabRefusal? Refusal => construct ?? estimate;

    /// <summary>The values of a field, bit n for n; 0 when it is refused.</summary>
    public ulong Read(CrontabFieldName name, CrontabField field, int first, int last)
    {
        FieldReading reading = field switch
        {
            CrontabField.Text text => new CrontabFieldParser(first, last, rules).Parse(text.Value),
            CrontabField.Number number => Integers([number.Value], first, last),
            CrontabField.List list => Items(name, list.Items, first, last),
            CrontabField.Other other => Other(name, other.Json, first, last),
            _ => throw new InvalidOperationException(field.GetType().Name),
        };
        if (reading.ErrorClass is not null)
        {
            construct ??= new CrontabRefusal(name, reading.ErrorClass, reading.Message!, CrontabStage.Construct);
        }

        return reading.Values;
    }

    private FieldReading Other(CrontabFieldName name, string json, int first, int last)
    {
        JsonElement value = Element(json);
        return value.ValueKind switch
        {
            JsonValueKind.True => Integers([1], first, last),
            JsonValueKind.False when first > 0 => OutOfRange("False", first, last),
            JsonValueKind.False => Integers([0], first, last),
            // An integer too long for the contract's number.
            JsonValueKind.Number when IsInteger(value.GetRawText()) => OutOfRange(value.GetRawText(), first, last),
            // Python walks the keys of a dictionary, which are texts.
            JsonValueKind.Object when value.EnumerateObject().Any() => FieldReading.TypeError("'>=' not supported between instances of 'str' and 'int'"),
            JsonValueKind.Object => Items(name, [], first, last),
            _ => FieldReading.TypeError(
                "Argument cronspec needs to be of any of the following types: int, str, or an iterable type. "
                + $"<class '{PythonType(value)}'> was given."),
        };
    }

    private FieldReading Items(CrontabFieldName name, IReadOnlyList<string> items, int first, int last)
    {
        List<JsonElement> elements = [.. items.Select(Element)];
        // The set is built before any element is compared.
        if (elements.Find(item => item.ValueKind is JsonValueKind.Array or JsonValueKind.Object) is { ValueKind: not JsonValueKind.Undefined } unhashable)
        {
            return FieldReading.TypeError($"unhashable type: '{PythonType(unhashable)}'");
        }

        ulong values = 0;
        bool whole = true;
        foreach (JsonElement item in elements)
        {
            if (item.ValueKind is JsonValueKind.String or JsonValueKind.Null)
            {
                return FieldReading.TypeError($"'>=' not supported between instances of '{PythonType(item)}' and 'int'");
            }

            string text = item.ValueKind switch
            {
                JsonValueKind.True => "1",
                JsonValueKind.False => "0",
                _ => item.GetRawText(),
            };
            double number = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
            if (number >= last + 1 || number < first)
            {
                return OutOfRange(item.ValueKind is JsonValueKind.False ? "False" : text, first, last);
            }

            values |= 1UL << (int)number;
            // A day of the week is only compared, so 5.0 is as good as 5 there.
            whole &= IsInteger(text) || (name == CrontabFieldName.DayOfWeek && double.IsInteger(number));
        }

        if (elements.Count == 0)
        {
            estimate ??= Empty(name);
        }
        else if (!whole)
        {
            estimate ??= new CrontabRefusal(name, "TypeError", NotAnInteger, CrontabStage.Estimate);
        }

        return FieldReading.Of(values);
    }

    private static CrontabRefusal Empty(CrontabFieldName name)
    {
        (string errorClass, string message) = name switch
        {
            CrontabFieldName.DayOfWeek => ("ValueError", "min() arg is an empty sequence"),
            CrontabFieldName.DayOfMonth => ("RuntimeError", "unable to rollover, time specification is probably invalid"),
            CrontabFieldName.MonthOfYear => ("IndexError", "list index out of range"),
            _ => ("ValueError", "max() arg is an empty sequence"),
        };
        return new CrontabRefusal(name, errorClass, message, CrontabStage.Estimate);
    }

    private static FieldReading Integers(ReadOnlySpan<long> numbers, int first, int last)
    {
        ulong values = 0;
        foreach (long number in numbers)
        {
            if (number < first || number > last)
            {
                return OutOfRange(number.ToString(CultureInfo.InvariantCulture), first, last);
            }

            values |= 1UL << (int)number;
        }

        return FieldReading.Of(values);
    }

    private static FieldReading OutOfRange(string value, int first, int last) =>
        FieldReading.ValueError(string.Create(CultureInfo.InvariantCulture, $"Invalid crontab pattern.  Valid range is {first}-{last}. '{value}' was found."));

    private static JsonElement Element(string json)
    {
        try
        {
            return JsonElement.Parse(json);
        }
        catch (JsonException)
        {
            // Not JSON, such as Python's NaN or a bare word: as little a number as a text is.
            return JsonElement.Parse("\"\"");
        }
    }

    private static bool IsInteger(string text) => BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

    private static string PythonType(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => "list",
        JsonValueKind.Object => "dict",
        JsonValueKind.Number => "float",
        JsonValueKind.String => "str",
        _ => "NoneType",
    };
}
