using CostTool.Analyzer.Pricing;

namespace CostTool.Scheduler.Deployment.Preflight;

/// <summary>What is known of the network that tasks shall run in.</summary>
public sealed record NetworkFacts
{
    /// <summary>The subnets of the deployment that exist.</summary>
    public required IReadOnlyList<SubnetFacts> Subnets { get; init; }

    /// <summary>Security groups of the deployment that exist, with the network that they are of.</summary>
    public required IReadOnlyDictionary<string, string> SecurityGroupNetworks { get; init; }

    /// <summary>Services with an endpoint in the network, as the end of their names: <c>ecr.api</c>, <c>s3</c>.</summary>
    public required IReadOnlySet<string> Endpoints { get; init; }

    /// <summary>Capacity providers of the cluster; null where the cluster does not exist.</summary>
    public required IReadOnlySet<string>? CapacityProviders { get; init; }
}

/// <summary>A subnet.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Network">The VPC that it is of.</param>
/// <param name="Zone">Availability zone.</param>
/// <param name="FreeAddresses">Addresses that are free; null is unknown.</param>
/// <param name="Way">Where its traffic to the internet goes; null is unknown.</param>
public sealed record SubnetFacts(string Id, string Network, string Zone, int? FreeAddresses, WayOut? Way);

/// <summary>Ways out of a subnet.</summary>
public enum WayOut
{
    /// <summary>There is none: only endpoints are reached.</summary>
    None,

    /// <summary>Through a NAT gateway.</summary>
    Nat,

    /// <summary>Through an internet gateway, which needs a public address.</summary>
    Internet,
}

/// <summary>Prices of what the network adds.</summary>
/// <param name="NatGb">A GB through a NAT gateway.</param>
/// <param name="EndpointHour">An hour of an interface endpoint in a zone.</param>
public sealed record NetworkPrices(Price NatGb, Price EndpointHour);
