using System.Text.RegularExpressions;
using CostTool.Sources.Kubernetes;

namespace CostTool.Sources.Prometheus;

/// <summary>Workloads of pods as kube-state-metrics told of them, named as the cluster inventory names them.</summary>
internal sealed partial class WorkloadDirectory
{
    private const string None = "<none>";
    private readonly OwnerDirectory above = new();
    private readonly Dictionary<(string Namespace, string Pod), OwnerReference?> owners = [];

    /// <summary>Takes a series of kube_pod_owner.</summary>
    public void AddPod(PrometheusSeries series)
    {
        var key = (series.Label("namespace"), series.Label("pod"));
        var owner = Owner(series);
        // Several owners are rare; the one that controls the pod counts.
        if (series.Label("owner_is_controller") == "true" || owners.GetValueOrDefault(key) is null) owners[key] = owner;
    }

    /// <summary>Takes a series of kube_replicaset_owner.</summary>
    public void AddReplicaSet(PrometheusSeries series) => above.AddReplicaSet(series.Label("namespace"), series.Label("replicaset"), Owner(series));

    /// <summary>Takes a series of kube_job_owner.</summary>
    public void AddJob(PrometheusSeries series) => above.AddJob(series.Label("namespace"), series.Label("job_name"), Owner(series));

    /// <summary><c>namespace/kind/name</c>.</summary>
    /// <param name="space">Namespace.</param>
    /// <param name="pod">Pod.</param>
    /// <param name="guessed">No owner was told, so that the name of the pod had to do.</param>
    public string WorkloadOf(string space, string pod, out bool guessed)
    {
        guessed = !owners.TryGetValue((space, pod), out var owner);
        if (guessed && PodOfReplicaSet().Match(pod) is { Success: true } found) owner = new OwnerReference("ReplicaSet", found.Groups["set"].Value);
        var isStatic = owner?.Kind == "Node";
        var hash = owner?.Kind == "ReplicaSet" && ReplicaSet().Match(owner.Name) is { Success: true } set ? set.Groups["hash"].Value : null;
        var workload = above.WorkloadOf(new PodOwner(space, pod, owner, isStatic, isStatic ? owner!.Name : null, hash, null));
        return $"{space}/{workload.Kind}/{workload.Name}";
    }

    private static OwnerReference? Owner(PrometheusSeries series) =>
        series.Label("owner_kind") is not ("" or None) and var kind ? new OwnerReference(kind, series.Label("owner_name")) : null;

    // Kubernetes writes the hashes of templates, and the ends of pod names, in these letters only (no vowels, no 0, 1 and 3).
    [GeneratedRegex("^(?<set>.+-[bcdfghjklmnpqrstvwxz2456789]{6,10})-[bcdfghjklmnpqrstvwxz2456789]{5}$")]
    private static partial Regex PodOfReplicaSet();

    [GeneratedRegex("^.+-(?<hash>[bcdfghjklmnpqrstvwxz2456789]{6,10})$")]
    private static partial Regex ReplicaSet();
}
