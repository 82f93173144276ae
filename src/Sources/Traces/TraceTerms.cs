namespace CostTool.Sources.Traces;

/// <summary>What a public trace does not say of its machines and the user declares.</summary>
public sealed record TraceTerms
{
    /// <summary>Cores of each machine, where the trace has percents and no number of cores.</summary>
    public double Cores { get; init; } = 1;

    /// <summary>Memory of each machine in bytes, where the trace has parts of it; null where not declared.</summary>
    public double? MemoryCapacityBytes { get; init; }
}
