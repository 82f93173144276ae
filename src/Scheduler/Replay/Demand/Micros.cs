namespace CostTool.Scheduler.Replay.Demand;

/// <summary>Time inside a replay: whole microseconds from the start of the history, so that sums and comparisons are exact. Celery itself keeps microseconds.</summary>
public static class Micros
{
    /// <summary>Microseconds in a second.</summary>
    public const long PerSecond = 1_000_000;

    /// <summary>Later than anything that happens; far enough from the largest number that an hour can still be added.</summary>
    internal const long Never = long.MaxValue / 4;

    /// <summary>Seconds as the nearest whole microsecond.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a number, or beyond three hundred years.</exception>
    public static long FromSeconds(double seconds)
    {
        if (!(Math.Abs(seconds) < 1e10)) throw new ArgumentOutOfRangeException(nameof(seconds), seconds, "a time in a replay is less than three hundred years");
        return (long)Math.Round(seconds * PerSecond);
    }

    /// <summary>Microseconds as seconds.</summary>
    public static double ToSeconds(long micros) => micros / (double)PerSecond;
}
