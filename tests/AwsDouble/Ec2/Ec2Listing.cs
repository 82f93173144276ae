namespace CostTool.AwsDouble.Ec2;

/// <summary>A kind of resource that EC2 describes.</summary>
/// <param name="Member">The member of the answer.</param>
/// <param name="Id">The member that holds a resource's id.</param>
/// <param name="Ids">The member of the request that names ids.</param>
/// <param name="NotFound">The code of an id that there is not.</param>
/// <param name="Filters">Members by the names of the filters; those of inner structures after a dot.</param>
internal sealed record Ec2Listing(string Member, string Id, string Ids, string NotFound, IReadOnlyDictionary<string, string> Filters)
{
    public static IReadOnlyDictionary<string, Ec2Listing> ByOperation { get; } = new Dictionary<string, Ec2Listing>(StringComparer.Ordinal)
    {
        ["DescribeVpcs"] = new("Vpcs", "VpcId", "VpcIds", "InvalidVpcID.NotFound", Of(("vpc-id", "VpcId"), ("state", "State"), ("cidr", "CidrBlock"), ("is-default", "IsDefault"))),
        ["DescribeSubnets"] = new("Subnets", "SubnetId", "SubnetIds", "InvalidSubnetID.NotFound",
            Of(("subnet-id", "SubnetId"), ("vpc-id", "VpcId"), ("availability-zone", "AvailabilityZone"), ("availability-zone-id", "AvailabilityZoneId"), ("state", "State"), ("default-for-az", "DefaultForAz"), ("cidr-block", "CidrBlock"))),
        ["DescribeSecurityGroups"] = new("SecurityGroups", "GroupId", "GroupIds", "InvalidGroup.NotFound", Of(("group-id", "GroupId"), ("group-name", "GroupName"), ("vpc-id", "VpcId"), ("description", "Description"))),
        ["DescribeVpcEndpoints"] = new("VpcEndpoints", "VpcEndpointId", "VpcEndpointIds", "InvalidVpcEndpointId.NotFound",
            Of(("vpc-endpoint-id", "VpcEndpointId"), ("vpc-id", "VpcId"), ("service-name", "ServiceName"), ("vpc-endpoint-state", "State"), ("vpc-endpoint-type", "VpcEndpointType"))),
        ["DescribeRouteTables"] = new("RouteTables", "RouteTableId", "RouteTableIds", "InvalidRouteTableID.NotFound",
            Of(("route-table-id", "RouteTableId"), ("vpc-id", "VpcId"), ("association.subnet-id", "Associations.SubnetId"), ("association.main", "Associations.Main"), ("route.nat-gateway-id", "Routes.NatGatewayId"), ("route.gateway-id", "Routes.GatewayId"), ("route.destination-cidr-block", "Routes.DestinationCidrBlock"))),
        ["DescribeNatGateways"] = new("NatGateways", "NatGatewayId", "NatGatewayIds", "NatGatewayNotFound", Of(("nat-gateway-id", "NatGatewayId"), ("vpc-id", "VpcId"), ("subnet-id", "SubnetId"), ("state", "State"))),
        ["DescribeInstances"] = new("Instances", "InstanceId", "InstanceIds", "InvalidInstanceID.NotFound",
            Of(("instance-id", "InstanceId"), ("instance-type", "InstanceType"), ("instance-state-name", "State.Name"), ("instance-lifecycle", "InstanceLifecycle"), ("vpc-id", "VpcId"), ("subnet-id", "SubnetId"), ("availability-zone", "Placement.AvailabilityZone"), ("architecture", "Architecture"), ("private-dns-name", "PrivateDnsName"))),
        ["DescribeRegions"] = new("Regions", "RegionName", "RegionNames", "InvalidParameterValue", Of(("region-name", "RegionName"), ("endpoint", "Endpoint"), ("opt-in-status", "OptInStatus"))),
        ["DescribeAvailabilityZones"] = new("AvailabilityZones", "ZoneName", "ZoneNames", "InvalidParameterValue",
            Of(("zone-name", "ZoneName"), ("zone-id", "ZoneId"), ("region-name", "RegionName"), ("state", "State"), ("zone-type", "ZoneType"), ("opt-in-status", "OptInStatus"))),
    };

    private static Dictionary<string, string> Of(params (string Filter, string Member)[] filters) => filters.ToDictionary(each => each.Filter, each => each.Member, StringComparer.Ordinal);
}
