using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Fargate;

/// <summary>What Fargate bills for a task: its size for the seconds from the start of the image pull to the stop.</summary>
/// <remarks>
/// <code>
/// seconds = max(60, ceil(stoppedAt - pullStartedAt)); 300 instead of 60 on Windows
/// cost    = seconds / 3600 × (vCPU × (vCPU rate + licence) + GB × GB rate + max(0, storage - 20 GB) × storage rate)
/// </code>
/// The configured size is billed, not what the task uses.
/// </remarks>
public static class FargateMeter
{
    private const long LinuxMinimumSeconds = 60;
    private const long WindowsMinimumSeconds = 300;
    private const decimal SecondsPerHour = 3600m;

    /// <summary>Storage that every task has without charge: 20 GB.</summary>
    public static MemorySize IncludedStorage { get; } = MemorySize.FromGibibytes(20);

    /// <summary>Storage that a task can ask for at most: 200 GB.</summary>
    public static MemorySize LargestStorage { get; } = MemorySize.FromGibibytes(200);

    /// <summary>The seconds that a run is billed for.</summary>
    /// <param name="pullToStop">From the start of the image pull to the stop of the task.</param>
    /// <param name="system">System of the task, which sets the minimum.</param>
    public static long BilledSeconds(TimeSpan pullToStop, Pricing.OperatingSystem system)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pullToStop, TimeSpan.Zero);
        var wholeSeconds = pullToStop.Ticks / TimeSpan.TicksPerSecond;
        if (pullToStop.Ticks % TimeSpan.TicksPerSecond > 0) wholeSeconds++;
        return Math.Max(wholeSeconds, system == Pricing.OperatingSystem.Windows ? WindowsMinimumSeconds : LinuxMinimumSeconds);
    }

    /// <summary>One run of a task that starts, works and stops.</summary>
    /// <param name="rates">Rates of its system, architecture and purchase option.</param>
    /// <param name="size">Its size.</param>
    /// <param name="pullToStop">From the start of the image pull to the stop of the task.</param>
    /// <param name="storage">Task storage; nothing up to <see cref="IncludedStorage"/> is billed.</param>
    /// <exception cref="ProblemException">The size is not sold for the system, the storage is above <see cref="LargestStorage"/>, or has no price.</exception>
    public static FargateCost Run(FargateRates rates, FargateSize size, TimeSpan pullToStop, MemorySize storage = default)
    {
        ArgumentNullException.ThrowIfNull(rates);
        return Bill(rates, size, BilledSeconds(pullToStop, rates.System), storage);
    }

    /// <summary>A task that always runs, such as one replica of a service.</summary>
    /// <param name="rates">Rates of its system, architecture and purchase option.</param>
    /// <param name="size">Its size.</param>
    /// <param name="hours">Hours of the month or of the time billed.</param>
    /// <param name="storage">Task storage; nothing up to <see cref="IncludedStorage"/> is billed.</param>
    /// <exception cref="ProblemException">The size is not sold for the system, the storage is above <see cref="LargestStorage"/>, or has no price.</exception>
    public static FargateCost AlwaysOn(FargateRates rates, FargateSize size, Hours hours, MemorySize storage = default) =>
        Bill(rates, size, hours.Value * SecondsPerHour, storage);

    private static FargateCost Bill(FargateRates rates, FargateSize size, decimal seconds, MemorySize storage)
    {
        ArgumentNullException.ThrowIfNull(rates);
        ArgumentNullException.ThrowIfNull(size);
        if (!size.RunsOn(rates.System))
            throw new ProblemException(new Problem($"`{size}` is not sold for Windows tasks", rates.VCpuHour.Id.Value, "use 1, 2 or 4 vCPU"));

        // Multiplied before divided: seconds over 3600 alone would cut most times off at the 28th digit.
        FargateCharge Charge(FargateComponent component, decimal perHour, Price price, SpotQuote? spot) =>
            new() { Component = component, Quantity = perHour * seconds / SecondsPerHour, Price = price, Spot = spot };

        List<FargateCharge> charges =
        [
            Charge(FargateComponent.Cpu, size.Cpu.Cores, rates.VCpuHour, rates.VCpuHourSpot),
            Charge(FargateComponent.Memory, size.Memory.Gibibytes, rates.GbHour, rates.GbHourSpot),
        ];
        if (storage > IncludedStorage) charges.Add(Charge(FargateComponent.Storage, (storage - IncludedStorage).Gibibytes, StoragePrice(rates, storage), null));
        if (rates.LicenceVCpuHour is { } licence) charges.Add(Charge(FargateComponent.Licence, size.Cpu.Cores, licence, null));
        return new FargateCost(charges);
    }

    private static Price StoragePrice(FargateRates rates, MemorySize storage)
    {
        if (storage > LargestStorage)
            throw new ProblemException(new Problem($"`{storage}` of task storage is more than Fargate gives", rates.VCpuHour.Id.Value, $"ask for at most {LargestStorage}"));
        return rates.EphemeralGbHour
            ?? throw new ProblemException(new Problem(
                $"no price for task storage above {IncludedStorage} beside `{rates.VCpuHour.Id}`",
                rates.VCpuHour.Source,
                "name a folder with the price under `prices:` in costtool.yaml, or choose another region"));
    }
}
