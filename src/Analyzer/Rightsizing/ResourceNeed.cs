namespace CostTool.Analyzer.Rightsizing;

/// <summary>One resource of one container, in its smallest unit: what is known, and what bounds its size. Processor and memory obey the same rules, each by itself.</summary>
internal sealed record ResourceNeed
{
    /// <summary>Size today; null where none is stated.</summary>
    public required long? Current { get; init; }

    /// <summary>Size of the last recommendation; null without one.</summary>
    public required long? Last { get; init; }

    /// <summary>Sizes are multiples of it.</summary>
    public required long Step { get; init; }

    /// <summary>Least size.</summary>
    public required long Least { get; init; }

    /// <summary>Chance of a breach at a size, by which the size is chosen.</summary>
    public required Func<long, BreachProbability?> Breach { get; init; }

    /// <summary>Largest accepted chance.</summary>
    public required double Target { get; init; }

    /// <summary>Largest chance at which a size that is there already is left alone: above <see cref="Target"/>, so that a fleet's shifting shares of risk do not move sizes every night.</summary>
    public required double Tolerated { get; init; }

    /// <summary>Sizes below these are ruled out by what happened, with the reason in words.</summary>
    public required IReadOnlyList<SizeFloor> Floors { get; init; }

    /// <summary>Why it is not made smaller than today; empty where it may be.</summary>
    public required IReadOnlyList<string> Holds { get; init; }

    /// <summary>Why it is not made larger than today; null where it may be.</summary>
    public required string? Ceiling { get; init; }

    /// <summary>Part by which a size that is held already may be below what is wanted: an amount that wavers from day to day moves nothing, where nothing breaks at it.</summary>
    public double Slack { get; init; }

    /// <summary>The smallest size that meets the target and every bound; null where nothing tells.</summary>
    public long? Smallest()
    {
        var meets = SizeSearch.Smallest(Breach, Target, Step, Least);
        if (meets is null && Floors.Count == 0) return null;
        var size = SizeSearch.RoundUp(Math.Max(meets ?? Least, Floor), Step);
        if (Current is not { } today) return size;
        if (size < today && Holds.Count > 0) return today;
        return size > today && (Ceiling is not null || Serves(today, size)) ? today : size;
    }

    /// <summary>Whether a size meets the target and every bound.</summary>
    public bool Accepts(long size)
    {
        if (size < Floor || (size < Current && Holds.Count > 0)) return false;
        // Where it may not grow, what it has must do: more instances bring the rest.
        if (Ceiling is not null && size >= Current) return size == Current;
        return Breach(Stretched(size)) is not { } chance || chance.Value <= Tolerated;
    }

    /// <summary>Whether a size that is held already does in place of the wanted one.</summary>
    public bool Serves(long held, long wanted) => (Tolerated > Target || Stretched(held) >= wanted) && Accepts(held);

    private long Stretched(long size) => (long)(size * (1 + Slack));

    private long Floor => Floors.Select(floor => floor.Size).DefaultIfEmpty(0).Max();
}

/// <summary>Why a smaller size is ruled out.</summary>
internal enum FloorCause
{
    /// <summary>It was killed at less.</summary>
    Kill,

    /// <summary>A limit hides the need.</summary>
    Hidden,

    /// <summary>It grows.</summary>
    Growth,
}

/// <summary>A size below which nothing is recommended.</summary>
/// <param name="Size">The size.</param>
/// <param name="Cause">What rules less out.</param>
/// <param name="Reason">The same in words.</param>
internal sealed record SizeFloor(long Size, FloorCause Cause, string Reason);
