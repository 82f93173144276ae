namespace CostTool.Scheduler.Replay.Capacity;

/// <summary>A quantity that is not known exactly: its low end, its centre and its high end. Drawn from a triangle over them.</summary>
/// <param name="Low">Low end.</param>
/// <param name="Centre">Most likely value.</param>
/// <param name="High">High end.</param>
public sealed record Band(double Low, double Centre, double High)
{
    /// <summary>A quantity without doubt.</summary>
    public static Band Sure(double value) => new(value, value, value);

    /// <summary>The value that a share of the draws does not exceed: the inverse of the triangle's distribution.</summary>
    /// <param name="share">0 to 1.</param>
    public double At(double share)
    {
        var (width, left) = (High - Low, Centre - Low);
        if (!(Low <= Centre && Centre <= High)) throw new InvalidOperationException($"the ends of a band stand around its centre: {this}");
        if (width == 0) return Centre;
        return share < left / width ? Low + Math.Sqrt(share * width * left) : High - Math.Sqrt((1 - share) * width * (High - Centre));
    }
}
