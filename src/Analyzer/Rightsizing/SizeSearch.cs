namespace CostTool.Analyzer.Rightsizing;

/// <summary>Finds the smallest size whose risk is accepted.</summary>
internal static class SizeSearch
{
    // 2^24 times the least size is more than any machine has, and still a number of bytes.
    private const int MostDoublings = 24;

    /// <summary>The smallest multiple of a step, at least <paramref name="least"/>, whose chance of a breach is at most the target; null where the forecast says nothing or no size will do.</summary>
    /// <param name="breach">Chance at a size; it never grows with the size.</param>
    /// <param name="target">Largest accepted chance.</param>
    /// <param name="step">Sizes are multiples of it.</param>
    /// <param name="least">Least size.</param>
    public static long? Smallest(Func<long, BreachProbability?> breach, double target, long step, long least)
    {
        var low = RoundUp(least, step) / step;
        if (breach(low * step) is not { } first) return null;
        if (first.Value <= target) return low * step;
        var high = low;
        for (var doubling = 0; !Meets(high); doubling++)
        {
            if (doubling == MostDoublings) return null;
            low = high;
            high *= 2;
        }

        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            if (Meets(middle)) high = middle;
            else low = middle;
        }

        return high * step;

        bool Meets(long steps) => breach(steps * step) is { } chance && chance.Value <= target;
    }

    /// <summary>The next multiple of a step.</summary>
    public static long RoundUp(long amount, long step) => (amount + step - 1) / step * step;
}
