using System.Globalization;

namespace CostTool.SampleGenerator.Usage;

/// <summary>A small random sequence that is the same on every machine: SplitMix64 from a named seed.</summary>
internal sealed class Noise(string seed)
{
    private ulong state = ulong.Parse(Stable.Hex(seed, 16), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <returns>A number from 0 up to but not including <paramref name="bound"/>.</returns>
    public int Below(int bound)
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15;
            var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return (int)((mixed ^ (mixed >> 31)) % (ulong)bound);
        }
    }
}
