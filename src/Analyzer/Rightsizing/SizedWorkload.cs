using CostTool.Analyzer.Units;
using CostTool.Analyzer.Usage;

namespace CostTool.Analyzer.Rightsizing;

/// <summary>A workload with its sizes of today.</summary>
internal sealed record SizedWorkload
{
    public required string Id { get; init; }

    public required int Replicas { get; init; }

    /// <summary>An inventory states its sizes; otherwise the limits among the samples stand for them.</summary>
    public required bool StatesSizes { get; init; }

    public required VCpu? Cpu { get; init; }

    public required MemorySize? Memory { get; init; }

    public required IReadOnlyList<(string Name, VCpu? Cpu, MemorySize? Memory)> Containers { get; init; }

    public Autoscaler? Autoscaler { get; init; }

    public bool OnFargate { get; init; }
}

/// <summary>A whole pod as the sum of its containers.</summary>
internal static class WholePod
{
    /// <summary>The sum, with what its containers say. A container that usage does not size counts with what it asks for today.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="containers">Its containers as recommended.</param>
    /// <param name="task">Utilization of all of them together; tells the chances at the sum.</param>
    public static SizeRecommendation Of(SizedWorkload workload, IReadOnlyList<SizeRecommendation> containers, SizingSubject task)
    {
        var cpu = Sum(containers, size => (size.Cpu ?? size.CurrentCpu)?.Millicores, size => size.Cpu is not null) is { } millicores ? VCpu.FromMillicores(millicores) : (VCpu?)null;
        var memory = Sum(containers, size => (size.Memory ?? size.CurrentMemory)?.Bytes, size => size.Memory is not null) is { } bytes ? MemorySize.FromBytes(bytes) : (MemorySize?)null;
        var (currentCpu, currentMemory) = (task.CurrentCpu ?? SumOfToday(containers).Cpu, task.CurrentMemory ?? SumOfToday(containers).Memory);
        var shared = containers.Count == 1 ? containers[0].Reasons : [.. containers[0].Reasons.Where(reason => containers.All(container => container.Reasons.Contains(reason)))];
        return new SizeRecommendation
        {
            Key = new UsageKey(workload.Id, string.Empty),
            Replicas = workload.Replicas,
            CurrentCpu = currentCpu,
            CurrentMemory = currentMemory,
            Cpu = cpu,
            Memory = memory,
            CpuBreach = cpu is { } cores ? task.Forecast?.CpuBreach((double)cores.Cores) : null,
            MemoryBreach = memory is { } size ? task.Forecast?.MemoryBreach(size.Bytes) : null,
            WindowDays = containers.Max(container => container.WindowDays),
            Samples = containers.Sum(container => container.Samples),
            Confidence = containers.Min(container => container.Confidence),
            Direction = Direction(containers),
            Reasons = [.. containers.SelectMany(container => container.Reasons.Except(shared).Select(reason => $"{container.Key.Container}: {reason}")), .. shared],
        };
    }

    private static SizeDirection Direction(IReadOnlyList<SizeRecommendation> containers) =>
        containers.Any(size => size.Direction == SizeDirection.Up) ? SizeDirection.Up
        : containers.Any(size => size.Direction == SizeDirection.Down) ? SizeDirection.Down
        : containers.Any(size => size.Direction == SizeDirection.Keep) ? SizeDirection.Keep
        : SizeDirection.Unknown;

    private static long? Sum(IReadOnlyList<SizeRecommendation> containers, Func<SizeRecommendation, long?> amount, Func<SizeRecommendation, bool> known) =>
        containers.Any(known) && containers.All(container => amount(container) is not null) ? containers.Sum(amount) : null;

    private static (VCpu? Cpu, MemorySize? Memory) SumOfToday(IReadOnlyList<SizeRecommendation> containers) => (
        containers.All(size => size.CurrentCpu is not null) ? VCpu.FromMillicores(containers.Sum(size => size.CurrentCpu!.Value.Millicores)) : null,
        containers.All(size => size.CurrentMemory is not null) ? MemorySize.FromBytes(containers.Sum(size => size.CurrentMemory!.Value.Bytes)) : null);
}
