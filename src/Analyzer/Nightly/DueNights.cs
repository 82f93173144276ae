namespace CostTool.Analyzer.Nightly;

/// <summary>A night of the history, as far as it takes to know whether it still holds.</summary>
/// <param name="Day">Its day.</param>
/// <param name="Usage">The usage that it was worked out from.</param>
/// <param name="Basis">What it rests on.</param>
/// <param name="Fingerprint">What it came to.</param>
public sealed record KnownNight(DateOnly Day, DayUsage Usage, string Basis, string Fingerprint);

/// <summary>A night to work out.</summary>
/// <param name="Day">Its day.</param>
/// <param name="Reason">Why it is due.</param>
public sealed record DueNight(DateOnly Day, DueReason Reason);

/// <summary>Why a night is due.</summary>
public enum DueReason
{
    /// <summary>It is the night that was asked for.</summary>
    Asked,

    /// <summary>No run looked at that day.</summary>
    Missed,

    /// <summary>Samples of the day arrived, or changed, after it was worked out.</summary>
    LateUsage,

    /// <summary>A night or a day before it changed.</summary>
    Before,
}

/// <summary>Which nights a run works out.</summary>
public static class DueNights
{
    /// <summary>Days before the one asked for whose samples are read again, and that a run catches up at most. Five weeks: a month-end is always among them.</summary>
    public const int LookBackDays = 35;

    /// <summary>Days of usage that a recommendation looks at: fourteen weeks, so that three month-ends are among them.</summary>
    public const int HistoryDays = 98;

    /// <summary>The nights that are due, oldest first: the one asked for, the days without a night since the last one before it, and the known nights whose samples have changed.</summary>
    /// <remarks>Nights after one that comes out differently are due too, which shows as they are reached: their <see cref="NightFingerprint.Basis"/> is another.</remarks>
    /// <param name="asked">The day asked for.</param>
    /// <param name="known">Nights of the history, oldest first.</param>
    /// <param name="usage">Usage as it is known now, by day; a day that is absent has none.</param>
    public static IReadOnlyList<DueNight> Of(DateOnly asked, IReadOnlyList<KnownNight> known, IReadOnlyDictionary<DateOnly, DayUsage> usage)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(usage);
        var due = new SortedDictionary<DateOnly, DueReason> { [asked] = DueReason.Asked };
        var last = known.LastOrDefault(night => night.Day < asked)?.Day;
        var earliest = asked.AddDays(-LookBackDays);
        for (var day = last is { } before && before >= earliest ? before.AddDays(1) : last is null ? asked : earliest; day < asked; day = day.AddDays(1))
            due.TryAdd(day, DueReason.Missed);
        foreach (var night in known)
        {
            if ((usage.GetValueOrDefault(night.Day) ?? DayUsage.Nothing(night.Day)).Fingerprint != night.Usage.Fingerprint) due.TryAdd(night.Day, DueReason.LateUsage);
        }

        return [.. due.Select(pair => new DueNight(pair.Key, pair.Value))];
    }
}
