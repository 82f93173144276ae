using CostTool.Scheduler.Replay.Demand;

namespace CostTool.ReplayBenchmark;

/// <summary>Made histories: a day's swing of arrivals, lognormal runtimes. A fixed seed, so that every run has the same.</summary>
internal static class Histories
{
    private const double SecondsPerDay = 86_400;

    public static QueueDemand Of(int days, int tasksPerDay, double meanRuntimeSeconds, int seed = 1)
    {
        var random = new Random(seed);
        var count = checked(days * tasksPerDay);
        var (arrivals, runtimes) = (new long[count], new long[count]);
        // Lognormal with sigma 1: mean = exp(mu + 1/2).
        var mu = Math.Log(meanRuntimeSeconds) - 0.5;
        var horizon = days * SecondsPerDay;
        var (at, rate) = (0.0, tasksPerDay / SecondsPerDay);
        for (var task = 0; task < count; task++)
        {
            // Twice as many at noon as in the mean, few at midnight; stretched so that the last one is in time.
            var now = 1 - (0.9 * Math.Cos(2 * Math.PI * at / SecondsPerDay));
            at += -Math.Log(1 - random.NextDouble()) / (rate * now);
            arrivals[task] = (long)(at * Micros.PerSecond);
            var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            runtimes[task] = Math.Max(1, (long)(Math.Exp(mu + normal) * Micros.PerSecond));
        }

        var stretch = horizon * Micros.PerSecond / (arrivals[^1] + 1);
        for (var task = 0; task < count; task++) arrivals[task] = (long)(arrivals[task] * Math.Min(1, stretch));
        return ReplayHistory.OfColumns(DateTimeOffset.UnixEpoch, TimeSpan.FromDays(days), ["work"], ["made"], arrivals, runtimes, new int[count], new int[count]).Queue("made");
    }
}
