using CostTool.Analyzer.Usage;

namespace CostTool.Analyzer.Rightsizing.Forecasting;

/// <summary>The forecast of one container or task.</summary>
public sealed class SizeForecast : ISizeForecast
{
    // Steps of the ladder that keeps a larger size from having the larger chance.
    private const double MemoryStep = 0.1;
    private const int CpuStep = 4;

    private readonly Ladder? memory;
    private readonly Ladder? cpu;
    private readonly Limit cpuLimit;
    private readonly Limit memoryLimit;

    internal SizeForecast(MemoryPast? memoryPast, LogisticModel memoryModel, Limit memoryLimit, CpuPast? cpuPast, LogisticModel cpuModel, Limit cpuLimit, double? peakCores)
    {
        this.memoryLimit = memoryLimit;
        this.cpuLimit = cpuLimit;
        PeakCores = peakCores;
        if (memoryPast is not null) memory = new Ladder(memoryPast.Lowest - MemoryStep, memoryPast.Highest + 3, MemoryStep, size => Predict(memoryPast, memoryModel, size));
        if (cpuPast is not null) cpu = new Ladder(cpuPast.Quantile - (2 * UsageHistogram.BucketsPerDoubling), cpuPast.Highest + (4 * UsageHistogram.BucketsPerDoubling), CpuStep, bucket => Predict(cpuPast, cpuModel, (int)bucket));
    }

    /// <summary>Cores that one sample in two hundred exceeded; null without readings.</summary>
    public double? PeakCores { get; }

    /// <inheritdoc />
    public BreachProbability? CpuBreach(double cores)
    {
        if (cpu is null) return null;
        // The largest bucket that lies wholly below: a size between two ends is judged as the lower one.
        var bucket = Math.Floor((UsageHistogram.BucketsPerDoubling * Math.Log2(cores)) + 1e-9);
        return cpuLimit.Bound(cores, cpu.At(Math.Max(bucket, UsageHistogram.FirstBucket)));
    }

    /// <inheritdoc />
    public BreachProbability? MemoryBreach(double bytes) => memory is null ? null : memoryLimit.Bound(bytes, memory.At(MemoryPast.LogOf(bytes)));

    private static BreachProbability Predict(MemoryPast past, LogisticModel model, double size)
    {
        Span<double> row = stackalloc double[MemoryPast.Width];
        past.Describe(size, row);
        return model.Predict(row);
    }

    private static BreachProbability Predict(CpuPast past, LogisticModel model, int bucket)
    {
        Span<double> row = stackalloc double[CpuPast.Width];
        past.Describe(bucket, row);
        return model.Predict(row);
    }

    /// <summary>A limit that was in force and never hid the need: what runs within it does not exceed it more often than the fleet's workloads exceed theirs.</summary>
    /// <param name="Amount">Cores or bytes; null where none was in force or the need was hidden by it.</param>
    /// <param name="Chance">How often the fleet exceeds its limits within the horizon.</param>
    internal readonly record struct Limit(double? Amount, BreachProbability Chance)
    {
        public BreachProbability Bound(double size, BreachProbability told) => size >= Amount && told.Value > Chance.Value ? Chance : told;
    }

    // Chances on a ladder of sizes, each at most the one before, and between its steps.
    private sealed class Ladder
    {
        private readonly double first;
        private readonly double step;
        private readonly Func<double, BreachProbability> predict;
        private readonly BreachProbability[] chances;

        public Ladder(double first, double last, double step, Func<double, BreachProbability> predict)
        {
            this.first = first;
            this.step = step;
            this.predict = predict;
            chances = new BreachProbability[(int)((last - first) / step) + 1];
            for (var index = 0; index < chances.Length; index++)
            {
                var here = predict(first + (index * step));
                chances[index] = index > 0 && chances[index - 1].Value < here.Value ? chances[index - 1] : here;
            }
        }

        public BreachProbability At(double size)
        {
            var here = predict(size);
            if (size < first) return here.Value < chances[0].Value ? chances[0] : here;
            var below = chances[Math.Min(chances.Length - 1, (int)((size - first) / step))];
            return below.Value < here.Value ? below : here;
        }
    }
}
