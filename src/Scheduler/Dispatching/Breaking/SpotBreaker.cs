using System.Globalization;

namespace CostTool.Scheduler.Dispatching.Breaking;

/// <summary>Whether Spot is used.</summary>
public enum BreakerStage
{
    /// <summary>Spot is used.</summary>
    Closed,

    /// <summary>Spot is out; everything is launched on demand until the wait is over.</summary>
    Open,

    /// <summary>The wait is over: the next worker that is needed tries Spot, alone.</summary>
    Ready,

    /// <summary>One worker was launched on Spot to see whether it comes up; everything else is on demand.</summary>
    Probing,
}

/// <summary>Stops trying Spot while there is none, and finds out when there is again. A pure state: each event gives the next one, and its members are all there is to it.</summary>
/// <remarks>
/// Closed → open after <see cref="RefusalsToOpen"/> refusals without a full start between them, or when <see cref="InterruptionsToOpen"/> workers or more were interrupted or never came up within
/// <see cref="InterruptionWindow"/>. Open → ready after a wait of one minute that doubles with each failed try up to <see cref="LongestWait"/>. Ready → probing with one worker. Probing → closed when that
/// worker runs; → open when it is refused, interrupted or does not come up. AWS refuses Spot for want of capacity and gives nothing in its place (docs/dispatch.md).
/// </remarks>
public sealed record SpotBreaker
{
    /// <summary>Refusals that open it: one may be chance, and each costs a poll interval.</summary>
    public const int RefusalsToOpen = 2;

    /// <summary>Interruptions within <see cref="InterruptionWindow"/> that open it.</summary>
    public const int InterruptionsToOpen = 5;

    /// <summary>How long an interruption counts.</summary>
    public static readonly TimeSpan InterruptionWindow = TimeSpan.FromMinutes(10);

    /// <summary>The first wait.</summary>
    public static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(1);

    /// <summary>The longest wait.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(16);

    /// <summary>A probe that says nothing for so long is given up, and another one may try.</summary>
    public static readonly TimeSpan LongestProbe = TimeSpan.FromMinutes(10);

    /// <summary>Where it stands.</summary>
    public BreakerStage Stage { get; init; } = BreakerStage.Closed;

    /// <summary>Refusals since the last full start.</summary>
    public int Refusals { get; init; }

    /// <summary>Times at which workers were interrupted or never came up, oldest first, within the window.</summary>
    public IReadOnlyList<DateTimeOffset> Interruptions { get; init; } = [];

    /// <summary>Until when Spot is not tried; null unless open.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Tries that failed since it opened.</summary>
    public int FailedProbes { get; init; }

    /// <summary>The worker that tries Spot; null unless probing.</summary>
    public string? Probe { get; init; }

    /// <summary>When the probe was launched; null unless probing.</summary>
    public DateTimeOffset? ProbeSince { get; init; }

    /// <summary>Why it is not closed, as one sentence; null where it is.</summary>
    public string? Why { get; init; }

    /// <summary>Most Spot workers that may be launched now: any number, one, or none.</summary>
    public int SpotAllowed => Stage switch
    {
        BreakerStage.Closed => int.MaxValue,
        BreakerStage.Ready => 1,
        _ => 0,
    };

    /// <summary>Time has passed.</summary>
    public SpotBreaker At(DateTimeOffset now) => Stage switch
    {
        BreakerStage.Open when now >= Until => this with { Stage = BreakerStage.Ready, Until = null },
        BreakerStage.Probing when now - ProbeSince >= LongestProbe => this with { Stage = BreakerStage.Ready, Probe = null, ProbeSince = null },
        _ => this,
    };

    /// <summary>Spot workers were started, all that were asked for.</summary>
    /// <param name="first">One of them.</param>
    /// <param name="now">When.</param>
    public SpotBreaker Started(string first, DateTimeOffset now) => Stage switch
    {
        BreakerStage.Closed => this with { Refusals = 0 },
        BreakerStage.Ready => this with { Stage = BreakerStage.Probing, Probe = first, ProbeSince = now },
        _ => this,
    };

    /// <summary>The platform has no room on Spot for some or all of an order.</summary>
    /// <param name="reason">In its words.</param>
    /// <param name="now">When.</param>
    public SpotBreaker Refused(string reason, DateTimeOffset now) => Stage switch
    {
        BreakerStage.Closed when Refusals + 1 >= RefusalsToOpen => Opened(now, 0, $"Spot was refused {(Refusals + 1).ToString(CultureInfo.InvariantCulture)} times: {reason}"),
        BreakerStage.Closed => this with { Refusals = Refusals + 1 },
        BreakerStage.Ready or BreakerStage.Probing => Opened(now, FailedProbes + 1, $"Spot was tried and refused: {reason}"),
        _ => this,
    };

    /// <summary>A Spot worker was taken away, or never came up.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="at">When it happened.</param>
    /// <param name="now">When it is told; events come late.</param>
    public SpotBreaker Interrupted(string worker, DateTimeOffset at, DateTimeOffset now)
    {
        if (Stage == BreakerStage.Probing && worker == Probe) return Opened(now, FailedProbes + 1, "the worker that tried Spot was interrupted or did not come up");
        if (Stage != BreakerStage.Closed || now - at > InterruptionWindow) return this;
        IReadOnlyList<DateTimeOffset> recent = [.. Interruptions.Append(at).Where(time => now - time <= InterruptionWindow).Order()];
        return recent.Count >= InterruptionsToOpen
            ? Opened(now, 0, $"{recent.Count.ToString(CultureInfo.InvariantCulture)} Spot workers were interrupted or did not come up within {InterruptionWindow.TotalMinutes.ToString(CultureInfo.InvariantCulture)} minutes")
            : this with { Interruptions = recent };
    }

    /// <summary>These workers run.</summary>
    public SpotBreaker Running(IEnumerable<string> workers) => Stage == BreakerStage.Probing && workers.Contains(Probe) ? new SpotBreaker() : this;

    private static SpotBreaker Opened(DateTimeOffset now, int failedProbes, string why)
    {
        // 2^4 minutes is the longest wait; a larger power would only overflow.
        var wait = FirstWait * Math.Pow(2, Math.Min(failedProbes, 4));
        return new SpotBreaker { Stage = BreakerStage.Open, Until = now + (wait > LongestWait ? LongestWait : wait), FailedProbes = failedProbes, Why = why };
    }
}
