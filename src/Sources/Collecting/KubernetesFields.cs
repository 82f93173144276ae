using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace CostTool.Sources.Collecting;

/// <summary>What is kept of objects of Kubernetes: the members that the inventory reads. Everything else goes, with it environments, arguments and the data of any object.</summary>
internal static class KubernetesFields
{
    private static readonly FrozenSet<string> Kept = FrozenSet.Create(
        StringComparer.Ordinal,
        "apiVersion", "kind", "items", "metadata", "name", "namespace", "uid", "creationTimestamp", "deletionTimestamp", "ownerReferences", "controller", "spec", "status", "type", "phase", "conditions",
        "nodeName", "containers", "initContainers", "resources", "resource", "restartPolicy", "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms",
        "matchExpressions", "key", "operator", "values", "providerID", "template", "jobTemplate", "replicas", "completions", "parallelism", "backoffLimit", "serviceName", "desiredNumberScheduled",
        "scaleTargetRef", "minReplicas", "maxReplicas", "metrics", "containerResource", "container", "target", "averageUtilization", "targetAverageUtilization", "targetCPUUtilizationPercentage",
        "strategy", "updateStrategy");

    /// <summary>Maps whose keys are names of their own.</summary>
    private static readonly FrozenSet<string> Maps = FrozenSet.Create(StringComparer.Ordinal, "labels", "allocatable", "capacity", "requests", "limits", "overhead", "nodeSelector", "nodeInfo");

    private static readonly FrozenSet<string> Annotations = FrozenSet.Create(
        StringComparer.Ordinal, "kubernetes.io/config.mirror", "kubernetes.io/config.source", "eks.amazonaws.com/compute-type", "CapacityProvisioned");

    /// <summary>Takes out of a tree what is not kept.</summary>
    public static void Reduce(JsonNode? node)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items) Reduce(item);
            return;
        }

        if (node is not JsonObject members) return;
        foreach (var (name, value) in members.ToList())
        {
            if (Maps.Contains(name)) continue;
            if (name == "annotations" && value is JsonObject annotations)
                foreach (var other in annotations.Select(annotation => annotation.Key).Where(key => !Annotations.Contains(key)).ToList()) annotations.Remove(other);
            else if (Kept.Contains(name)) Reduce(value);
            else members.Remove(name);
        }
    }
}
