using CostTool.Scheduler.Replay.Demand;

namespace CostTool.Scheduler.Replay.Optimizing;

/// <summary>The choice at one arrival rate.</summary>
/// <param name="Factor">Rate over the history's own.</param>
/// <param name="TasksPerHour">Mean rate.</param>
/// <param name="Choice">What is cheapest there.</param>
public sealed record RateChoice(double Factor, double TasksPerHour, QueueChoice Choice);

/// <summary>A rate at which the kind of the cheapest policy changes.</summary>
/// <param name="Below">The last rate found with the one kind.</param>
/// <param name="Above">The first rate found with the other.</param>
public sealed record ChoiceFlip(RateChoice Below, RateChoice Above);

/// <summary>Choices over arrival rates: fewer tasks are drawn from the history, more come by its being compressed in time.</summary>
public static class BreakEvenTable
{
    private const int Bisections = 5;

    /// <summary>The flips between the least and the most rate.</summary>
    /// <param name="optimizer">Chooses at each rate.</param>
    /// <param name="demand">The history at its own rate.</param>
    /// <param name="goal">What is asked for at every rate.</param>
    /// <param name="space">What may be chosen.</param>
    /// <param name="seed">Seed of the thinning.</param>
    /// <param name="factors">Rates to look at first, ascending, as multiples of the history's own.</param>
    public static IReadOnlyList<ChoiceFlip> Flips(PolicyOptimizer optimizer, QueueDemand demand, QueueGoal goal, SearchSpace space, ulong seed, IReadOnlyList<double> factors)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(demand);
        ArgumentNullException.ThrowIfNull(factors);
        RateChoice At(double factor)
        {
            var scaled = factor < 1 ? demand.Thin(factor, seed) : factor > 1 ? demand.Compress(factor) : demand;
            return new(factor, scaled.TasksPerHour, optimizer.Choose(scaled, goal, space));
        }

        var choices = factors.Select(At).ToList();
        List<ChoiceFlip> flips = [];
        for (var index = 1; index < choices.Count; index++)
        {
            var (below, above) = (choices[index - 1], choices[index]);
            if (Kind(below) == Kind(above)) continue;
            for (var step = 0; step < Bisections; step++)
            {
                var middle = At(Math.Sqrt(below.Factor * above.Factor));
                // A third kind between the two ends the search at its lower edge.
                if (Kind(middle) == Kind(below)) below = middle;
                else above = middle;
            }

            flips.Add(new(below, above));
        }

        return flips;
    }

    private static string Kind(RateChoice choice) => choice.Choice.Best.Policy.Kind;
}
