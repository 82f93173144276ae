using CostTool.Analyzer.Inventory;

namespace CostTool.Sources.Kubernetes;

/// <summary>What a pod reserves, as Kubernetes counts it.</summary>
/// <remarks>
/// The scheduler's sum (k8s.io/component-helpers/resource <c>PodRequests</c>): the containers together with the init containers that keep running (restart policy Always,
/// "sidecars"); against it each init step, which runs beside the sidecars that were started before it; the larger counts, by resource. Pod-level requests (since 1.32) replace that;
/// the overhead of the runtime class is added. A limit without a request stands for the request, as the API server fills it in.
/// </remarks>
/// <param name="Requests">Effective request; what is not stated counts as nothing.</param>
/// <param name="Missing">Some container states no CPU or no memory, and the pod does not either.</param>
/// <param name="Containers">The containers that keep running, sorted by name.</param>
internal sealed record PodNeed(Resources Requests, bool Missing, IReadOnlyList<WorkloadContainer> Containers)
{
    /// <summary>Largest need of an init step, with the sidecars that run beside it; zero without one.</summary>
    public Resources InitStep { get; private init; }

    /// <summary>What the runtime class takes.</summary>
    public Resources Overhead { get; private init; }

    /// <summary>A pod of which nothing is known.</summary>
    public static PodNeed Unknown { get; } = new(default, Missing: true, []);

    /// <summary>Counts what a specification reserves.</summary>
    public static PodNeed Of(PodSpecification pod, string where, ItemProblems problems)
    {
        var running = new List<WorkloadContainer>();
        foreach (var written in pod.Containers) running.Add(Read(written, where, problems));
        var steady = running.Aggregate(default(Resources), (sum, container) => sum + Stated(container));

        Resources sidecars = default, largestStep = default;
        var anyStep = false;
        foreach (var written in pod.InitContainers)
        {
            var container = Read(written, where, problems);
            if (written.RestartsAlways)
            {
                running.Add(container);
                steady += Stated(container);
                sidecars += Stated(container);
                largestStep = Resources.Max(largestStep, sidecars);
            }
            else
            {
                anyStep = true;
                largestStep = Resources.Max(largestStep, sidecars + Stated(container));
            }
        }
        var need = Resources.Max(steady, largestStep);

        // A pod-level limit alone becomes the request only where no container asks for that resource.
        var podCpu = problems.Cpu(pod.PodRequests.Cpu, "CPU", where)
            ?? (running.Any(container => container.CpuRequest is not null) ? null : problems.Cpu(pod.PodLimits.Cpu, "CPU", where));
        var podMemory = problems.Memory(pod.PodRequests.Memory, "memory", where)
            ?? (running.Any(container => container.MemoryRequest is not null) ? null : problems.Memory(pod.PodLimits.Memory, "memory", where));
        var overhead = new Resources(problems.Cpu(pod.Overhead.Cpu, "CPU", where) ?? default, problems.Memory(pod.Overhead.Memory, "memory", where) ?? default);

        var missing = (podCpu is null && running.Any(container => container.CpuRequest is null)) || (podMemory is null && running.Any(container => container.MemoryRequest is null));
        running.Sort((left, right) => string.CompareOrdinal(left.Name, right.Name));
        return new PodNeed(new Resources(podCpu ?? need.Cpu, podMemory ?? need.Memory) + overhead, missing || running.Count == 0, running) { InitStep = anyStep ? largestStep : default, Overhead = overhead };
    }

    private static Resources Stated(WorkloadContainer container) => new(container.CpuRequest ?? default, container.MemoryRequest ?? default);

    private static WorkloadContainer Read(ContainerSpecification container, string where, ItemProblems problems)
    {
        var place = container.Name.Length > 0 ? $"{where}, container {container.Name}" : where;
        var (cpuLimit, memoryLimit) = (problems.Cpu(container.Limits.Cpu, "CPU", place), problems.Memory(container.Limits.Memory, "memory", place));
        return new WorkloadContainer
        {
            Name = container.Name,
            CpuRequest = problems.Cpu(container.Requests.Cpu, "CPU", place) ?? cpuLimit,
            MemoryRequest = problems.Memory(container.Requests.Memory, "memory", place) ?? memoryLimit,
            CpuLimit = cpuLimit,
            MemoryLimit = memoryLimit,
        };
    }
}
