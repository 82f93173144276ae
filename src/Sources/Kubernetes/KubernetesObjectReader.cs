using System.Text;
using System.Text.Json;

namespace CostTool.Sources.Kubernetes;

/// <summary>Reads objects of any kind from kubectl JSON, keeping only <see cref="KubernetesObject"/>'s members.</summary>
/// <remarks>One reader for all kinds, because a list may name its kind after its items, or not at all.</remarks>
internal static class KubernetesObjectReader
{
    private static readonly byte[][] KeptLabels = [.. WellKnown.Labels.Select(Encoding.UTF8.GetBytes)];
    private static readonly byte[][] KeptAnnotations = [.. WellKnown.Annotations.Select(Encoding.UTF8.GetBytes)];

    /// <summary>Reads the members of the object just entered, up to <c>items</c> of a list or the end of the object.</summary>
    /// <returns>True where the reader stands at the start of the items of a list, which the caller reads before it calls again.</returns>
    public static bool ReadMembers(ref JsonStreamReader json, KubernetesObject into)
    {
        while (json.NextMember())
        {
            if (json.NameIs("kind"u8)) into.Kind = json.ReadText("kind");
            else if (json.NameIs("apiVersion"u8)) into.ApiVersion = json.ReadText("apiVersion");
            else if (json.NameIs("items"u8))
            {
                if (json.EnterArray("items")) return into.IsList = true;
            }
            else if (json.NameIs("metadata"u8)) ReadMetadata(ref json, into);
            else if (KindRecognition.IsKnownToBeIgnored(into)) json.SkipValue();
            else if (json.NameIs("spec"u8)) ReadSpec(ref json, into);
            else if (json.NameIs("status"u8)) ReadStatus(ref json, into);
            else json.SkipValue();
        }
        return false;
    }

    private static void ReadMetadata(ref JsonStreamReader json, KubernetesObject into)
    {
        if (!json.EnterObject("metadata")) return;
        while (json.NextMember())
        {
            if (json.NameIs("name"u8)) into.Name = json.ReadText("metadata.name");
            else if (json.NameIs("namespace"u8)) into.Namespace = json.ReadText("metadata.namespace");
            else if (json.NameIs("deletionTimestamp"u8)) into.BeingDeleted = json.ReadText("metadata.deletionTimestamp") is not null;
            else if (json.NameIs("labels"u8)) ReadKept(ref json, KeptLabels, WellKnown.Labels, into.Labels, "metadata.labels");
            else if (json.NameIs("annotations"u8)) ReadKept(ref json, KeptAnnotations, WellKnown.Annotations, into.Annotations, "metadata.annotations");
            else if (json.NameIs("ownerReferences"u8)) into.Owner = ReadOwner(ref json);
            else json.SkipValue();
        }
    }

    private static void ReadKept(ref JsonStreamReader json, byte[][] kept, IReadOnlyList<string> names, Dictionary<string, string> into, string path)
    {
        if (!json.EnterObject(path)) return;
        while (json.NextMember())
        {
            var index = 0;
            while (index < kept.Length && !json.NameIs(kept[index])) index++;
            if (index == kept.Length) json.SkipValue();
            else if (json.ReadText(path) is { } value) into[names[index]] = value;
        }
    }

    // The controller owns the object; where none is marked, the first owner does.
    private static OwnerReference? ReadOwner(ref JsonStreamReader json)
    {
        OwnerReference? first = null, controller = null;
        if (!json.EnterArray("metadata.ownerReferences")) return null;
        while (json.NextElement())
        {
            string? kind = null, name = null;
            var controls = false;
            if (json.Token != JsonTokenType.StartObject)
            {
                json.SkipRest();
                continue;
            }
            while (json.NextMember())
            {
                if (json.NameIs("kind"u8)) kind = json.ReadText("metadata.ownerReferences.kind");
                else if (json.NameIs("name"u8)) name = json.ReadText("metadata.ownerReferences.name");
                else if (json.NameIs("controller"u8)) controls = json.ReadFlag("metadata.ownerReferences.controller");
                else json.SkipValue();
            }
            if (kind is null || name is null) continue;
            first ??= new OwnerReference(kind, name);
            if (controls) controller ??= new OwnerReference(kind, name);
        }
        return controller ?? first;
    }

    private static void ReadSpec(ref JsonStreamReader json, KubernetesObject into)
    {
        if (!json.EnterObject("spec")) return;
        while (json.NextMember())
        {
            if (json.NameIs("nodeName"u8)) into.NodeName = json.ReadText("spec.nodeName");
            else if (json.NameIs("providerID"u8)) into.ProviderId = json.ReadText("spec.providerID");
            else if (json.NameIs("template"u8)) ReadTemplate(ref json, into, "spec.template", ObjectShape.Template);
            else if (json.NameIs("jobTemplate"u8)) ReadJobTemplate(ref json, into);
            else if (json.NameIs("replicas"u8)) (into.Replicas, into.Shape) = (ReadCount(ref json, "spec.replicas"), into.Shape | ObjectShape.Replicas);
            else if (json.NameIs("parallelism"u8)) into.Parallelism = ReadCount(ref json, "spec.parallelism");
            else if (json.NameIs("scaleTargetRef"u8)) into.Shape |= ScalingReader.ReadTarget(ref json, into.Scaling);
            else if (json.NameIs("minReplicas"u8)) into.Scaling.LeastReplicas = ReadCount(ref json, "spec.minReplicas");
            else if (json.NameIs("maxReplicas"u8)) into.Scaling.MostReplicas = ReadCount(ref json, "spec.maxReplicas");
            else if (json.NameIs("targetCPUUtilizationPercentage"u8)) (into.Scaling.CpuPercent, into.Scaling.HasMetrics) = (ReadCount(ref json, "spec.targetCPUUtilizationPercentage"), true);
            else if (json.NameIs("metrics"u8)) ScalingReader.ReadMetrics(ref json, into.Scaling);
            else if (json.NameIs("strategy"u8)) Saw(ref json, into, ObjectShape.Strategy);
            else if (json.NameIs("updateStrategy"u8)) Saw(ref json, into, ObjectShape.UpdateStrategy);
            else if (json.NameIs("serviceName"u8)) Saw(ref json, into, ObjectShape.ServiceName);
            else if (json.NameIs("backoffLimit"u8)) Saw(ref json, into, ObjectShape.Completions);
            else if (json.NameIs("completions"u8)) Saw(ref json, into, ObjectShape.Completions);
            else if (json.NameIs("selector"u8)) Saw(ref json, into, ObjectShape.Selector);
            else ReadPodMember(ref json, into);
        }
    }

