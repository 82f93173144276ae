using System.Text.Json;

namespace CostTool.Sources.Kubernetes;

/// <summary>Reads what a HorizontalPodAutoscaler scales and by which use of the request (autoscaling/v1, v2beta1, v2beta2 and v2).</summary>
internal static class ScalingReader
{
    /// <summary>Reads <c>scaleTargetRef</c>.</summary>
    public static ObjectShape ReadTarget(ref JsonStreamReader json, ScalingSpecification into)
    {
        if (!json.EnterObject("spec.scaleTargetRef")) return ObjectShape.None;
        while (json.NextMember())
        {
            if (json.NameIs("kind"u8)) into.TargetKind = json.ReadText("spec.scaleTargetRef.kind");
            else if (json.NameIs("name"u8)) into.TargetName = json.ReadText("spec.scaleTargetRef.name");
            else json.SkipValue();
        }
        return ObjectShape.ScaleTarget;
    }

    /// <summary>Reads <c>metrics</c>: targets by use of the request count, averages of an amount and metrics from elsewhere do not look at the size.</summary>
    public static void ReadMetrics(ref JsonStreamReader json, ScalingSpecification into)
    {
        if (!json.EnterArray("spec.metrics")) return;
        while (json.NextElement())
        {
            into.HasMetrics = true;
            if (json.Token != JsonTokenType.StartObject)
            {
                json.Misfit ??= "spec.metrics";
                json.SkipRest();
                continue;
            }
            while (json.NextMember())
            {
                if (json.NameIs("resource"u8) || json.NameIs("containerResource"u8)) ReadResource(ref json, into);
                else json.SkipValue();
            }
        }
    }

    private static void ReadResource(ref JsonStreamReader json, ScalingSpecification into)
    {
        if (!json.EnterObject("spec.metrics.resource")) return;
        string? name = null;
        int? percent = null;
        while (json.NextMember())
        {
            if (json.NameIs("name"u8)) name = json.ReadText("spec.metrics.resource.name");
            else if (json.NameIs("targetAverageUtilization"u8)) percent = KubernetesObjectReader.ReadCount(ref json, "spec.metrics.resource.targetAverageUtilization");
            else if (json.NameIs("target"u8)) percent = ReadPercent(ref json) ?? percent;
            else json.SkipValue();
        }
        // Of several containers the lowest target asks for most replicas.
        if (percent is not > 0) return;
        if (name == "cpu") into.CpuPercent = Math.Min(percent.Value, into.CpuPercent ?? int.MaxValue);
        if (name == "memory") into.MemoryPercent = Math.Min(percent.Value, into.MemoryPercent ?? int.MaxValue);
    }

    private static int? ReadPercent(ref JsonStreamReader json)
    {
        if (!json.EnterObject("spec.metrics.resource.target")) return null;
        int? percent = null;
        while (json.NextMember())
        {
            if (json.NameIs("averageUtilization"u8)) percent = KubernetesObjectReader.ReadCount(ref json, "spec.metrics.resource.target.averageUtilization");
            else json.SkipValue();
        }
        return percent;
    }
}
