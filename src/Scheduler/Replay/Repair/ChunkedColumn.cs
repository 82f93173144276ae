namespace CostTool.Scheduler.Replay.Repair;

/// <summary>A column that grows without being copied, and is given up as it is read: a list that doubles would hold a history of thirty million rows three times.</summary>
internal sealed class ChunkedColumn<T>
    where T : unmanaged
{
    // A power of two; 512 KiB of eight-byte values.
    private const int Bits = 16;
    private const int Size = 1 << Bits;

    private readonly List<T[]> chunks = [];

    public int Count { get; private set; }

    public T this[int row]
    {
        get => chunks[row >> Bits][row & (Size - 1)];
        set => chunks[row >> Bits][row & (Size - 1)] = value;
    }

    public void Add(T value)
    {
        if ((Count & (Size - 1)) == 0) chunks.Add(new T[Size]);
        this[Count++] = value;
    }

    /// <summary>The column in another order; it is empty afterwards.</summary>
    public T[] Take(ReadOnlySpan<int> order)
    {
        var taken = new T[order.Length];
        for (var row = 0; row < order.Length; row++) taken[row] = this[order[row]];
        Clear();
        return taken;
    }

    /// <summary>The column as it is; each chunk is given up once it is copied.</summary>
    public T[] Take()
    {
        var taken = new T[Count];
        for (var chunk = 0; chunk < chunks.Count; chunk++)
        {
            chunks[chunk].AsSpan(0, Math.Min(Size, Count - (chunk << Bits))).CopyTo(taken.AsSpan(chunk << Bits));
            chunks[chunk] = [];
        }

        Clear();
        return taken;
    }

    public void Clear()
    {
        chunks.Clear();
        Count = 0;
    }
}
