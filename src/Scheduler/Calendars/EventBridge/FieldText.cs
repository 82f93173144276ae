using System.Globalization;

namespace CostTool.Scheduler.Calendars.EventBridge;

/// <summary>The shortest plain text of a set of values: <c>*</c>, <c>a/n</c> where it is exact, else a list of values and ranges that never wrap.</summary>
internal static class FieldText
{
    /// <summary>Text of a set of values of a field, bit n for value n.</summary>
    public static string Of(ulong set, CronField field)
    {
        bool[] values = new bool[field.Last - field.First + 1];
        for (int i = 0; i < values.Length; i++) values[i] = ((set >> (field.First + i)) & 1) != 0;
        return Of(values, field);
    }

    /// <summary>Text of a set of values of a field, from its first value on.</summary>
    public static string Of(ReadOnlySpan<bool> values, CronField field)
    {
        if (!values.Contains(false)) return "*";
        string list = ListOf(values, field);
        return field.Steps && StepOf(values, field) is { } step && step.Length <= list.Length ? step : list;
    }

    private static string? StepOf(ReadOnlySpan<bool> values, CronField field)
    {
        int first = values.IndexOf(true);
        int gap = first < 0 ? -1 : values[(first + 1)..].IndexOf(true);
        if (gap < 0) return null;
        int step = gap + 1;
        for (int i = first; i < values.Length; i++)
        {
            if (values[i] != ((i - first) % step == 0)) return null;
        }

        // Two values are as well said by a list.
        return first + (2 * step) < values.Length ? string.Create(CultureInfo.InvariantCulture, $"{field.First + first}/{step}") : null;
    }

    private static string ListOf(ReadOnlySpan<bool> values, CronField field)
    {
        List<string> items = [];
        for (int i = 0; i < values.Length; i++)
        {
            if (!values[i]) continue;
            int end = i;
            while (end + 1 < values.Length && values[end + 1]) end++;
            if (end == i) items.Add(NameOf(field, i));
            else if (end == i + 1) items.AddRange([NameOf(field, i), NameOf(field, end)]);
            else items.Add($"{NameOf(field, i)}-{NameOf(field, end)}");
            i = end;
        }

        return string.Join(',', items);
    }

    // Months stay numbers, as they are the same everywhere; days of the week get names, as AWS counts them from 1 and Celery from 0.
    private static string NameOf(CronField field, int index) =>
        field == CronField.DayOfWeek ? field.Names[index] : (field.First + index).ToString(CultureInfo.InvariantCulture);
}
