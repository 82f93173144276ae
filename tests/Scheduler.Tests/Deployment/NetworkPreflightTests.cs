using CostTool.Analyzer.Pricing;
using CostTool.Scheduler.Deployment.Preflight;

namespace CostTool.Scheduler.Tests.Deployment;

public sealed class NetworkPreflightTests
{
    private static readonly string[] AllEndpoints = ["ecr.api", "ecr.dkr", "s3", "logs", "secretsmanager", "ssm"];

    private static readonly NetworkFacts Sound = new()
    {
        Subnets = [new("subnet-0a0a0a0a", "vpc-1", "a", 100, WayOut.None), new("subnet-0b0b0b0b", "vpc-1", "b", 100, WayOut.None)],
        SecurityGroupNetworks = new Dictionary<string, string> { ["sg-0c0c0c0c"] = "vpc-1" },
        Endpoints = AllEndpoints.ToHashSet(),
        CapacityProviders = new HashSet<string> { "FARGATE", "FARGATE_SPOT" },
    };

    private static readonly NetworkPrices Prices = new(Price("nat-gateway-data/eu-west-3", 0.05m), Price("vpc-interface-endpoint-hour/eu-west-3", 0.01m));

    [Fact]
    public void A_sound_network_has_nothing_but_good_news() => Assert.All(Check(Sound), finding => Assert.Equal(PreflightLevel.Good, finding.Level));

    [Theory]
    [InlineData("b", PreflightLevel.Good)]
    [InlineData("a", PreflightLevel.Blocking)] // both subnets in one zone
    public void Two_zones_are_needed(string zone, PreflightLevel level) =>
        Assert.Equal(level, Check(Sound with { Subnets = [Sound.Subnets[0], Sound.Subnets[1] with { Zone = zone }] }).Max(finding => finding.Level));

    [Theory]
    [InlineData(50, 50, PreflightLevel.Good)] // 100 tasks, 50 in each
    [InlineData(51, 49, PreflightLevel.Warning)] // enough, but the second has less than its half
    [InlineData(50, 49, PreflightLevel.Blocking)] // one short
    [InlineData(null, 200, PreflightLevel.Warning)] // unknown is not enough and not too little
    public void Each_task_takes_an_address(int? first, int second, PreflightLevel level) =>
        Assert.Equal(level, Check(Sound with { Subnets = [Sound.Subnets[0] with { FreeAddresses = first }, Sound.Subnets[1] with { FreeAddresses = second }] }).Max(finding => finding.Level));

    [Theory]
    [InlineData("ecr.api")]
    [InlineData("ecr.dkr")]
    [InlineData("s3")]
    [InlineData("logs")]
    [InlineData("secretsmanager")]
    [InlineData("ssm")]
    public void A_missing_endpoint_blocks_where_there_is_no_other_way(string endpoint)
    {
        var finding = Check(Sound with { Endpoints = AllEndpoints.Where(name => name != endpoint).ToHashSet() }).First(finding => finding.Level is PreflightLevel.Blocking);
        Assert.Contains($"no way to {endpoint} (", finding.Problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Through_nat_the_price_is_named_and_that_of_the_endpoints_beside_it()
    {
        var findings = Check(Sound with { Endpoints = new HashSet<string> { "s3" }, Subnets = [.. Sound.Subnets.Select(subnet => subnet with { Way = WayOut.Nat })] }).Where(finding => finding.Level is PreflightLevel.Warning).ToList();
        Assert.Equal(2, findings.Count);
        Assert.Contains("at 0.05 USD (nat-gateway-data/eu-west-3)", findings[0].Problem.What, StringComparison.Ordinal);
        Assert.Contains("5 interface endpoints in 2 zones cost 73.00 USD a month", findings[0].Problem.Fix, StringComparison.Ordinal); // 5 x 2 x 0.01 x 730
    }

    [Theory]
    [InlineData(true, PreflightLevel.Good)]
    [InlineData(false, PreflightLevel.Blocking)]
    public void An_internet_gateway_needs_public_addresses(bool assign, PreflightLevel level) => Assert.Equal(level, NetworkPreflight.Check(
        Deployments.Settings with { AssignPublicIp = assign },
        Sound with { Endpoints = new HashSet<string>(), Subnets = [.. Sound.Subnets.Select(subnet => subnet with { Way = WayOut.Internet })] }, 100, Prices).Max(finding => finding.Level));

    [Fact]
    public void What_is_not_needed_is_not_asked_for() => Assert.Equal(
        ["logs"], NetworkPreflight.NeededEndpoints(Deployments.Settings with { Image = "docker.io/library/shop:1", Secrets = new Dictionary<string, string>() }).Select(needed => needed.Endpoint));

    [Fact]
    public void What_does_not_exist_or_is_elsewhere_blocks()
    {
        Assert.Contains("no cluster `production`", First(Sound with { CapacityProviders = null }), StringComparison.Ordinal);
        Assert.Contains("lacks the capacity provider FARGATE_SPOT", First(Sound with { CapacityProviders = new HashSet<string> { "FARGATE" } }), StringComparison.Ordinal);
        Assert.Contains("no subnet `subnet-0b0b0b0b`", First(Sound with { Subnets = [Sound.Subnets[0]] }), StringComparison.Ordinal);
        Assert.Contains("no security group `sg-0c0c0c0c`", First(Sound with { SecurityGroupNetworks = new Dictionary<string, string>() }), StringComparison.Ordinal);
        Assert.Contains("2 networks: vpc-1, vpc-2", First(Sound with { SecurityGroupNetworks = new Dictionary<string, string> { ["sg-0c0c0c0c"] = "vpc-2" } }), StringComparison.Ordinal);
    }

    private static string First(NetworkFacts facts) => Check(facts).First(finding => finding.Level is PreflightLevel.Blocking).Problem.What;

    private static IReadOnlyList<PreflightFinding> Check(NetworkFacts facts) => NetworkPreflight.Check(Deployments.Settings, facts, 100, Prices);

    private static Price Price(string id, decimal usd) => new() { Id = new PriceId(id), UsdPerUnit = usd, Unit = "test", Kind = PriceKind.Sourced, Source = "test", Dated = "2026" };
}
