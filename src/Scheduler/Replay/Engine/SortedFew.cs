using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CostTool.Scheduler.Replay.Engine;

/// <summary>A few numbers in order. Where the smallest gives way to another, one pass moves all of them, without a question whose answer the processor could guess wrong.</summary>
/// <remarks>
/// With sorted a: without the first and with the new one, place p holds max(a[p], min(a[p + 1], new)). Places that hold nothing come last and hold what is above every number.
/// Four places are read as the pass before wrote them: what is read across the edge of two writes has to wait for both.
/// </remarks>
internal sealed class SortedFew
{
    private const int Lanes = 4;

    private readonly long[] numbers;

    /// <param name="most">Numbers at most.</param>
    public SortedFew(int most)
    {
        numbers = new long[((most + (2 * Lanes) - 1) / (2 * Lanes) * 2 * Lanes) + Lanes];
        Array.Fill(numbers, long.MaxValue);
    }

    public int Count { get; private set; }

    public long First => numbers[0];

    public ReadOnlySpan<long> Numbers => numbers.AsSpan(0, Count);

    /// <summary>Takes other numbers in place of all.</summary>
    public void Fill(ReadOnlySpan<long> others)
    {
        numbers.AsSpan().Fill(long.MaxValue);
        others.CopyTo(numbers);
        Array.Sort(numbers, 0, Count = others.Length);
    }

    /// <summary>Adds a number; there must be room.</summary>
    public void Add(long number)
    {
        var place = Count++;
        for (; place > 0 && numbers[place - 1] > number; place--) numbers[place] = numbers[place - 1];
        numbers[place] = number;
    }

    public void RemoveFirst()
    {
        Array.Copy(numbers, 1, numbers, 0, --Count);
        numbers[Count] = long.MaxValue;
    }

    /// <summary>The smallest gives way to a number that is not smaller.</summary>
    /// <returns>The smallest.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Replace(long number)
    {
        if (!Vector256.IsHardwareAccelerated) return ReplaceOneByOne(number);
        ref var place = ref MemoryMarshal.GetArrayDataReference(numbers);
        ref var end = ref Unsafe.Add(ref place, Count);
        var smallest = place;
        var given = Vector256.Create(number);
        var here = Vector256.LoadUnsafe(ref place);
        do
        {
            var next = Vector256.LoadUnsafe(ref place, Lanes);
            Between(here, next, given).StoreUnsafe(ref place);
            here = Vector256.LoadUnsafe(ref place, 2 * Lanes);
            Between(next, here, given).StoreUnsafe(ref place, Lanes);
            place = ref Unsafe.Add(ref place, 2 * Lanes);
        }
        while (Unsafe.IsAddressLessThan(ref place, ref end));

        return smallest;
    }

    private long ReplaceOneByOne(long number)
    {
        var (smallest, place) = (numbers[0], 0);
        for (; place + 1 < Count && numbers[place + 1] < number; place++) numbers[place] = numbers[place + 1];
        numbers[place] = number;
        return smallest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> Between(Vector256<long> here, Vector256<long> next, Vector256<long> given)
    {
        var after = Vector256.Shuffle(Vector256.ConditionalSelect(Vector256.Create(-1L, 0, 0, 0), next, here), Vector256.Create(1L, 2, 3, 0));
        return Vector256.Max(here, Vector256.Min(after, given));
    }
}
