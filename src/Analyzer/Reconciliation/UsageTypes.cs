using System.Text.RegularExpressions;

namespace CostTool.Analyzer.Reconciliation;

/// <summary>What a bill's usage type stands for, as far as compute and the network around it go.</summary>
public enum UsageKind
{
    /// <summary>EC2 instance hours on demand or covered by a commitment.</summary>
    InstanceHours,

    /// <summary>EC2 Spot instance hours.</summary>
    SpotInstanceHours,

    /// <summary>EBS volume GB-months.</summary>
    BlockStorage,

    /// <summary>EBS snapshot GB-months.</summary>
    Snapshots,

    /// <summary>EKS control plane.</summary>
    ControlPlane,

    /// <summary>EKS extended-support surcharge.</summary>
    ExtendedSupport,

    /// <summary>Fargate vCPU, memory, storage or licence.</summary>
    Fargate,

    /// <summary>NAT gateway hours.</summary>
    NatHours,

    /// <summary>NAT gateway data.</summary>
    NatData,

    /// <summary>Interface endpoint hours.</summary>
    EndpointHours,

    /// <summary>Interface endpoint data.</summary>
    EndpointData,

    /// <summary>Public IPv4 addresses.</summary>
    PublicIpv4,

    /// <summary>Load balancer hours.</summary>
    LoadBalancerHours,

    /// <summary>Load balancer capacity units.</summary>
    LoadBalancerCapacity,

    /// <summary>Transfer between availability zones.</summary>
    InterZoneTransfer,

    /// <summary>CloudWatch log ingestion.</summary>
    LogIngestion,

    /// <summary>CloudWatch log storage.</summary>
    LogStorage,

    /// <summary>A commitment fee: what of it is amortised here is unused.</summary>
    CommitmentFee,

    /// <summary>Anything else.</summary>
    Other,
}

/// <summary>A usage type taken apart.</summary>
/// <param name="Kind">What it stands for.</param>
/// <param name="InstanceType">Instance type of instance hours, or volume type of block storage; empty for others.</param>
public readonly record struct UsageTypeMeaning(UsageKind Kind, string InstanceType);

/// <summary>Reads usage types. The names are those of the AWS Price List and of real bills; the region prefix (<c>EUW3-</c>, <c>EU-</c>, none in us-east-1) does not matter.</summary>
public static partial class UsageTypes
{
    /// <summary>The meaning of a usage type.</summary>
    /// <param name="service">Service or product as the bill names it: log storage shares its usage type with S3 and ECR.</param>
    /// <param name="usageType">Usage type as billed.</param>
    public static UsageTypeMeaning Read(string service, string usageType)
    {
        var name = Prefix().Replace(usageType, string.Empty);
        var (head, detail) = name.IndexOf(':', StringComparison.Ordinal) is var colon and >= 0
            ? (name[..colon], name[(colon + 1)..])
            : (name, string.Empty);
        return head switch
        {
            // The first instance types were billed without their name.
            "BoxUsage" => new(UsageKind.InstanceHours, detail.Length == 0 ? "m1.small" : detail),
            "SpotUsage" => new(UsageKind.SpotInstanceHours, detail.Length == 0 ? "m1.small" : detail),
            "EBS" when detail.StartsWith("VolumeUsage", StringComparison.Ordinal) =>
                new(UsageKind.BlockStorage, detail.Length > "VolumeUsage.".Length ? detail["VolumeUsage.".Length..] : "standard"),
            "EBS" when detail.StartsWith("Snapshot", StringComparison.Ordinal) => new(UsageKind.Snapshots, string.Empty),
            "AmazonEKS-Hours" when detail == "extendedSupport" => new(UsageKind.ExtendedSupport, string.Empty),
            "AmazonEKS-Hours" => new(UsageKind.ControlPlane, string.Empty),
            "NatGateway-Hours" => new(UsageKind.NatHours, string.Empty),
            "NatGateway-Bytes" => new(UsageKind.NatData, string.Empty),
            "VpcEndpoint-Hours" => new(UsageKind.EndpointHours, string.Empty),
            "VpcEndpoint-Bytes" => new(UsageKind.EndpointData, string.Empty),
            "PublicIPv4" => new(UsageKind.PublicIpv4, string.Empty),
            "LoadBalancerUsage" => new(UsageKind.LoadBalancerHours, string.Empty),
            "LCUUsage" => new(UsageKind.LoadBalancerCapacity, string.Empty),
            "DataTransfer-Regional-Bytes" => new(UsageKind.InterZoneTransfer, string.Empty),
            "DataProcessing-Bytes" when IsLogs(service) => new(UsageKind.LogIngestion, string.Empty),
            "TimedStorage-ByteHrs" when IsLogs(service) => new(UsageKind.LogStorage, string.Empty),
            "ComputeSP" or "EC2SP" => new(UsageKind.CommitmentFee, string.Empty),
            _ when head.StartsWith("Fargate-", StringComparison.Ordinal) || head.StartsWith("SpotUsage-Fargate-", StringComparison.Ordinal) =>
                new(UsageKind.Fargate, string.Empty),
            _ => new(UsageKind.Other, string.Empty),
        };
    }

    private static bool IsLogs(string service) => service.Contains("CloudWatch", StringComparison.OrdinalIgnoreCase);

    // Region prefixes are two to four letters with an optional digit: EU, EUW3, USE1, APS3, CAN1, UGE1.
    [GeneratedRegex("^[A-Z]{2,4}[0-9]?-(?=(BoxUsage|SpotUsage|EBS|AmazonEKS|NatGateway|VpcEndpoint|PublicIPv4|LoadBalancerUsage|LCUUsage|DataTransfer-Regional|DataProcessing|TimedStorage|ComputeSP|EC2SP|Fargate-))")]
    private static partial Regex Prefix();
}
