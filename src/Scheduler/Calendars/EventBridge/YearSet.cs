namespace CostTool.Scheduler.Calendars.EventBridge;

/// <summary>A set of the years 1970 to 2199, the ones that EventBridge knows.</summary>
public readonly record struct YearSet
{
    private readonly ulong first;
    private readonly ulong second;
    private readonly ulong third;
    private readonly ulong fourth;

    private YearSet(ReadOnlySpan<ulong> words) => (first, second, third, fourth) = (words[0], words[1], words[2], words[3]);

    /// <summary>Every year.</summary>
    public static YearSet All { get; } = Of(Enumerable.Range(CronField.Year.First, CronField.Year.Last - CronField.Year.First + 1));

    /// <summary>The years of a list.</summary>
    public static YearSet Of(IEnumerable<int> years)
    {
        Span<ulong> words = stackalloc ulong[4];
        foreach (int year in years) words[(year - CronField.Year.First) >> 6] |= 1UL << ((year - CronField.Year.First) & 63);
        return new YearSet(words);
    }

    /// <summary>Whether a year is in the set.</summary>
    public bool Contains(int year)
    {
        int index = year - CronField.Year.First;
        if ((uint)index > 229) return false;
        ulong word = (index >> 6) switch { 0 => first, 1 => second, 2 => third, _ => fourth };
        return ((word >> (index & 63)) & 1) != 0;
    }

    /// <summary>The first year of the set not before a year, or 0.</summary>
    public int FirstFrom(int year)
    {
        for (int candidate = Math.Max(year, CronField.Year.First); candidate <= CronField.Year.Last; candidate++)
        {
            if (Contains(candidate)) return candidate;
        }

        return 0;
    }

    /// <summary>As in the year field.</summary>
    public override string ToString()
    {
        bool[] values = new bool[CronField.Year.Last - CronField.Year.First + 1];
        for (int i = 0; i < values.Length; i++) values[i] = Contains(CronField.Year.First + i);
        return FieldText.Of(values, CronField.Year);
    }
}
