using CostTool.Analyzer.Fargate;
using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Rightsizing;

/// <summary>A container's part of a task.</summary>
/// <param name="Container">Name.</param>
/// <param name="CpuUnits">Share of the processor in ECS units, 1024 to a core; all parts add up to the task.</param>
/// <param name="Reservation">Memory that it is promised: its own need, scaled down where the needs do not fit together.</param>
/// <param name="Limit">Memory at which it is killed. A container may use what the others leave, but no one may take another's reservation.</param>
public sealed record ContainerPart(string Container, long CpuUnits, MemorySize Reservation, MemorySize Limit);

/// <summary>Shares a task's size out over its containers.</summary>
/// <remarks>
/// A task is sized by the sum of its containers at each instant, whose peak is below the sum of their peaks, so the parts are shared out in proportion to the containers' own
/// needs: <c>cpu = task × need ÷ Σ need</c>, <c>reservation = need × min(1, task ÷ Σ need)</c>, <c>limit = task − Σ reservations of the others</c>. ECS's processor units are shares, not
/// caps, inside a task; the task itself is the cap.
/// </remarks>
public static class TaskSplit
{
    private const decimal EcsUnitsPerCore = 1024;

    /// <summary>The parts, in the order of the containers.</summary>
    /// <param name="task">Size of the task.</param>
    /// <param name="containers">Containers with their own needs; a need that is not known counts as an equal part of the rest.</param>
    public static IReadOnlyList<ContainerPart> Of(FargateSize task, IReadOnlyList<(string Name, VCpu? Cpu, MemorySize? Memory)> containers)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(containers);
        var units = Share((long)(task.Cpu.Cores * EcsUnitsPerCore), [.. containers.Select(container => container.Cpu?.Millicores)]);
        var whole = (long)task.Memory.Mebibytes;
        var needs = Known([.. containers.Select(container => container.Memory is { } memory ? (long?)decimal.Ceiling(memory.Mebibytes) : null)], whole);
        var fits = needs.Sum() <= whole;
        var reservations = fits ? needs : Share(whole, [.. needs.Select(need => (long?)need)]);
        var promised = reservations.Sum();
        return
        [
            .. containers.Select((container, index) => new ContainerPart(
                container.Name,
                units[index],
                MemorySize.FromMebibytes(reservations[index]),
                MemorySize.FromMebibytes(whole - (promised - reservations[index])))),
        ];
    }

    // Largest remainders: whole units that add up to the total, the first container first where two remainders are equal.
    private static IReadOnlyList<long> Share(long total, IReadOnlyList<long?> needs)
    {
        var known = Known(needs, total);
        var sum = known.Sum();
        var exact = known.Select(need => sum == 0 ? (decimal)total / known.Count : (decimal)total * need / sum).ToList();
        var parts = exact.Select(part => (long)part).ToList();
        foreach (var index in exact.Select((part, at) => (Remainder: part - decimal.Floor(part), At: at)).OrderByDescending(item => item.Remainder).ThenBy(item => item.At).Take((int)(total - parts.Sum())).Select(item => item.At))
            parts[index]++;
        return parts;
    }

    private static IReadOnlyList<long> Known(IReadOnlyList<long?> needs, long total)
    {
        var known = needs.OfType<long>().Sum();
        var missing = needs.Count(need => need is null);
        var each = missing == 0 ? 0 : Math.Max(1, (total - known) / missing);
        return [.. needs.Select(need => need ?? each)];
    }
}
