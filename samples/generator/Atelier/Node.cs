using System.Globalization;

namespace CostTool.SampleGenerator.Atelier;

/// <summary>A group of nodes that are bought and labelled alike.</summary>
internal enum Pool
{
    /// <summary>On demand, the application.</summary>
    General,

    /// <summary>On demand, small: monitoring and cluster software.</summary>
    System,

    /// <summary>Spot, Celery workers that bear interruption.</summary>
    Workers,
}

/// <summary>An EC2 instance of the cluster, from launch to termination.</summary>
/// <param name="Label">What the ids are made from; never written.</param>
/// <param name="Type">Instance type.</param>
/// <param name="Zone">Availability zone letter.</param>
/// <param name="Pool">Node group.</param>
/// <param name="Launched">Start of billing, UTC.</param>
/// <param name="Terminated">End of billing, or null while it runs.</param>
internal sealed record Node(string Label, InstanceType Type, char Zone, Pool Pool, DateTime Launched, DateTime? Terminated)
{
    public string InstanceId => "i-0" + Stable.Hex("instance " + Label, 16);

    public string RootVolumeId => "vol-0" + Stable.Hex("root " + Label, 16);

    public string ZoneName => "eu-west-3" + Zone;

    public string Address => string.Create(CultureInfo.InvariantCulture,
        $"10.20.{((Zone - 'a') * 16) + Stable.Number("subnet " + Label, 16)}.{Stable.Number("host " + Label, 250) + 4}");

    public string Name => $"ip-{Address.Replace('.', '-')}.eu-west-3.compute.internal";

    public bool IsSpot => Pool is Pool.Workers;

    public string GroupName => Pool switch
    {
        Pool.General => "general",
        Pool.System => "system",
        _ => "workers-spot",
    };
}

/// <summary>An instance type as far as the sample needs it.</summary>
/// <param name="Name">Type.</param>
/// <param name="VCpus">Virtual processors.</param>
/// <param name="MemoryMiB">Memory on the data sheet, MiB.</param>
/// <param name="MaxPods">Pods by the ENI rule.</param>
/// <param name="OnDemandUsdPerHour">Linux on demand, eu-west-3.</param>
/// <param name="Processor">Processor on the data sheet.</param>
internal sealed record InstanceType(string Name, int VCpus, int MemoryMiB, int MaxPods, decimal OnDemandUsdPerHour, string Processor)
{
    /// <summary>Memory that the kernel sees, MiB: the published formula takes 7.5 % for the hypervisor, rounded up.</summary>
    public int VisibleMiB => MemoryMiB - (int)Math.Ceiling(MemoryMiB * 0.075m);

    /// <summary>Visible memory less the kubelet's share (11 MiB a pod and 255) and the eviction threshold (100), MiB.</summary>
    public int AllocatableMiB => VisibleMiB - ((11 * MaxPods) + 255) - 100;

    /// <summary>Processors less the kubelet's share: 6 % of the first, 1 % of the second, 0.5 % of the next two, 0.25 % of the rest; millicores.</summary>
    public int AllocatableMillicores => (VCpus * 1000) - 60 - 10 - (5 * Math.Clamp(VCpus - 2, 0, 2)) - (int)Math.Floor(2.5m * Math.Max(0, VCpus - 4));
}
