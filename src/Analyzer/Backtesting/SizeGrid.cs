using CostTool.Analyzer.Fargate;
using CostTool.Analyzer.Pricing;

namespace CostTool.Analyzer.Backtesting;

/// <summary>A size that is sold and its price.</summary>
/// <param name="CpuCores">Cores; null where only memory is scored.</param>
/// <param name="MemoryBytes">Bytes; null where only the processor is scored.</param>
/// <param name="UsdPerHour">Price of one instance for an hour.</param>
public sealed record GridSize(double? CpuCores, double? MemoryBytes, double UsdPerHour);

/// <summary>The sizes that every method's need is snapped to: those of Fargate, at the rates given.</summary>
/// <remarks>
/// Where only the processor is measured, the sizes are the distinct vCPU amounts of the grid at the vCPU rate, and where only memory is, the distinct GB amounts at
/// the GB rate: the other half is in neither the need nor the cost. A need above the largest amount buys the largest.
/// </remarks>
public sealed class SizeGrid
{
    private readonly GridSize[] both;
    private readonly GridSize[] cpuOnly;
    private readonly GridSize[] memoryOnly;

    /// <summary>Builds the grid.</summary>
    /// <param name="rates">Rates to compare and to charge by.</param>
    public SizeGrid(FargateRates rates)
    {
        ArgumentNullException.ThrowIfNull(rates);
        var sold = FargateSize.All.Where(size => size.RunsOn(rates.System)).ToList();
        // Cheapest first, so that the first that fits is the answer; then as FargateSize.CheapestFitting decides between equals.
        both =
        [
            .. sold.OrderBy(size => size.PricePerHour(rates).Amount).ThenBy(size => size.Cpu).ThenBy(size => size.Memory)
                .Select(size => new GridSize((double)size.Cpu.Cores, size.Memory.Bytes, (double)size.PricePerHour(rates).Amount)),
        ];
        var cpuRate = (double)(rates.VCpuHour.UsdPerUnit + (rates.LicenceVCpuHour?.UsdPerUnit ?? 0));
        cpuOnly = [.. sold.Select(size => (double)size.Cpu.Cores).Distinct().Order().Select(cores => new GridSize(cores, null, cores * cpuRate))];
        memoryOnly =
        [
            .. sold.Select(size => size.Memory).Distinct().Order()
                .Select(memory => new GridSize(null, memory.Bytes, (double)(memory.Gibibytes * rates.GbHour.UsdPerUnit))),
        ];
        CpuAmounts = [.. cpuOnly.Select(size => size.CpuCores!.Value)];
        MemoryAmounts = [.. memoryOnly.Select(size => size.MemoryBytes!.Value)];
    }

    /// <summary>The distinct amounts of processor on sale in cores, ascending.</summary>
    public IReadOnlyList<double> CpuAmounts { get; }

    /// <summary>The distinct amounts of memory on sale in bytes, ascending.</summary>
    public IReadOnlyList<double> MemoryAmounts { get; }

    /// <summary>The cheapest size that holds a need; an amount above the largest on sale counts as the largest.</summary>
    /// <exception cref="ArgumentException">The need names neither an amount of processor nor of memory.</exception>
    public GridSize Snap(SizeNeed need)
    {
        var cpu = need.CpuCores is { } cores ? Math.Min(cores, CpuAmounts[^1]) : (double?)null;
        var memory = need.MemoryBytes is { } bytes ? Math.Min(bytes, MemoryAmounts[^1]) : (double?)null;
        var sizes = (cpu, memory) switch
        {
            (null, null) => throw new ArgumentException("a need names an amount of processor, of memory, or both", nameof(need)),
            (_, null) => cpuOnly,
            (null, _) => memoryOnly,
            _ => both,
        };
        return Array.Find(sizes, size => !(size.CpuCores < cpu) && !(size.MemoryBytes < memory))!;
    }

    /// <summary>The sizes on sale with the resources that are scored, cheapest first.</summary>
    public IReadOnlyList<GridSize> Sizes(bool cpu, bool memory) => (cpu, memory) switch
    {
        (true, true) => both,
        (true, false) => cpuOnly,
        (false, true) => memoryOnly,
        _ => [],
    };

    /// <summary>Whether some size on sale holds the amounts.</summary>
    public bool Holds(SizeNeed need) => !(need.CpuCores > CpuAmounts[^1]) && !(need.MemoryBytes > MemoryAmounts[^1]);
}
