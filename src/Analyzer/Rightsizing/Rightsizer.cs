using CostTool.Analyzer.Fargate;
using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Units;
using CostTool.Analyzer.Usage;
using OperatingSystem = CostTool.Analyzer.Pricing.OperatingSystem;

namespace CostTool.Analyzer.Rightsizing;

/// <summary>Joins utilization with today's sizes and recommends sizes for containers and for workloads as a whole.</summary>
public static class Rightsizer
{
    /// <summary>Sizes a fleet. Pure: the same inputs give the same rows.</summary>
    public static RightsizingResult Run(RightsizingInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var usage = InventoryLimits.Lend([.. inputs.Usage.OrderBy(sketch => sketch.Key, UsageKey.ByName)], inputs.Cluster?.Workloads ?? []);
        var forecasts = inputs.Forecast(usage, inputs.Policy);
        var seen = usage.Zip(forecasts).ToDictionary(pair => pair.First.Key, pair => (Usage: pair.First, Forecast: pair.Second));
        var accepted = FleetRisk.Allot(usage, forecasts, inputs.Policy, inputs.Prices);
        var last = inputs.Last.ToDictionary(size => size.Key);
        var workloads = Workloads(inputs, usage);
        return new RightsizingResult
        {
            Rows = [.. workloads.OrderBy(workload => workload.Id, StringComparer.Ordinal).SelectMany(workload => Rows(workload))],
            Intake = inputs.Intake,
            Hours = inputs.Prices?.Hours,
            Policy = inputs.Policy,
        };

        IEnumerable<RightsizingRow> Rows(SizedWorkload workload)
        {
            var containers = Recommender.Recommend([.. workload.Containers.Select(container => Subject(workload, container))], inputs.Policy, inputs.Prices);
            var own = seen.ContainsKey(new UsageKey(workload.Id, string.Empty));
            // The pods of a single container are that container.
            var alone = !own && containers.Count == 1 ? containers[0].Key.Container : null;
            var subject = Subject(workload, new SizedContainer(alone ?? string.Empty, workload.Cpu, workload.Memory, null)) with
            {
                Key = new UsageKey(workload.Id, string.Empty), OnFargate = workload.OnFargate, Last = last.GetValueOrDefault(new UsageKey(workload.Id, string.Empty)),
            };
            // As a task on Fargate, whose size is its cap: what caps the pod today is then the size of today.
            var task = Recommender.Recommend([subject with { OneMemorySize = true, CurrentMemory = workload.OnFargate ? subject.CurrentMemory : Limits(workload) ?? subject.CurrentMemory }], inputs.Policy, inputs.Prices)[0];
            var whole = workload.OnFargate || containers.Count == 0 ? task : WholePod.Of(workload, containers, subject);
            var (cpu, memory) = subject.Usage is null ? (whole.Cpu, whole.MemoryLimit ?? whole.Memory) : (Smaller(task.Cpu, whole.Cpu), Smaller(task.Memory, whole.MemoryLimit ?? whole.Memory));
            // A task starts with the same steps.
            cpu = cpu is { } least ? VCpu.Max(least, workload.InitStep.Cpu) : null;
            memory = memory is { } room ? MemorySize.Max(room, workload.InitStep.Memory) : null;
            var fargate = cpu is { } cores && memory is { } bytes ? Fit(cores, bytes) : null;
            var today = workload.Cpu is { } currentCores && workload.Memory is { } currentBytes ? Fit(currentCores, currentBytes) : null;
            yield return new RightsizingRow { Size = whole, TaskCpu = cpu, TaskMemory = memory, Fargate = fargate, Current = Monthly(today), Recommended = Monthly(fargate), Evidence = Seen(subject.Usage) };
            foreach (var container in containers)
                yield return new RightsizingRow { Size = container, TaskCpu = null, TaskMemory = null, Fargate = null, Current = null, Recommended = null, Evidence = Seen(seen.GetValueOrDefault(container.Key).Usage) };

            SizeEvidence? Seen(UsageSketch? sketch) => sketch is null ? null : SizeEvidence.Of(sketch, inputs.Policy.CpuTimeAboveSize);

            FargateSize? Fit(VCpu need, MemorySize size) => inputs.Prices is { } prices ? FargateSize.CheapestFitting(prices.Rates, need, size, OperatingSystem.Linux) : null;

            Usd? Monthly(FargateSize? size) => size is null || inputs.Prices is not { } prices ? null : (size.PricePerHour(prices.Rates) * prices.Hours * workload.Replicas).Round(6);
        }

        SizingSubject Subject(SizedWorkload workload, SizedContainer container)
        {
            var key = new UsageKey(workload.Id, container.Name);
            var (sketch, forecast) = seen.GetValueOrDefault(key);
            return new SizingSubject
            {
                Key = key,
                Usage = sketch,
                Forecast = forecast,
                Accepted = accepted.TryGetValue(key, out var risk) ? risk : null,
                CurrentCpu = container.Cpu ?? (workload.StatesSizes ? null : LimitOf(sketch?.Days, day => day.CpuLimitCores) is { } cores ? VCpu.FromCores((decimal)cores) : null),
                CurrentMemory = container.Memory ?? (workload.StatesSizes ? null : LimitOf(sketch?.Days, day => day.MemoryLimitBytes) is { } bytes ? MemorySize.FromBytes((long)Math.Ceiling(bytes)) : null),
                CurrentMemoryLimit = container.MemoryLimit,
                Replicas = workload.Replicas,
                Autoscaler = workload.Autoscaler,
                Last = last.GetValueOrDefault(key),
            };
        }
    }