    private static void ReadPodMember(ref JsonStreamReader json, KubernetesObject into)
    {
        if (json.NameIs("containers"u8)) into.Shape |= ObjectShape.Containers;
        PodSpecificationReader.ReadMember(ref json, into.Pod ??= new PodSpecification());
    }

    private static void ReadTemplate(ref JsonStreamReader json, KubernetesObject into, string path, ObjectShape shape)
    {
        if (!json.EnterObject(path)) return;
        into.Shape |= shape;
        while (json.NextMember())
        {
            if (!json.NameIs("spec"u8)) json.SkipValue();
            else if (json.EnterObject(path + ".spec")) into.Pod = PodSpecificationReader.Read(ref json);
        }
    }

    private static void ReadJobTemplate(ref JsonStreamReader json, KubernetesObject into)
    {
        if (!json.EnterObject("spec.jobTemplate")) return;
        into.Shape |= ObjectShape.JobTemplate;
        while (json.NextMember())
        {
            if (!json.NameIs("spec"u8)) json.SkipValue();
            else if (json.EnterObject("spec.jobTemplate.spec"))
            {
                while (json.NextMember())
                {
                    if (json.NameIs("template"u8)) ReadTemplate(ref json, into, "spec.jobTemplate.spec.template", ObjectShape.None);
                    else if (json.NameIs("parallelism"u8)) into.Parallelism = ReadCount(ref json, "spec.jobTemplate.spec.parallelism");
                    else json.SkipValue();
                }
            }
        }
    }

    private static void ReadStatus(ref JsonStreamReader json, KubernetesObject into)
    {
        if (!json.EnterObject("status")) return;
        while (json.NextMember())
        {
            if (json.NameIs("phase"u8)) into.Phase = json.ReadText("status.phase");
            else if (json.NameIs("capacity"u8)) into.Capacity = ReadAmounts(ref json, "status.capacity");
            else if (json.NameIs("allocatable"u8)) into.Allocatable = ReadAmounts(ref json, "status.allocatable");
            else if (json.NameIs("nodeInfo"u8)) Saw(ref json, into, ObjectShape.NodeInfo);
            else if (json.NameIs("desiredNumberScheduled"u8)) into.DesiredScheduled = ReadCount(ref json, "status.desiredNumberScheduled");
            else if (json.NameIs("conditions"u8)) into.Finished = ReadFinished(ref json);
            else json.SkipValue();
        }
    }

    private static Dictionary<string, string>? ReadAmounts(ref JsonStreamReader json, string path)
    {
        if (!json.EnterObject(path)) return null;
        var amounts = new Dictionary<string, string>(3, StringComparer.Ordinal);
        while (json.NextMember())
        {
            if (json.NameIs("cpu"u8)) Keep(ref json, amounts, "cpu", path);
            else if (json.NameIs("memory"u8)) Keep(ref json, amounts, "memory", path);
            else if (json.NameIs("pods"u8)) Keep(ref json, amounts, "pods", path);
            else json.SkipValue();
        }
        return amounts;
    }

    private static void Keep(ref JsonStreamReader json, Dictionary<string, string> amounts, string name, string path)
    {
        if (json.ReadText(path) is { } amount) amounts[name] = amount;
    }

    // A job is over when a condition Complete or Failed is true.
    private static bool ReadFinished(ref JsonStreamReader json)
    {
        var finished = false;
        if (!json.EnterArray("status.conditions")) return false;
        while (json.NextElement())
        {
            if (json.Token != JsonTokenType.StartObject)
            {
                json.SkipRest();
                continue;
            }
            string? type = null, status = null;
            while (json.NextMember())
            {
                if (json.NameIs("type"u8)) type = json.ReadText("status.conditions.type");
                else if (json.NameIs("status"u8)) status = json.ReadText("status.conditions.status");
                else json.SkipValue();
            }
            finished |= status == "True" && type is ("Complete" or "Failed");
        }
        return finished;
    }

    /// <summary>A whole number that is not negative; null where the value is absent, and noted as wrong where it is something else.</summary>
    internal static int? ReadCount(ref JsonStreamReader json, string path)
    {
        if (json.ReadText(path) is not { } text) return null;
        if (int.TryParse(text, out var count) && count >= 0) return count;
        json.Misfit ??= path;
        return null;
    }

    private static void Saw(ref JsonStreamReader json, KubernetesObject into, ObjectShape shape)
    {
        into.Shape |= shape;
        json.SkipValue();
    }
}
