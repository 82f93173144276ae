using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Rightsizing;

namespace CostTool.Sources.Kubernetes;

/// <summary>Puts objects together into a cluster as they come, keeping only what the inventory needs of each.</summary>
internal sealed class InventoryAssembler(ItemProblems problems)
{
    private static readonly IReadOnlyList<CpuArchitecture> AnyArchitecture = [CpuArchitecture.X86_64, CpuArchitecture.Arm64];

    private readonly SortedDictionary<string, ClusterNode> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Namespace, string Name), SeenPod> _pods = [];
    private readonly List<SeenController> _controllers = [];
    private readonly OwnerDirectory _owners = new();
    private readonly SortedDictionary<string, int> _ignored = new(StringComparer.Ordinal);
    private readonly Dictionary<WorkloadContainer, WorkloadContainer> _containers = [];
    private readonly TextPool _texts = new();
    private readonly Dictionary<(string Workload, string Name), Autoscaler> _autoscalers = [];
    private int _finished;
    private int _deleting;

    /// <summary>Takes an object whose kind is known.</summary>
    public void Add(KubernetesObject item, string kind, string file, long index)
    {
        if (!KindRecognition.IsKept(kind))
        {
            _ignored[kind] = _ignored.GetValueOrDefault(kind) + 1;
            return;
        }
        var where = $"{file} item {index}";
        if (item.Name is not { Length: > 0 } name)
        {
            problems.Add(new Problem($"a {kind} has no metadata.name", where, "give the output of `kubectl get ... -o json`, unchanged"));
            return;
        }
        if (kind == "Node") AddNode(item, name, where);
        else if (kind == "Pod") AddPod(item, name, where);
        else if (kind == WellKnown.HorizontalPodAutoscaler) AddAutoscaler(item, name, where);
        else AddController(item, kind, name, where);
    }

    /// <summary>The cluster, owners resolved.</summary>
    public InventoryReading Finish(IReadOnlyList<InventoryFileCount> files)
    {
        var folds = new SortedDictionary<string, WorkloadFold>(StringComparer.Ordinal);
        var fargateNodes = _nodes.Values.Where(node => node.CapacityType == NodeCapacityType.Fargate).Select(node => node.Name).ToHashSet(StringComparer.Ordinal);
        var pods = new List<ClusterPod>(_pods.Count);
        foreach (var seen in _pods.Values.OrderBy(pod => pod.Owner.Namespace, StringComparer.Ordinal).ThenBy(pod => pod.Owner.Name, StringComparer.Ordinal))
        {
            var owner = _owners.WorkloadOf(seen.Owner);
            var id = _texts.Keep($"{seen.Owner.Namespace}/{owner.Kind}/{owner.Name}");
            Fold(folds, id, owner.Kind).AddPod(seen.Owner.Name, seen.Need, seen.Architectures, seen.Origin);
            pods.Add(new ClusterPod
            {
                Namespace = seen.Owner.Namespace,
                Name = seen.Owner.Name,
                WorkloadId = id,
                NodeName = seen.Owner.NodeName,
                Requests = seen.Need.Requests,
                RequestsMissing = seen.Need.Missing,
                OnFargate = seen.OnFargate || (seen.Owner.NodeName is { } node && fargateNodes.Contains(node)),
                FargateCapacityProvisioned = seen.CapacityProvisioned,
                Origin = seen.Origin,
            });
        }
        foreach (var controller in _controllers) FoldController(folds, controller);
        var inventory = new ClusterInventory
        {
            Nodes = [.. _nodes.Values],
            Pods = pods,
            Workloads = [.. folds.Values.Select(fold => fold.Finish())],
            FinishedPods = _finished,
            // Two autoscalers of one workload fight each other; the first by name stands for them.
            Autoscalers = _autoscalers.OrderBy(pair => pair.Key.Name, StringComparer.Ordinal).GroupBy(pair => pair.Key.Workload, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First().Value, StringComparer.Ordinal),
        };
        return new InventoryReading(inventory, files, _ignored, _deleting);
    }

    private void AddNode(KubernetesObject item, string name, string where)
    {
        if (NodeFacts.Of(item, name, where, problems) is { } node && !_nodes.TryAdd(name, node)) Duplicate("node", name, where, _nodes[name].Origin);
    }

    private void AddPod(KubernetesObject item, string name, string where)
    {
        if (item.Phase is "Succeeded" or "Failed")
        {
            _finished++;
            return;
        }
        if (item.BeingDeleted)
        {
            _deleting++;
            return;
        }
        if (item.Pod is not { Containers.Count: > 0 } specification)
        {
            problems.Add(new Problem($"pod `{name}` has no spec.containers", where, "write the pods with `kubectl get pods -A -o json`"));
            return;
        }
        var space = _texts.Keep(item.Namespace ?? "default");
        var nodeName = item.NodeName is { Length: > 0 } on ? _texts.Keep(on) : null;
        var isStatic = item.Owner?.Kind == "Node" || item.Annotations.ContainsKey(WellKnown.MirrorPod) || item.Annotations.GetValueOrDefault(WellKnown.ConfigSource) is "file" or "http";
        var owner = item.Owner is { } reference ? new OwnerReference(_texts.Keep(reference.Kind), _texts.Keep(reference.Name)) : null;
        var labels = item.Labels;
        var provisioned = item.Annotations.GetValueOrDefault(WellKnown.CapacityProvisioned);
        var need = PodNeed.Of(specification, where, problems);
        var pod = new SeenPod(
            new PodOwner(space, name, owner, isStatic, nodeName, Keep(labels.GetValueOrDefault(WellKnown.PodTemplateHash)), Keep(labels.GetValueOrDefault(WellKnown.RolloutTemplateHash))),
            need with { Containers = Shared(need.Containers) },
            Shared(ArchitectureRules.Allowed(specification)),
            provisioned is not null || labels.ContainsKey(WellKnown.FargateProfile) || NodeFacts.IsFargateName(nodeName),
            Provisioned(provisioned, where),
            where);
        if (!_pods.TryAdd((space, name), pod)) Duplicate("pod", $"{space}/{name}", where, _pods[(space, name)].Origin);
    }

    private void AddController(KubernetesObject item, string kind, string name, string where)
    {
        var space = _texts.Keep(item.Namespace ?? "default");
        if (kind == "ReplicaSet") _owners.AddReplicaSet(space, name, item.Owner);
        if (kind == "Job") _owners.AddJob(space, name, item.Owner);
        // Owned replica sets and jobs are their owner's way of working. A deployment that an operator owns is still the workload that people know.
        if (item.Owner is not null && kind is ("ReplicaSet" or "Job")) return;
        var template = item.Pod is { } pod ? PodNeed.Of(pod, where, problems) : PodNeed.Unknown;
        var architectures = item.Pod is { } shape ? Shared(ArchitectureRules.Allowed(shape)) : AnyArchitecture;
        _controllers.Add(new SeenController(space, kind, name, Desired(item, kind), template, architectures, where));
    }

    private void AddAutoscaler(KubernetesObject item, string name, string where)
    {
        var scaling = item.Scaling;
        if (scaling is not { TargetKind: { Length: > 0 } kind, TargetName: { Length: > 0 } target, MostReplicas: { } most } || most < 1)
        {
            problems.Add(new Problem($"horizontal pod autoscaler `{name}` does not say what it scales and to how many replicas", where, "write it with `kubectl get hpa -A -o json`"));
            return;
        }
        // The API server takes at least one replica, and 80 % of the processor request where no metric is named.
        var least = Math.Min(scaling.LeastReplicas ?? 1, most);
        var cpu = scaling.HasMetrics ? scaling.CpuPercent : 80;
        _autoscalers[($"{item.Namespace ?? "default"}/{kind.ToLowerInvariant()}/{target}", name)] =
            new Autoscaler(least, most, cpu / 100.0, scaling.MemoryPercent / 100.0);
    }

    // The API server fills one replica and a parallelism of one in where the author is silent. A cron job holds nothing between its runs.
    private static int Desired(KubernetesObject item, string kind) => kind switch
    {
        "DaemonSet" => item.DesiredScheduled ?? 0,
        "CronJob" => 0,
        "Job" => item.Finished ? 0 : item.Parallelism ?? 1,
        _ => item.Replicas ?? 1,
    };

    private static void FoldController(SortedDictionary<string, WorkloadFold> folds, SeenController controller)
    {
        var kind = controller.Kind.ToLowerInvariant();
        Fold(folds, $"{controller.Namespace}/{kind}/{controller.Name}", kind)
            .AddController(controller.Desired, controller.Template, controller.Architectures, controller.Origin);
    }

    private static WorkloadFold Fold(SortedDictionary<string, WorkloadFold> folds, string id, string kind)
    {
        if (!folds.TryGetValue(id, out var fold)) folds.Add(id, fold = new WorkloadFold(id, kind));
        return fold;
    }

    private Resources? Provisioned(string? annotation, string where)
    {
        if (annotation is null) return null;
        if (FargateCapacity.Parse(annotation) is { } size) return size;
        problems.Add(new Problem($"`{annotation}` is not a size that EKS on Fargate writes in CapacityProvisioned", where, "expected a text such as `0.25vCPU 0.5GB`"));
        return null;
    }

    private void Duplicate(string kind, string name, string where, string first) =>
        problems.Add(new Problem($"{kind} `{name}` is listed twice, first at {first}", where, "list every object once: two files may overlap, or come from two clusters"));

    private string? Keep(string? text) => text is null ? null : _texts.Keep(text);

    private static IReadOnlyList<CpuArchitecture> Shared(IReadOnlyList<CpuArchitecture> allowed) => allowed.Count == 2 ? AnyArchitecture : allowed;

    // Replicas have equal containers: a record equals another by its members, so one copy serves all.
    private WorkloadContainer[] Shared(IReadOnlyList<WorkloadContainer> containers)
    {
        var shared = new WorkloadContainer[containers.Count];
        for (var i = 0; i < shared.Length; i++)
        {
            if (!_containers.TryGetValue(containers[i], out var kept)) _containers.Add(containers[i], kept = containers[i]);
            shared[i] = kept;
        }
        return shared;
    }

    private sealed record SeenPod(
        PodOwner Owner, PodNeed Need, IReadOnlyList<CpuArchitecture> Architectures, bool OnFargate, Resources? CapacityProvisioned, string Origin);

    private sealed record SeenController(
        string Namespace, string Kind, string Name, int Desired, PodNeed Template, IReadOnlyList<CpuArchitecture> Architectures, string Origin);
}
