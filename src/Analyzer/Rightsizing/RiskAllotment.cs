namespace CostTool.Analyzer.Rightsizing;

/// <summary>A size that can be bought.</summary>
/// <param name="Cores">Processor; infinite where the processor is left out.</param>
/// <param name="Bytes">Memory; infinite where memory is left out.</param>
/// <param name="Cost">Price of an hour, in any unit.</param>
public readonly record struct SizeOption(double Cores, double Bytes, double Cost);

/// <summary>The risk that one workload is allotted, and the cheapest size that keeps it.</summary>
/// <param name="Option">Index of the size.</param>
/// <param name="Cpu">Chance of a breach of the processor at that size; 0 without readings.</param>
/// <param name="Memory">Chance of a breach of memory at that size; 0 without readings.</param>
public readonly record struct AllottedRisk(int Option, double Cpu, double Memory);

/// <summary>
/// Spends a fleet's accepted risk where it saves most. The policy accepts that so many of a hundred workloads breach within the horizon; rather than every workload
/// taking that same chance, each takes the size that is least in cost plus price of risk, one price for all, and the prices are the lowest at which the fleet's mean chance is accepted.
/// </summary>
/// <remarks>
/// That is the Lagrangian of the least cost under the two bounds. Costs are in parts of what the workload is expected to need, so that a breach weighs as much at a small
/// workload as at a large one. No workload takes more than <see cref="SizingPolicy.MostOfTarget"/> times the accepted chance.
/// </remarks>
public static class RiskAllotment
{
    private const int Rounds = 6;
    private const int Bisections = 24;

    // A breach weighs at most a hundred times what the workload costs: where young evidence leaves even the largest sizes in doubt, buying them would not dispel it. A choice.
    private const double MostPrice = 100;

    /// <summary>Allots the accepted risk, in the order of the forecasts.</summary>
    /// <param name="forecasts">The fleet.</param>
    /// <param name="options">Sizes.</param>
    /// <param name="policy">The accepted chances.</param>
    public static IReadOnlyList<AllottedRisk> Allot(IReadOnlyList<ISizeForecast> forecasts, IReadOnlyList<SizeOption> options, SizingPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(forecasts);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(policy);
        if (options.Count == 0) throw new ArgumentException("there is no size to choose from", nameof(options));
        var choices = forecasts.AsParallel().AsOrdered().Select(forecast => new Choice(forecast, options, policy)).ToList();
        double memoryPrice = 1, cpuPrice = 1;
        for (var round = 0; round < Rounds; round++)
        {
            memoryPrice = Cheapest(price => choices.Sum(choice => choice.Memory[choice.Best(price, cpuPrice)]), policy.MemoryBreachTarget * choices.Count);
            cpuPrice = Cheapest(price => choices.Sum(choice => choice.Cpu[choice.Best(memoryPrice, price)]), policy.CpuBreachTarget * choices.Count);
        }

        return [.. choices.Select(choice => choice.Best(memoryPrice, cpuPrice) is var best ? new AllottedRisk(best, choice.Cpu[best], choice.Memory[best]) : default)];
    }

    // The lowest price, on a logarithmic scale, at which no more than the accepted risk is taken.
    private static double Cheapest(Func<double, double> risk, double accepted)
    {
        double low = -6, high = Math.Log(MostPrice);
        for (var step = 0; step < Bisections; step++)
        {
            var middle = (low + high) / 2;
            if (risk(Math.Exp(middle)) > accepted) low = middle;
            else high = middle;
        }

        return Math.Exp(high);
    }

    private sealed class Choice
    {
        private readonly double[] costs;
        private readonly int[] candidates;

        public Choice(ISizeForecast forecast, IReadOnlyList<SizeOption> options, SizingPolicy policy)
        {
            Cpu = Chances(options, option => option.Cores, forecast.CpuBreach);
            Memory = Chances(options, option => option.Bytes, forecast.MemoryBreach);
            var expected = Expected(forecast, options);
            costs = [.. options.Select(option => option.Cost / expected)];
            var mostCpu = Math.Min(1, policy.MostOfTarget * policy.CpuBreachTarget);
            var mostMemory = Math.Min(1, policy.MostOfTarget * policy.MemoryBreachTarget);
            var within = Enumerable.Range(0, options.Count).Where(index => Cpu[index] <= mostCpu && Memory[index] <= mostMemory).ToArray();
            // Where nothing is large enough, the least breached is the best there is.
            candidates = within.Length > 0 ? within : [Enumerable.Range(0, options.Count).MinBy(index => Cpu[index] + Memory[index])];
        }

        public double[] Cpu { get; }

        public double[] Memory { get; }

        public int Best(double memoryPrice, double cpuPrice)
        {
            var best = candidates[0];
            var least = double.PositiveInfinity;
            foreach (var index in candidates)
            {
                var sum = costs[index] + (memoryPrice * Memory[index]) + (cpuPrice * Cpu[index]);
                if (sum < least) (best, least) = (index, sum);
            }

            return best;
        }

        private static double[] Chances(IReadOnlyList<SizeOption> options, Func<SizeOption, double> amount, Func<double, BreachProbability?> chance)
        {
            var known = new Dictionary<double, double>();
            return [.. options.Select(option =>
            {
                var size = amount(option);
                if (double.IsPositiveInfinity(size)) return 0;
                if (!known.TryGetValue(size, out var value)) known[size] = value = chance(size)?.Value ?? 0;
                return value;
            })];
        }

        // The harmonic mean of what the workload would have cost with foresight: the size that its memory turns out to need, by the forecast, with its peak of processor.
        private double Expected(ISizeForecast forecast, IReadOnlyList<SizeOption> options)
        {
            var cores = Math.Min(forecast.PeakCores ?? 0, options.Max(option => option.Cores));
            double inverse = 0, weights = 0, before = 1;
            foreach (var group in Enumerable.Range(0, options.Count).Where(index => options[index].Cores >= cores).GroupBy(index => options[index].Bytes).OrderBy(group => group.Key))
            {
                var exceeded = Math.Min(before, Memory[group.First()]);
                inverse += (before - exceeded) / group.Min(index => options[index].Cost);
                weights += before - exceeded;
                before = exceeded;
            }

            return weights > 0 ? weights / inverse : options.Min(option => option.Cost);
        }
    }
}
