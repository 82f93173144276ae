namespace CostTool.Sources.Kubernetes;

/// <summary>The members of one object that the inventory needs, whatever its kind; everything else was passed over.</summary>
internal sealed class KubernetesObject
{
    public string? Kind { get; set; }
    public string? ApiVersion { get; set; }
    public string? Name { get; set; }
    public string? Namespace { get; set; }
    public bool BeingDeleted { get; set; }
    public Dictionary<string, string> Labels { get; } = new(StringComparer.Ordinal);
    public Dictionary<string, string> Annotations { get; } = new(StringComparer.Ordinal);
    public OwnerReference? Owner { get; set; }

    /// <summary>The pod's own specification, or the one in the controller's template.</summary>
    public PodSpecification? Pod { get; set; }

    public string? ProviderId { get; set; }
    public Dictionary<string, string>? Capacity { get; set; }
    public Dictionary<string, string>? Allocatable { get; set; }
    public string? Phase { get; set; }
    public string? NodeName { get; set; }

    /// <summary>What tells kinds apart where a list leaves the kind out.</summary>
    public ObjectShape Shape { get; set; }

    /// <summary>What an autoscaler says.</summary>
    public ScalingSpecification Scaling { get; } = new();

    public int? Replicas { get; set; }
    public int? Parallelism { get; set; }
    public int? DesiredScheduled { get; set; }
    public bool Finished { get; set; }

    /// <summary>The object was a list; its items have been read on their own.</summary>
    public bool IsList { get; set; }
}

/// <summary>Members whose presence gives a kind away.</summary>
[Flags]
internal enum ObjectShape
{
    None = 0,
    Containers = 1,
    Template = 2,
    JobTemplate = 4,
    NodeInfo = 8,
    Strategy = 16,
    UpdateStrategy = 32,
    ServiceName = 64,
    Completions = 128,
    Replicas = 256,
    Selector = 512,
    ScaleTarget = 1024,
}

/// <summary>A HorizontalPodAutoscaler as written; targets are percent of the request.</summary>
internal sealed class ScalingSpecification
{
    public string? TargetKind { get; set; }
    public string? TargetName { get; set; }
    public int? LeastReplicas { get; set; }
    public int? MostReplicas { get; set; }
    public int? CpuPercent { get; set; }
    public int? MemoryPercent { get; set; }

    /// <summary>Some metric is named, of whatever type.</summary>
    public bool HasMetrics { get; set; }
}

/// <summary>The controller of an object.</summary>
internal sealed record OwnerReference(string Kind, string Name);

/// <summary>What a pod asks for, as written.</summary>
internal sealed class PodSpecification
{
    public List<ContainerSpecification> Containers { get; } = [];
    public List<ContainerSpecification> InitContainers { get; } = [];
    public ResourceTexts Overhead { get; set; }
    public ResourceTexts PodRequests { get; set; }
    public ResourceTexts PodLimits { get; set; }
    public string? SelectedArchitecture { get; set; }

    /// <summary>Required node affinity: the pod may go where any of the terms holds; null where there is none.</summary>
    public List<List<ArchitectureExpression>>? AffinityTerms { get; set; }
}

/// <summary>A container as written.</summary>
internal sealed class ContainerSpecification
{
    public string Name { get; set; } = "";
    public bool RestartsAlways { get; set; }
    public ResourceTexts Requests { get; set; }
    public ResourceTexts Limits { get; set; }
}

/// <summary>Quantities as written; null is not stated.</summary>
internal readonly record struct ResourceTexts(string? Cpu, string? Memory);

/// <summary>A node selector expression on the architecture label.</summary>
internal sealed record ArchitectureExpression(string Operator, IReadOnlyList<string> Values);
