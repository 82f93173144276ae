using System.Globalization;
using System.Text.Json.Nodes;
using CostTool.SampleGenerator.Atelier;

namespace CostTool.SampleGenerator.Kubernetes;

/// <summary>A node as the API server shows it.</summary>
internal static class NodeJson
{
    // An 80 GiB gp3 root volume with its file system: what the kubelet of such a node reports.
    private const long RootKi = 83_873_772;

    public static JsonObject Of(Node node)
    {
        var meta = Meta.Of(null, node.Name, Stable.Uuid("node " + node.Label), node.Launched.AddSeconds(38), Labels(node));
        meta["annotations"] = new JsonObject { ["alpha.kubernetes.io/provided-node-ip"] = node.Address, ["node.alpha.kubernetes.io/ttl"] = "0" };
        meta["managedFields"] = Meta.ManagedFields("kubelet", Fleet.Snapshot.AddMinutes(-2));
        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Node",
            ["metadata"] = meta,
            ["spec"] = Spec(node),
            ["status"] = Status(node),
        };
    }

    private static JsonObject Labels(Node node) => new()
    {
        ["atelier.example/pool"] = PoolLabel(node.Pool),
        ["beta.kubernetes.io/arch"] = "amd64",
        ["beta.kubernetes.io/instance-type"] = node.Type.Name,
        ["beta.kubernetes.io/os"] = "linux",
        ["eks.amazonaws.com/capacityType"] = node.IsSpot ? "SPOT" : "ON_DEMAND",
        ["eks.amazonaws.com/nodegroup"] = node.GroupName,
        ["failure-domain.beta.kubernetes.io/region"] = "eu-west-3",
        ["failure-domain.beta.kubernetes.io/zone"] = node.ZoneName,
        ["kubernetes.io/arch"] = "amd64",
        ["kubernetes.io/hostname"] = node.Name,
        ["kubernetes.io/os"] = "linux",
        ["node.kubernetes.io/instance-type"] = node.Type.Name,
        ["topology.kubernetes.io/region"] = "eu-west-3",
        ["topology.kubernetes.io/zone"] = node.ZoneName,
    };

    /// <summary>Value of the label that node selectors name.</summary>
    public static string PoolLabel(Pool pool) => pool.ToString().ToLowerInvariant();

    private static JsonObject Spec(Node node)
    {
        var spec = new JsonObject { ["providerID"] = $"aws:///{node.ZoneName}/{node.InstanceId}" };
        if (node.IsSpot) spec["taints"] = new JsonArray(new JsonObject { ["effect"] = "NoSchedule", ["key"] = "atelier.example/spot", ["value"] = "true" });
        return spec;
    }

    private static JsonObject Status(Node node) => new()
    {
        ["addresses"] = new JsonArray(
            new JsonObject { ["address"] = node.Address, ["type"] = "InternalIP" },
            new JsonObject { ["address"] = node.Name, ["type"] = "InternalDNS" },
            new JsonObject { ["address"] = node.Name, ["type"] = "Hostname" }),
        // A tenth of the disk is the eviction threshold and 1 GiB the kubelet's.
        ["allocatable"] = Amounts(node, $"{node.Type.AllocatableMillicores}m", node.Type.AllocatableMiB, ((RootKi * 1024 * 9 / 10) - 1_073_741_824).ToString(CultureInfo.InvariantCulture)),
        ["capacity"] = Amounts(node, node.Type.VCpus.ToString(CultureInfo.InvariantCulture), node.Type.VisibleMiB, $"{RootKi}Ki"),
        ["conditions"] = new JsonArray(
            Condition(node, "MemoryPressure", "False", "KubeletHasSufficientMemory"),
            Condition(node, "DiskPressure", "False", "KubeletHasNoDiskPressure"),
            Condition(node, "PIDPressure", "False", "KubeletHasSufficientPID"),
            Condition(node, "Ready", "True", "KubeletReady")),
        ["nodeInfo"] = new JsonObject
        {
            ["architecture"] = "amd64",
            ["containerRuntimeVersion"] = "containerd://2.1.5",
            ["kernelVersion"] = "6.12.46-66.121.amzn2023.x86_64",
            ["kubeletVersion"] = "v1.34.1-eks-113cf36",
            ["operatingSystem"] = "linux",
            ["osImage"] = "Amazon Linux 2023.9.20261006",
        },
    };

    private static JsonObject Amounts(Node node, string cpu, int mebibytes, string storage) => new()
    {
        ["cpu"] = cpu,
        ["ephemeral-storage"] = storage,
        ["hugepages-1Gi"] = "0",
        ["hugepages-2Mi"] = "0",
        ["memory"] = $"{mebibytes * 1024}Ki",
        ["pods"] = node.Type.MaxPods.ToString(CultureInfo.InvariantCulture),
    };

    private static JsonObject Condition(Node node, string type, string status, string reason) => new()
    {
        ["lastHeartbeatTime"] = Meta.Instant(Fleet.Snapshot.AddMinutes(-2)),
        ["lastTransitionTime"] = Meta.Instant(node.Launched.AddSeconds(61)),
        ["reason"] = reason,
        ["status"] = status,
        ["type"] = type,
    };
}
