namespace CostTool.Analyzer.Nightly;

/// <summary>How much of a day's samples has arrived.</summary>
public enum DayCoverage
{
    /// <summary>No sample: nothing is known of the day, which is not the same as no use.</summary>
    None,

    /// <summary>Some hours of the day have no sample of any container.</summary>
    Partial,

    /// <summary>Every hour has samples.</summary>
    Complete,
}

/// <summary>What the samples of a day add up to, and a fingerprint that changes when any of them does.</summary>
/// <param name="Day">The day in UTC.</param>
/// <param name="Samples">Samples of all containers.</param>
/// <param name="Containers">Containers with a sample.</param>
/// <param name="HoursSeen">Hours of the day that the best covered container has samples in.</param>
/// <param name="Fingerprint">Hash of the day's sketches; empty without a sample.</param>
public sealed record DayUsage(DateOnly Day, long Samples, int Containers, int HoursSeen, string Fingerprint)
{
    private const int HoursOfDay = 24;

    /// <summary>How much has arrived.</summary>
    public DayCoverage Coverage => Samples == 0 ? DayCoverage.None : HoursSeen < HoursOfDay ? DayCoverage.Partial : DayCoverage.Complete;

    /// <summary>A day of which nothing is known.</summary>
    public static DayUsage Nothing(DateOnly day) => new(day, 0, 0, 0, "");
}