    private static List<SizedWorkload> Workloads(RightsizingInputs inputs, IReadOnlyList<UsageSketch> usage)
    {
        var sketches = usage.ToLookup(sketch => sketch.Key.Workload, StringComparer.Ordinal);
        var known = new List<SizedWorkload>();
        foreach (var workload in inputs.Cluster?.Workloads ?? [])
        {
            // What runs on every node is sized where it was measured; what does not run at all has no size to change.
            if (!sketches.Contains(workload.Id) && (workload.Replicas == 0 || workload.Kind is "daemonset" or "node")) continue;
            known.Add(new SizedWorkload
            {
                Id = workload.Id,
                Replicas = workload.Replicas,
                StatesSizes = true,
                Cpu = workload.RequestsMissing ? null : workload.PodRequests.Cpu,
                Memory = workload.RequestsMissing ? null : workload.PodRequests.Memory,
                Containers = Containers(workload.Containers, sketches[workload.Id]),
                Autoscaler = inputs.Cluster!.Autoscalers.GetValueOrDefault(workload.Id),
                InitStep = workload.InitStep,
                Overhead = workload.Overhead,
            });
        }

        foreach (var service in inputs.Services)
        {
            known.Add(new SizedWorkload
            {
                Id = service.Workload,
                Replicas = service.Replicas,
                StatesSizes = service.Cpu is not null && service.Memory is not null,
                Cpu = service.Cpu,
                Memory = service.Memory,
                OnFargate = service.OnFargate,
                Containers = Containers(service.Containers, sketches[service.Workload]),
            });
        }

        var ids = known.Select(workload => workload.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var group in sketches.Where(group => !ids.Contains(group.Key)))
        {
            known.Add(new SizedWorkload
            {
                Id = group.Key,
                Replicas = group.Max(sketch => UsageEvidence.Of(sketch).UsualMostInstances),
                // A service of ECS is written with one slash; whether it is on Fargate shows in its size.
                OnFargate = group.Key.Count(letter => letter == '/') == 1 && group.FirstOrDefault(sketch => sketch.Key.IsWholeTask) is { } task && IsSold(task),
                StatesSizes = false,
                Cpu = null,
                Memory = null,
                Containers = Containers([], group),
            });
        }

        return known;
    }

    private static List<SizedContainer> Containers(IReadOnlyList<WorkloadContainer> stated, IEnumerable<UsageSketch> sketches)
    {
        var containers = stated.Select(container => new SizedContainer(container.Name, container.CpuRequest, container.MemoryRequest, container.MemoryLimit)).ToList();
        var extra = sketches.Where(sketch => !sketch.Key.IsWholeTask && !containers.Exists(container => container.Name == sketch.Key.Container));
        return [.. containers.Concat(extra.Select(sketch => new SizedContainer(sketch.Key.Container, null, null, null))).OrderBy(container => container.Name, StringComparer.Ordinal)];
    }

    // The caps of a pod; null where some container has none.
    private static MemorySize? Limits(SizedWorkload workload) => workload.Containers.Count > 0 && workload.Containers.All(container => container.MemoryLimit is not null)
        ? MemorySize.FromBytes(workload.Containers.Sum(container => container.MemoryLimit!.Value.Bytes))
        : null;

    private static bool IsSold(UsageSketch task) =>
        LimitOf(task.Days, day => day.CpuLimitCores) is { } cores && LimitOf(task.Days, day => day.MemoryLimitBytes) is { } bytes
        && FargateSize.Find(VCpu.FromCores((decimal)cores), MemorySize.FromBytes((long)bytes)) is not null;

    // A limit may have changed within the window; the last one is today's.
    private static double? LimitOf(IReadOnlyList<UsageDay>? days, Func<UsageDay, double?> limit) => days?.Select(limit).LastOrDefault(amount => amount is not null);

    private static VCpu? Smaller(VCpu? left, VCpu? right) => left is null ? right : right is null || left < right ? left : right;

    private static MemorySize? Smaller(MemorySize? left, MemorySize? right) => left is null ? right : right is null || left < right ? left : right;
}
