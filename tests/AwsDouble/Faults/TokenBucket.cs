namespace CostTool.AwsDouble.Faults;

/// <summary>How many calls pass: a burst at once, then so many a second.</summary>
/// <param name="perSecond">Calls that come back each second.</param>
/// <param name="burst">Calls that a full bucket holds; it starts full.</param>
/// <param name="clock">Whose time it is.</param>
public sealed class TokenBucket(double perSecond, double burst, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly double _burst = burst;
    private double _tokens = burst;
    private long _at = clock.GetTimestamp();

    /// <returns>False: the call is one too many.</returns>
    public bool TryTake()
    {
        lock (_gate)
        {
            var now = clock.GetTimestamp();
            _tokens = Math.Min(_burst, _tokens + (clock.GetElapsedTime(_at, now).TotalSeconds * perSecond));
            _at = now;
            if (_tokens < 1) return false;
            _tokens--;
            return true;
        }
    }
}
