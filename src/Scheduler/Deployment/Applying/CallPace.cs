namespace CostTool.Scheduler.Deployment.Applying;

/// <summary>Time that passes, for those who wait: real at the edge, made up in tests.</summary>
public interface ITempo
{
    /// <summary>Time since some start; never goes back.</summary>
    TimeSpan Elapsed { get; }

    /// <summary>Waits.</summary>
    Task WaitAsync(TimeSpan time, CancellationToken cancellationToken);
}

/// <summary>A bucket of calls that fills at the service's rate. Every call of every kind takes one, so that the rate holds whatever runs at once.</summary>
/// <remarks>A call that was throttled halves the rate; each that was not brings back a fiftieth of it. Calls go out in the order in which they asked.</remarks>
public sealed class CallPace
{
    private const double SlowestShare = 1.0 / 32;
    private const double RecoveryShare = 1.0 / 50;

    private readonly ITempo tempo;
    private readonly double fullRate;
    private readonly double burst;
    private readonly Lock gate = new();
    private double rate;
    private double tokens;
    private TimeSpan filledAt;

    /// <summary>A full bucket.</summary>
    /// <param name="tempo">Time.</param>
    /// <param name="perSecond">Calls a second that the service takes.</param>
    /// <param name="burst">Calls that it takes at once.</param>
    public CallPace(ITempo tempo, double perSecond, int burst)
    {
        ArgumentNullException.ThrowIfNull(tempo);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(perSecond);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(burst);
        (this.tempo, this.burst, fullRate, rate, tokens, filledAt) = (tempo, burst, perSecond, perSecond, burst, tempo.Elapsed);
    }

    /// <summary>Waits until the next call may go out.</summary>
    public Task WaitAsync(CancellationToken cancellationToken)
    {
        double missing;
        lock (gate)
        {
            Fill();
            // Below zero the bucket owes: each who comes later waits for one more.
            tokens--;
            missing = -tokens / rate;
        }

        return missing <= 0 ? Task.CompletedTask : tempo.WaitAsync(TimeSpan.FromSeconds(missing), cancellationToken);
    }

    /// <summary>A call was throttled.</summary>
    public void Throttled()
    {
        lock (gate)
        {
            Fill();
            rate = Math.Max(rate / 2, fullRate * SlowestShare);
        }
    }

    /// <summary>A call was not throttled.</summary>
    public void Taken()
    {
        lock (gate)
        {
            Fill();
            rate = Math.Min(fullRate, rate + (fullRate * RecoveryShare));
        }
    }

    // Before each change of the rate: the past filled at the rate that held then.
    private void Fill()
    {
        var now = tempo.Elapsed;
        tokens = Math.Min(burst, tokens + ((now - filledAt).TotalSeconds * rate));
        filledAt = now;
    }
}
