using CostTool.Analyzer.Inventory;
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

    public required IReadOnlyList<SizedContainer> Containers { get; init; }

    /// <summary>Largest need of a step that runs before the containers; zero without one.</summary>
    public Resources InitStep { get; init; }

    /// <summary>What the runtime class takes beside the containers.</summary>
    public Resources Overhead { get; init; }

    public Autoscaler? Autoscaler { get; init; }

    public bool OnFargate { get; init; }
}

/// <summary>A container with its sizes of today; null is what it does not state.</summary>
/// <param name="Name">Name.</param>
/// <param name="Cpu">Processor request.</param>
/// <param name="Memory">Memory request.</param>
/// <param name="MemoryLimit">Memory limit.</param>
internal sealed record SizedContainer(string Name, VCpu? Cpu, MemorySize? Memory, MemorySize? MemoryLimit);

/// <summary>A whole pod as the sum of its containers.</summary>
internal static class WholePod
{
    /// <summary>
    /// The sum, with what its containers say, as the scheduler counts it: not below the largest step that runs before them, with the overhead on top. A container that usage
    /// does not size counts with what it asks for today.
    /// </summary>
    /// <param name="workload">The workload.</param>
    /// <param name="containers">Its containers as recommended.</param>
    /// <param name="task">Utilization of all of them together; tells the chances at the sum.</param>
    public static SizeRecommendation Of(SizedWorkload workload, IReadOnlyList<SizeRecommendation> containers, SizingSubject task)
    {
        var cpu = Sum(containers, size => (size.Cpu ?? size.CurrentCpu)?.Millicores, size => size.Cpu is not null) is { } millicores ? VCpu.Max(VCpu.FromMillicores(millicores), workload.InitStep.Cpu) + workload.Overhead.Cpu : (VCpu?)null;
        var memory = Sum(containers, size => (size.Memory ?? size.CurrentMemory)?.Bytes, size => size.Memory is not null) is { } bytes ? MemorySize.Max(MemorySize.FromBytes(bytes), workload.InitStep.Memory) + workload.Overhead.Memory : (MemorySize?)null;
        var limit = Sum(containers, size => (size.MemoryLimit ?? size.CurrentMemoryLimit)?.Bytes, size => size.MemoryLimit is not null) is { } most ? MemorySize.FromBytes(most) : (MemorySize?)null;
        var (currentCpu, currentMemory) = (task.CurrentCpu ?? SumOfToday(containers).Cpu, task.CurrentMemory ?? SumOfToday(containers).Memory);
        var shared = containers.Count == 1 ? containers[0].Reasons : [.. containers[0].Reasons.Where(reason => containers.All(container => container.Reasons.Contains(reason)))];
        return new SizeRecommendation
        {
            Key = new UsageKey(workload.Id, string.Empty),
            Replicas = workload.Replicas,
            CurrentCpu = currentCpu,
            CurrentMemory = currentMemory,
            CurrentMemoryLimit = Sum(containers, size => size.CurrentMemoryLimit?.Bytes, _ => true) is { } today ? MemorySize.FromBytes(today) : null,
            Cpu = cpu,
            Memory = memory,
            MemoryLimit = limit,
            CpuBreach = cpu is { } cores ? task.Forecast?.CpuBreach((double)cores.Cores) : null,
            MemoryBreach = AnyKilled(containers) ?? (limit is { } size ? task.Forecast?.MemoryBreach(size.Bytes) : null),
            WindowDays = containers.Max(container => container.WindowDays),
            Samples = containers.Sum(container => container.Samples),
            Confidence = containers.Min(container => container.Confidence),
            Direction = Direction(containers),
            Reasons = [.. containers.SelectMany(container => container.Reasons.Except(shared).Select(reason => $"{container.Key.Container}: {reason}")), .. shared, .. InitReasons(workload, containers)],
        };
    }

    // Each container is killed at its own limit. The chance takes them as independent; the interval holds however they depend on each other.
    private static BreachProbability? AnyKilled(IReadOnlyList<SizeRecommendation> containers)
    {
        var chances = containers.Select(container => container.MemoryBreach).OfType<BreachProbability>().ToList();
        if (chances.Count < containers.Count) return null;
        return chances.Count == 1 ? chances[0] : new BreachProbability(
            1 - chances.Aggregate(1.0, (none, chance) => none * (1 - chance.Value)), chances.Max(chance => chance.Low), Math.Min(1, chances.Sum(chance => chance.High)));
    }

    private static IEnumerable<string> InitReasons(SizedWorkload workload, IReadOnlyList<SizeRecommendation> containers)
    {
        var sums = (Cpu: containers.Sum(size => (size.Cpu ?? size.CurrentCpu)?.Millicores ?? 0), Memory: containers.Sum(size => (size.Memory ?? size.CurrentMemory)?.Bytes ?? 0));
        if (containers.Any(size => size.Cpu is not null) && workload.InitStep.Cpu.Millicores > sums.Cpu) yield return $"processor: an init step needs {workload.InitStep.Cpu}, more than the containers";
        if (containers.Any(size => size.Memory is not null) && workload.InitStep.Memory.Bytes > sums.Memory) yield return $"memory: an init step needs {Recommender.Mebibytes(workload.InitStep.Memory.Bytes)}, more than the containers";
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
