namespace CostTool.Sources.Kubernetes;

/// <summary>Who controls the replica sets and jobs of the files, so that pods lead to the workload that people named.</summary>
internal sealed class OwnerDirectory
{
    private readonly Dictionary<(string Namespace, string Name), OwnerReference?> _replicaSets = [];
    private readonly Dictionary<(string Namespace, string Name), OwnerReference?> _jobs = [];

    /// <summary>Remembers a replica set.</summary>
    public void AddReplicaSet(string space, string name, OwnerReference? owner) => _replicaSets[(space, name)] = owner;

    /// <summary>Remembers a job.</summary>
    public void AddJob(string space, string name, OwnerReference? owner) => _jobs[(space, name)] = owner;

    /// <summary>The workload at the top of a pod's chain of owners.</summary>
    public OwnerReference WorkloadOf(PodOwner pod)
    {
        if (pod.IsStatic) return new OwnerReference("node", StaticPodName(pod.Name, pod.NodeName));
        return pod.Owner switch
        {
            null => new OwnerReference("pod", pod.Name),
            { Kind: "ReplicaSet" } set => AboveReplicaSet(pod, set),
            { Kind: "Job" } job => AboveJob(pod.Namespace, job),
            var other => Lower(other),
        };
    }

    /// <summary>The workload that a job belongs to: its cron job, or itself.</summary>
    public OwnerReference AboveJob(string space, OwnerReference job)
    {
        if (_jobs.TryGetValue((space, job.Name), out var owner)) return owner is null ? Lower(job) : Lower(owner);
        // The CronJob controller names its jobs after the minute (8 digits) or, before 1.21, the second (10 digits) of the run.
        var dash = job.Name.LastIndexOf('-');
        var stamp = job.Name.AsSpan(dash + 1);
        return dash > 0 && stamp.Length is >= 8 and <= 10 && !stamp.ContainsAnyExceptInRange('0', '9')
            ? new OwnerReference("cronjob", job.Name[..dash])
            : Lower(job);
    }

    private OwnerReference AboveReplicaSet(PodOwner pod, OwnerReference set)
    {
        if (_replicaSets.TryGetValue((pod.Namespace, set.Name), out var owner)) return owner is null ? Lower(set) : Lower(owner);
        return Unhashed(set.Name, pod.TemplateHash, "deployment") ?? Unhashed(set.Name, pod.RolloutHash, "rollout") ?? Lower(set);
    }

    // A Deployment names its replica sets `name-hash` and labels their pods with the hash.
    private static OwnerReference? Unhashed(string setName, string? hash, string kind) =>
        hash is { Length: > 0 } && setName.Length > hash.Length + 1 && setName.EndsWith("-" + hash, StringComparison.Ordinal)
            ? new OwnerReference(kind, setName[..^(hash.Length + 1)])
            : null;

    // The kubelet names the mirror of a static pod `name-node`; without the node's name, the same pod of all nodes is one workload.
    private static string StaticPodName(string name, string? node) =>
        node is { Length: > 0 } && name.Length > node.Length + 1 && name.EndsWith("-" + node, StringComparison.Ordinal) ? name[..^(node.Length + 1)] : name;

    private static OwnerReference Lower(OwnerReference owner) => new(owner.Kind.ToLowerInvariant(), owner.Name);
}

/// <summary>What a pod says of its owner.</summary>
internal readonly record struct PodOwner(string Namespace, string Name, OwnerReference? Owner, bool IsStatic, string? NodeName, string? TemplateHash, string? RolloutHash);
