namespace CostTool.Analyzer.Usage;

/// <summary>The buckets of common amounts without a logarithm: by the exponent and the first six bits of the mantissa, and one comparison.</summary>
/// <remarks>A slot is at most 1.6 % wide and a bucket 2.2 %, so that at most one bucket ends within a slot. The ends are searched with the logarithm itself: both ways agree on every double.</remarks>
internal static class BucketTable
{
    private const int MantissaBits = 6;
    private const int Shift = 52 - MantissaBits;
    private const int Doublings = 30;
    private static readonly long FirstSlot = BitConverter.DoubleToInt64Bits(UsageHistogram.Smallest) >> Shift;
    private static readonly (double LastOfFirst, int First)[] Slots = Build();

    /// <summary>The bucket of an amount above the smallest; null beyond the table.</summary>
    public static int? Find(double amount)
    {
        var slot = (ulong)((BitConverter.DoubleToInt64Bits(amount) >> Shift) - FirstSlot);
        if (slot >= (ulong)Slots.Length) return null;
        ref readonly var found = ref Slots[slot];
        return amount > found.LastOfFirst ? found.First + 1 : found.First;
    }

    private static (double, int)[] Build()
    {
        var slots = new (double, int)[Doublings << MantissaBits];
        for (var slot = 0; slot < slots.Length; slot++)
        {
            var (low, high) = ((FirstSlot + slot) << Shift, ((FirstSlot + slot + 1) << Shift) - 1);
            var first = UsageHistogram.LogarithmicBucketOf(BitConverter.Int64BitsToDouble(low));
            while (low < high)
            {
                var middle = low + ((high - low + 1) / 2);
                if (UsageHistogram.LogarithmicBucketOf(BitConverter.Int64BitsToDouble(middle)) == first) low = middle;
                else high = middle - 1;
            }

            slots[slot] = (BitConverter.Int64BitsToDouble(low), first);
        }

        return slots;
    }
}
