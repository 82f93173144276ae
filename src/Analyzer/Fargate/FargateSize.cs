using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Fargate;

/// <summary>A processor and memory pair that Fargate sells; no other pair can be built.</summary>
/// <remarks>
/// The 74 pairs of the ECS task-definition reference as of 2026. Fargate's GB is a gibibyte. 8 and 16 vCPU need platform 1.4.0, which is Linux's current
/// one; Windows runs on 1 to 4 vCPU. If AWS adds a pair, the table in this file is what changes.
/// </remarks>
public sealed record FargateSize
{
    private FargateSize(VCpu cpu, MemorySize memory) => (Cpu, Memory) = (cpu, memory);

    /// <summary>Every size on sale, by processor and then by memory.</summary>
    public static IReadOnlyList<FargateSize> All { get; } =
    [
        Of(0.25m, 0.5m), Of(0.25m, 1), Of(0.25m, 2),
        .. Steps(0.5m, 1, 4, 1),
        .. Steps(1, 2, 8, 1),
        .. Steps(2, 4, 16, 1),
        .. Steps(4, 8, 30, 1),
        .. Steps(8, 16, 60, 4),
        .. Steps(16, 32, 120, 8),
    ];

    /// <summary>Processor.</summary>
    public VCpu Cpu { get; }

    /// <summary>Memory.</summary>
    public MemorySize Memory { get; }

    /// <summary>The size with exactly this processor and memory, or null where Fargate sells none.</summary>
    public static FargateSize? Find(VCpu cpu, MemorySize memory) => All.FirstOrDefault(size => size.Cpu == cpu && size.Memory == memory);

    /// <summary>The size with exactly this processor and memory.</summary>
    /// <param name="cpu">Processor as the task asks for it.</param>
    /// <param name="memory">Memory as the task asks for it.</param>
    /// <param name="where">The task and its place, for the error.</param>
    /// <exception cref="ProblemException">Fargate does not sell the pair.</exception>
    public static FargateSize Require(VCpu cpu, MemorySize memory, string where)
    {
        if (Find(cpu, memory) is { } size) return size;
        var valid = All.Where(candidate => candidate.Cpu == cpu).Select(candidate => candidate.Memory).ToList();
        throw new ProblemException(new Problem(
            $"`{cpu}` with `{memory}` is not a pair that Fargate sells",
            where,
            valid.Count > 0 ? $"use {string.Join(", ", valid)}" : $"use {string.Join(", ", All.Select(candidate => candidate.Cpu).Distinct())}"));
    }

    /// <summary>The cheapest size that holds a need at these rates; the smaller processor and then the smaller memory where two cost the same.</summary>
    /// <param name="rates">Rates to compare by.</param>
    /// <param name="cpu">Processor needed.</param>
    /// <param name="memory">Memory needed.</param>
    /// <param name="system">System of the task, which limits the sizes.</param>
    /// <returns>Null when no size on sale is large enough.</returns>
    public static FargateSize? CheapestFitting(FargateRates rates, VCpu cpu, MemorySize memory, Pricing.OperatingSystem system)
    {
        ArgumentNullException.ThrowIfNull(rates);
        FargateSize? best = null;
        UsdPerHour lowest = default;
        foreach (var size in All)
        {
            if (size.Cpu < cpu || size.Memory < memory || !size.RunsOn(system)) continue;
            var price = size.PricePerHour(rates);
            if (best is not null && price.Amount >= lowest.Amount) continue;
            (best, lowest) = (size, price);
        }

        return best;
    }

    /// <summary>Whether tasks of the system come in this size.</summary>
    public bool RunsOn(Pricing.OperatingSystem system) => system != Pricing.OperatingSystem.Windows || Cpu.Cores is >= 1 and <= 4;

    /// <summary>What an hour of the size costs with its licence and without extra storage.</summary>
    public UsdPerHour PricePerHour(FargateRates rates)
    {
        ArgumentNullException.ThrowIfNull(rates);
        return ((rates.VCpuHour.PerHour + new UsdPerHour(rates.LicenceVCpuHour?.UsdPerUnit ?? 0)) * Cpu.Cores) + (rates.GbHour.PerHour * Memory.Gibibytes);
    }

    /// <summary>The size for people, such as <c>0.25 vCPU + 1 GB</c>.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Cpu} + {Memory.Gibibytes:0.#} GB");

    private static FargateSize Of(decimal cores, decimal gibibytes) => new(VCpu.FromCores(cores), MemorySize.FromGibibytes(gibibytes));

    private static IEnumerable<FargateSize> Steps(decimal cores, int from, int to, int step)
    {
        for (var gibibytes = from; gibibytes <= to; gibibytes += step) yield return Of(cores, gibibytes);
    }
}
