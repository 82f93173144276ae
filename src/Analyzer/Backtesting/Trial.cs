using CostTool.Analyzer.Usage;

namespace CostTool.Analyzer.Backtesting;

/// <summary>What the test window says of a workload: the only place that holds it, made after all sizes are chosen.</summary>
/// <param name="Cpu">Processor readings in cores, sorted.</param>
/// <param name="Memory">Memory readings in bytes, sorted.</param>
/// <param name="SpanSeconds">From the first to the last sample.</param>
internal sealed record TestTruth(double[] Cpu, double[] Memory, long SpanSeconds)
{
    public static TestTruth Of(UsageSeries test) => new(
        Readings.SortedCpu(test),
        Readings.SortedMemory(test),
        test.Instances.Count == 0 ? 0 : test.Instances.Max(instance => instance.EpochSeconds[^1]) - test.Instances.Min(instance => instance.EpochSeconds[0]));
}

/// <summary>What of a trial is scored, and against what.</summary>
/// <param name="CpuPeak">The training's peak in cores; null where the processor is not scored.</param>
/// <param name="MemoryPeak">The training's peak in bytes; null where memory is not scored.</param>
/// <param name="Current">The limits in force at the origin; null where unknown.</param>
/// <param name="OracleUsdPerHour">Price of the cheapest size that holds the test's peaks.</param>
internal sealed record Scored(double? CpuPeak, double? MemoryPeak, SizeNeed? Current, double OracleUsdPerHour)
{
    public bool Cpu => CpuPeak is not null;

    public bool Memory => MemoryPeak is not null;
}

/// <summary>A workload at an origin, with what every method made of it.</summary>
internal sealed record Trial(int Series, int Origin, bool Cpu, bool Memory, double OracleUsdPerHour, Outcome?[] Outcomes);

/// <summary>What became of a method's size.</summary>
/// <param name="Size">The size bought.</param>
/// <param name="KeptCurrent">The method said nothing of a scored resource, so that its limit in force was kept.</param>
/// <param name="CpuShareAbove">Part of the test's processor samples above the size.</param>
/// <param name="MemoryShareAbove">Part of the test's memory samples above the size.</param>
internal sealed record Outcome(GridSize Size, bool KeptCurrent, double CpuShareAbove, double MemoryShareAbove)
{
    /// <summary>The outcome, or null where the method says nothing of a scored resource and no limit is in force that could be kept.</summary>
    public static Outcome? Of(SizeNeed? answer, Scored scored, TestTruth truth, SizeGrid grid)
    {
        var kept = (scored.Cpu && answer?.CpuCores is null) || (scored.Memory && answer?.MemoryBytes is null);
        var cpu = scored.Cpu ? answer?.CpuCores ?? scored.Current?.CpuCores : null;
        var memory = scored.Memory ? answer?.MemoryBytes ?? scored.Current?.MemoryBytes : null;
        if ((scored.Cpu && cpu is null) || (scored.Memory && memory is null)) return null;
        var size = grid.Snap(new SizeNeed(cpu, memory));
        return new Outcome(size, kept,
            scored.Cpu ? (double)Readings.CountAbove(truth.Cpu, size.CpuCores!.Value) / truth.Cpu.Length : 0,
            scored.Memory ? (double)Readings.CountAbove(truth.Memory, size.MemoryBytes!.Value) / truth.Memory.Length : 0);
    }
}
