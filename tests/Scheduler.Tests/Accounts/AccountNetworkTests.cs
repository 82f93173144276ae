using System.Text.Json.Nodes;
using CostTool.Analyzer.Problems;
using CostTool.AwsDouble;
using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Deployment.Preflight;
using CostTool.Scheduler.Tests.Deployment;

namespace CostTool.Scheduler.Tests.Accounts;

/// <summary>The network of a deployment as EC2 and ECS tell it.</summary>
[Collection(AccountTests.Name)]
public sealed class AccountNetworkTests
{
    private static readonly DeploymentSettings Settings = Deployments.Settings with { Subnets = ["subnet-1", "subnet-2"], SecurityGroups = ["sg-1"], Cluster = "batch" };

    [Theory]
    [InlineData("nat-1", WayOut.Nat)]
    [InlineData("igw-1", WayOut.Internet)]
    [InlineData(null, WayOut.None)]
    public async Task Subnets_tell_their_network_zone_addresses_and_way_out(string? gateway, WayOut way)
    {
        await using var test = await TestAccount.StartAsync();
        test.Aws.Arrange(() => test.Aws.Ec2.AddNetwork("vpc-1", 3, 251, gateway));
        var facts = await test.Account.Network.ReadAsync(Settings, TestAccount.Stop);
        Assert.Equal(new SubnetFacts[] { new("subnet-1", "vpc-1", "eu-west-3a", 251, way), new("subnet-2", "vpc-1", "eu-west-3b", 251, way) }, facts.Subnets);
        Assert.Equal(KeyValuePair.Create("sg-1", "vpc-1"), Assert.Single(facts.SecurityGroupNetworks));
        Assert.Empty(facts.Endpoints);
    }

    [Fact]
    public async Task A_subnet_with_a_table_of_its_own_goes_its_own_way_and_a_dead_route_leads_nowhere()
    {
        await using var test = await TestAccount.StartAsync();
        test.Aws.Arrange(() =>
        {
            test.Aws.Ec2.AddNetwork("vpc-1", 2, 10, "nat-1");
            test.Aws.Ec2.Add("RouteTables", new JsonObject
            {
                ["RouteTableId"] = "rtb-2",
                ["VpcId"] = "vpc-1",
                ["Associations"] = new JsonArray(new JsonObject { ["Main"] = false, ["RouteTableId"] = "rtb-2", ["SubnetId"] = "subnet-2", ["RouteTableAssociationId"] = "rtbassoc-2" }),
                ["Routes"] = new JsonArray(new JsonObject { ["DestinationCidrBlock"] = "0.0.0.0/0", ["NatGatewayId"] = "nat-gone", ["State"] = "blackhole" }),
            });
        });
        var facts = await test.Account.Network.ReadAsync(Settings, TestAccount.Stop);
        Assert.Equal([WayOut.Nat, WayOut.None], facts.Subnets.Select(subnet => subnet.Way));
    }

    [Fact]
    public async Task Endpoints_are_named_by_the_ends_of_their_services()
    {
        await using var test = await TestAccount.StartAsync();
        test.Aws.Arrange(() => test.Aws.Ec2.AddNetwork("vpc-1", 2, 10, null, "ecr.api", "s3"));
        var facts = await test.Account.Network.ReadAsync(Settings, TestAccount.Stop);
        Assert.Equal(["ecr.api", "s3"], facts.Endpoints.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_does_not_exist_is_left_out()
    {
        await using var test = await TestAccount.StartAsync();
        test.Aws.Arrange(() => test.Aws.Ec2.AddNetwork("vpc-1", 1, 10, "nat-1"));
        var facts = await test.Account.Network.ReadAsync(Settings with { SecurityGroups = ["sg-gone"] }, TestAccount.Stop);
        Assert.Equal("subnet-1", Assert.Single(facts.Subnets).Id);
        Assert.Empty(facts.SecurityGroupNetworks);
        Assert.Null(facts.CapacityProviders);
    }

    [Fact]
    public async Task A_cluster_tells_its_capacity_providers()
    {
        await using var test = await TestAccount.StartAsync();
        test.Arrange("ecs", "CreateCluster", new() { ["clusterName"] = "batch", ["capacityProviders"] = new JsonArray("FARGATE", "FARGATE_SPOT") });
        var facts = await test.Account.Network.ReadAsync(Settings, TestAccount.Stop);
        Assert.Equal(["FARGATE", "FARGATE_SPOT"], (facts.CapacityProviders ?? new HashSet<string>()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Routes_that_may_not_be_read_are_unknown_and_subnets_are_needed()
    {
        await using var test = await TestAccount.StartAsync();
        test.Aws.Arrange(() => test.Aws.Ec2.AddNetwork("vpc-1", 2, 10, "nat-1"));
        test.Aws.Faults.Plan("ec2:DescribeRouteTables", new ServiceErrorException("UnauthorizedOperation", "You are not authorized to perform this operation.", 403));
        Assert.All((await test.Account.Network.ReadAsync(Settings, TestAccount.Stop)).Subnets, subnet => Assert.Null(subnet.Way));
        test.Aws.Faults.Plan("ec2:DescribeSubnets", new ServiceErrorException("UnauthorizedOperation", "You are not authorized to perform this operation.", 403));
        var refused = await Assert.ThrowsAsync<ProblemException>(() => test.Account.Network.ReadAsync(Settings, TestAccount.Stop));
        Assert.Contains("ec2:DescribeSubnets", refused.Message, StringComparison.Ordinal);
    }
}
