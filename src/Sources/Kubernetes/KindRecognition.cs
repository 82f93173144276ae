namespace CostTool.Sources.Kubernetes;

/// <summary>Tells what an object is: by its own kind, by the kind of its list, else by its members.</summary>
internal static class KindRecognition
{
    private static readonly HashSet<string> Kept =
        new(["Node", "Pod", "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "Job", "CronJob", WellKnown.HorizontalPodAutoscaler], StringComparer.Ordinal);

    /// <summary>The kind, or null where nothing tells. Kinds of other API groups carry their group, such as <c>Job.batch.volcano.sh</c>.</summary>
    /// <param name="item">The object.</param>
    /// <param name="listKind">Kind of the list that holds it, as far as it was known.</param>
    public static string? Of(KubernetesObject item, string? listKind)
    {
        if (item.Kind is { Length: > 0 } own) return Qualified(own, item.ApiVersion);
        if (listKind is { Length: > 4 } && listKind.EndsWith("List", StringComparison.Ordinal)) return listKind[..^4];
        return ByShape(item);
    }

    /// <summary>The object gives its kind and the inventory has no use for it, so that its body need not be read.</summary>
    public static bool IsKnownToBeIgnored(KubernetesObject item) =>
        item.Kind is { Length: > 0 } kind && !kind.EndsWith("List", StringComparison.Ordinal) && !IsKept(Qualified(kind, item.ApiVersion));

    /// <summary>A kind that the inventory is made of.</summary>
    public static bool IsKept(string kind) => Kept.Contains(kind);

    private static string Qualified(string kind, string? apiVersion)
    {
        var slash = apiVersion?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        var group = slash > 0 ? apiVersion![..slash] : "";
        return group is "" or "apps" or "batch" or "extensions" or "autoscaling" ? kind : $"{kind}.{group}";
    }

    private static string? ByShape(KubernetesObject item)
    {
        bool Has(ObjectShape shape) => item.Shape.HasFlag(shape);
        if (Has(ObjectShape.JobTemplate)) return "CronJob";
        if (Has(ObjectShape.ScaleTarget)) return WellKnown.HorizontalPodAutoscaler;
        if (Has(ObjectShape.Template))
        {
            if (Has(ObjectShape.Strategy)) return "Deployment";
            if (Has(ObjectShape.ServiceName)) return "StatefulSet";
            if (Has(ObjectShape.Completions)) return "Job";
            if (Has(ObjectShape.UpdateStrategy)) return Has(ObjectShape.Replicas) ? "StatefulSet" : "DaemonSet";
            return Has(ObjectShape.Replicas | ObjectShape.Selector) ? "ReplicaSet" : null;
        }
        if (Has(ObjectShape.Containers)) return "Pod";
        return Has(ObjectShape.NodeInfo) || item is { Capacity: not null, Allocatable: not null } ? "Node" : null;
    }
}
