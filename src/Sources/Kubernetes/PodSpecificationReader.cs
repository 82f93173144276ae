using System.Text.Json;

namespace CostTool.Sources.Kubernetes;

/// <summary>Reads a pod specification: of a pod, or inside a controller's template.</summary>
internal static class PodSpecificationReader
{
    /// <summary>Reads the specification just entered.</summary>
    public static PodSpecification Read(ref JsonStreamReader json)
    {
        var pod = new PodSpecification();
        while (json.NextMember()) ReadMember(ref json, pod);
        return pod;
    }

    /// <summary>Reads the member just reached, or passes over it where it is of no use.</summary>
    public static void ReadMember(ref JsonStreamReader json, PodSpecification pod)
    {
        if (json.NameIs("containers"u8)) ReadContainers(ref json, pod.Containers, "spec.containers");
        else if (json.NameIs("initContainers"u8)) ReadContainers(ref json, pod.InitContainers, "spec.initContainers");
        else if (json.NameIs("overhead"u8)) pod.Overhead = ReadAmounts(ref json, "spec.overhead");
        else if (json.NameIs("resources"u8)) (pod.PodRequests, pod.PodLimits) = ReadResources(ref json, "spec.resources");
        else if (json.NameIs("nodeSelector"u8)) ReadNodeSelector(ref json, pod);
        else if (json.NameIs("affinity"u8)) ReadAffinity(ref json, pod);
        else json.SkipValue();
    }

    private static void ReadContainers(ref JsonStreamReader json, List<ContainerSpecification> into, string path)
    {
        into.Clear();
        if (!json.EnterArray(path)) return;
        while (json.NextElement())
        {
            if (json.Token != JsonTokenType.StartObject)
            {
                json.Misfit ??= path;
                json.SkipRest();
                continue;
            }
            var container = new ContainerSpecification();
            while (json.NextMember())
            {
                if (json.NameIs("name"u8)) container.Name = json.ReadText(path) ?? "";
                else if (json.NameIs("restartPolicy"u8)) container.RestartsAlways = json.ReadText(path) == "Always";
                else if (json.NameIs("resources"u8)) (container.Requests, container.Limits) = ReadResources(ref json, path);
                else json.SkipValue();
            }
            into.Add(container);
        }
    }

    private static (ResourceTexts Requests, ResourceTexts Limits) ReadResources(ref JsonStreamReader json, string path)
    {
        ResourceTexts requests = default, limits = default;
        if (!json.EnterObject(path)) return default;
        while (json.NextMember())
        {
            if (json.NameIs("requests"u8)) requests = ReadAmounts(ref json, path);
            else if (json.NameIs("limits"u8)) limits = ReadAmounts(ref json, path);
            else json.SkipValue();
        }
        return (requests, limits);
    }

    private static ResourceTexts ReadAmounts(ref JsonStreamReader json, string path)
    {
        string? cpu = null, memory = null;
        if (!json.EnterObject(path)) return default;
        while (json.NextMember())
        {
            if (json.NameIs("cpu"u8)) cpu = json.ReadText(path);
            else if (json.NameIs("memory"u8)) memory = json.ReadText(path);
            else json.SkipValue();
        }
        return new ResourceTexts(cpu, memory);
    }

    private static void ReadNodeSelector(ref JsonStreamReader json, PodSpecification pod)
    {
        if (!json.EnterObject("spec.nodeSelector")) return;
        while (json.NextMember())
        {
            if (IsArchitecture(ref json)) pod.SelectedArchitecture = json.ReadText("spec.nodeSelector");
            else json.SkipValue();
        }
    }

    private static bool IsArchitecture(ref JsonStreamReader json) => json.NameIs("kubernetes.io/arch"u8) || json.NameIs("beta.kubernetes.io/arch"u8);

    private static void ReadAffinity(ref JsonStreamReader json, PodSpecification pod)
    {
        pod.AffinityTerms = null;
        if (!json.EnterObject("spec.affinity")) return;
        while (json.NextMember())
        {
            if (!json.NameIs("nodeAffinity"u8))
            {
                json.SkipValue();
                continue;
            }
            if (!json.EnterObject("spec.affinity.nodeAffinity")) continue;
            while (json.NextMember())
            {
                if (json.NameIs("requiredDuringSchedulingIgnoredDuringExecution"u8)) ReadRequired(ref json, pod);
                else json.SkipValue();
            }
        }
    }

    private static void ReadRequired(ref JsonStreamReader json, PodSpecification pod)
    {
        const string Path = "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution";
        if (!json.EnterObject(Path)) return;
        while (json.NextMember())
        {
            if (!json.NameIs("nodeSelectorTerms"u8))
            {
                json.SkipValue();
                continue;
            }
            if (!json.EnterArray(Path)) continue;
            pod.AffinityTerms = [];
            while (json.NextElement()) pod.AffinityTerms.Add(ReadTerm(ref json));
        }
    }

    private static List<ArchitectureExpression> ReadTerm(ref JsonStreamReader json)
    {
        var expressions = new List<ArchitectureExpression>();
        if (json.Token != JsonTokenType.StartObject)
        {
            json.SkipRest();
            return expressions;
        }
        while (json.NextMember())
        {
            if (!json.NameIs("matchExpressions"u8))
            {
                json.SkipValue();
                continue;
            }
            if (!json.EnterArray("spec.affinity.nodeAffinity.matchExpressions")) continue;
            while (json.NextElement())
            {
                if (ReadExpression(ref json) is { } expression) expressions.Add(expression);
            }
        }
        return expressions;
    }

    // Null for an expression on another label, which says nothing about the architecture.
    private static ArchitectureExpression? ReadExpression(ref JsonStreamReader json)
    {
        string? key = null, comparison = null;
        var values = new List<string>();
        if (json.Token != JsonTokenType.StartObject)
        {
            json.SkipRest();
            return null;
        }
        while (json.NextMember())
        {
            if (json.NameIs("key"u8)) key = json.ReadText("matchExpressions.key");
            else if (json.NameIs("operator"u8)) comparison = json.ReadText("matchExpressions.operator");
            else if (!json.NameIs("values"u8)) json.SkipValue();
            else if (json.EnterArray("matchExpressions.values"))
            {
                while (json.NextElement())
                {
                    if (json.Token == JsonTokenType.String) values.Add(json.Text());
                    else json.SkipRest();
                }
            }
        }
        return key is WellKnown.Arch or WellKnown.BetaArch && comparison is not null ? new ArchitectureExpression(comparison, values) : null;
    }
}
