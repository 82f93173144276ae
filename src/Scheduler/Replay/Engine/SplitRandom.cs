namespace CostTool.Scheduler.Replay.Engine;

/// <summary>Random numbers without a state: a number is a function of its key and its place, so that neither threads nor the order of draws can change it.</summary>
/// <remarks>The mixer is the finalizer of SplitMix64 (Steele, Lea, Flood 2014) with its increment, the odd number next to 2^64 over the golden ratio.</remarks>
internal static class SplitRandom
{
    private const ulong Increment = 0x9E3779B97F4A7C15;

    /// <summary>The key of a stream under a seed.</summary>
    public static ulong Key(ulong seed, ulong stream) => unchecked(Mix(seed ^ Mix(stream + Increment)));

    /// <summary>A number strictly between 0 and 1.</summary>
    public static double Uniform(ulong key, ulong place) => unchecked(((Mix(key + ((place + 1) * Increment)) >> 12) + 0.5) * (1.0 / (1UL << 52)));

    private static ulong Mix(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
