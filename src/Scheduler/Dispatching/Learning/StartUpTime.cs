namespace CostTool.Scheduler.Dispatching.Learning;

/// <summary>How long a worker takes from being asked for until it takes messages, as seen lately. A value: observing gives a new one.</summary>
/// <remarks>
/// The 90th percentile (nearest rank) of the last <see cref="Kept"/> times with the prior as one more of them until as many were seen. A high percentile and not the mean, as a
/// worker that is expected too early lets a deadline pass, and one that is expected too late is merely early.
/// </remarks>
public sealed record StartUpTime
{
    /// <summary>Times that are remembered.</summary>
    public const int Kept = 32;

    private const double Percentile = 0.9;

    // A clock that is off, or a task that waited for hours in a queue of the platform, must not turn every deadline into one that cannot be met.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <summary>What is expected before anything was seen.</summary>
    public required TimeSpan Prior { get; init; }

    /// <summary>The last times seen, oldest first.</summary>
    public IReadOnlyList<TimeSpan> Seen { get; init; } = [];

    /// <summary>The time to reckon with.</summary>
    public TimeSpan Expected
    {
        get
        {
            var times = (Seen.Count < Kept ? Seen.Append(Prior) : Seen).Order().ToList();
            return times[(int)Math.Ceiling(Percentile * times.Count) - 1];
        }
    }

    /// <summary>With one more time; one below zero is none.</summary>
    public StartUpTime With(TimeSpan time) => time < TimeSpan.Zero ? this
        : this with { Seen = [.. Seen.Skip(Math.Max(0, Seen.Count + 1 - Kept)), time > Longest ? Longest : time] };
}
