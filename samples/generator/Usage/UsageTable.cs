using System.Globalization;
using CostTool.SampleGenerator.Atelier;
using CostTool.SampleGenerator.Kubernetes;

namespace CostTool.SampleGenerator.Usage;

/// <summary>Two weeks of samples in the canonical long table.</summary>
internal static class UsageTable
{
    /// <summary>First sample: a Sunday, as in the shapes.</summary>
    public static readonly DateTime Start = new(2026, 10, 18, 0, 0, 0, DateTimeKind.Utc);

    private const int StepMinutes = 5;
    private const long BytesPerMiB = 1_048_576;

    /// <returns>Header and rows of a namespace, by workload, container, replica and time.</returns>
    public static IEnumerable<string> Lines(string @namespace, IReadOnlyDictionary<string, Shape> shapes)
    {
        yield return "timestamp,workload,container,instance,cpu_cores,memory_bytes";
        foreach (var service in Services.All.Where(service => service.Namespace == @namespace).OrderBy(service => service.Id, StringComparer.Ordinal))
        {
            foreach (var load in Loads.All.Where(load => load.Workload == service.Id))
            {
                for (var replica = 0; replica < service.Replicas; replica++)
                {
                    foreach (var line in Series(service, load, replica, shapes[load.CpuShape].Cpu, shapes[load.MemoryShape].Memory))
                        yield return line;
                }
            }
        }
    }

    private static IEnumerable<string> Series(Service service, Load load, int replica, IReadOnlyList<int> cpu, IReadOnlyList<int> memory)
    {
        var container = service.Containers.Single(container => container.Name == load.Container);
        // A trace says how much of its machine was used. A container's machine is its limit, or its request where nothing limits it.
        var cpuCap = container.CpuLimit ?? container.CpuRequest ?? throw new InvalidOperationException($"`{service.Id}` states no CPU");
        var memoryCap = container.MemoryLimit ?? container.MemoryRequest ?? throw new InvalidOperationException($"`{service.Id}` states no memory");
        var before = Replicas.PodName(service, replica, service.Deployed == Services.Released ? ControllerJson.PreviousHash(service) : service.ReplicaSetHash);
        var after = Replicas.PodName(service, replica, service.ReplicaSetHash);
        var noise = new Noise($"{service.Id} {load.Container} {replica}");
        // No two replicas get quite the same share: within 6 %.
        var share = 970 + noise.Below(61);
        for (var step = 0; step < Shape.Length; step++)
        {
            var instant = Start.AddMinutes(StepMinutes * step);
            var at = (step - (load.StaggerSteps * replica) + Shape.Length) % Shape.Length;
            var millicores = Math.Clamp((long)cpuCap * cpu[at] * share * (950 + noise.Below(101)) / 1_000_000_000, 1, cpuCap);
            var mebibytes = Math.Min(load.FloorMiB + ((long)(memoryCap - load.FloorMiB) * memory[at] / 1000), memoryCap);
            yield return string.Create(CultureInfo.InvariantCulture,
                $"{Meta.Instant(instant)},{service.Id},{load.Container},{(instant < Services.Released ? before : after)},{millicores / 1000m:0.###},{mebibytes * BytesPerMiB}");
        }
    }
}
