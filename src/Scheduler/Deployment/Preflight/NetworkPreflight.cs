using CostTool.Analyzer.Problems;
using static System.FormattableString;

namespace CostTool.Scheduler.Deployment.Preflight;

/// <summary>How much a finding matters.</summary>
public enum PreflightLevel
{
    /// <summary>Tasks will start.</summary>
    Good,

    /// <summary>Tasks will start; the reader should know this.</summary>
    Warning,

    /// <summary>Tasks will not start.</summary>
    Blocking,
}

/// <summary>Something that was looked at.</summary>
/// <param name="Level">How much it matters.</param>
/// <param name="Problem">What, where and how to mend it; for what is good, the fix is empty.</param>
public sealed record PreflightFinding(PreflightLevel Level, Problem Problem);

/// <summary>Tells before anything is created whether the network lets tasks start.</summary>
public static class NetworkPreflight
{
    private const int LeastZones = 2;
    private const decimal HoursPerMonth = 730;

    /// <summary>The findings, in the order in which they are checked.</summary>
    /// <param name="settings">What is to be deployed.</param>
    /// <param name="facts">What is there.</param>
    /// <param name="tasksAtOnce">Tasks that may run at the same time; each takes an address.</param>
    /// <param name="prices">Prices of the region; null is unknown.</param>
    public static IReadOnlyList<PreflightFinding> Check(DeploymentSettings settings, NetworkFacts facts, int tasksAtOnce, NetworkPrices? prices)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(facts);
        return [.. Cluster(settings, facts), .. Existing(settings, facts), .. Zones(settings, facts), .. Addresses(facts, tasksAtOnce), .. WaysOut(settings, facts, prices)];
    }

    /// <summary>Services that a task speaks to before its first line of code, and what each is for.</summary>
    public static IReadOnlyList<(string Endpoint, string For)> NeededEndpoints(DeploymentSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var images = settings.Tasks.Select(rule => rule.Image).OfType<string>().Append(settings.Image).ToList();
        List<(string, string)> needed = [];
        if (images.Any(image => DeploymentParameters.Repository(image) is not null))
            needed.AddRange([("ecr.api", "the image's manifest"), ("ecr.dkr", "the registry"), ("s3", "the image's layers")]);
        needed.Add(("logs", "the logs"));
        if (settings.Secrets.Values.Any(arn => arn.Contains(":secretsmanager:", StringComparison.Ordinal))) needed.Add(("secretsmanager", "secrets"));
        if (settings.Secrets.Values.Any(arn => arn.Contains(":ssm:", StringComparison.Ordinal))) needed.Add(("ssm", "parameters"));
        return needed;
    }

    private static IEnumerable<PreflightFinding> Cluster(DeploymentSettings settings, NetworkFacts facts)
    {
        if (facts.CapacityProviders is null)
        {
            yield return Blocking($"there is no cluster `{settings.Cluster}`", settings.Cluster, Invariant($"create it: aws ecs create-cluster --cluster-name {settings.Cluster} --capacity-providers FARGATE FARGATE_SPOT"));
            yield break;
        }

        foreach (var provider in (string[])["FARGATE", "FARGATE_SPOT"])
            yield return facts.CapacityProviders.Contains(provider)
                ? Good($"the cluster has {provider}", settings.Cluster)
                : Blocking($"the cluster lacks the capacity provider {provider}", settings.Cluster, "add it with `aws ecs put-cluster-capacity-providers`, naming again those that it has");
    }

    private static IEnumerable<PreflightFinding> Existing(DeploymentSettings settings, NetworkFacts facts)
    {
        foreach (var id in settings.Subnets.Where(id => facts.Subnets.All(subnet => subnet.Id != id)))
            yield return Blocking($"there is no subnet `{id}`", id, "mend `deploy: subnets` in costtool.yaml, or look in another region");
        foreach (var id in settings.SecurityGroups.Where(id => !facts.SecurityGroupNetworks.ContainsKey(id)))
            yield return Blocking($"there is no security group `{id}`", id, "mend `deploy: security_groups` in costtool.yaml, or look in another region");
        var networks = facts.Subnets.Select(subnet => subnet.Network).Concat(facts.SecurityGroupNetworks.Values).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (networks.Count > 1) yield return Blocking($"subnets and security groups are of {networks.Count} networks: {string.Join(", ", networks)}", settings.Name, "take all of them from one VPC");
    }

    private static IEnumerable<PreflightFinding> Zones(DeploymentSettings settings, NetworkFacts facts)
    {
        var zones = facts.Subnets.Select(subnet => subnet.Zone).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        yield return zones.Count >= LeastZones
            ? Good($"{zones.Count} availability zones: {string.Join(", ", zones)}", settings.Name)
            : Blocking($"the subnets lie in {(zones.Count == 0 ? "no availability zone" : $"`{zones[0]}` only")}", settings.Name, "add a subnet of another zone: Spot is short by zone, and one zone can be without for hours");
    }

    // Fargate gives each task an address of its own; any subnet may be chosen, so each has to hold its part and all together the sum.
    private static IEnumerable<PreflightFinding> Addresses(NetworkFacts facts, int tasksAtOnce)
    {
        foreach (var subnet in facts.Subnets.Where(subnet => subnet.FreeAddresses is null))
            yield return Warning($"free addresses of `{subnet.Id}` are not known", subnet.Id, "allow ec2:DescribeSubnets");
        if (facts.Subnets.Any(subnet => subnet.FreeAddresses is null)) yield break;
        var free = facts.Subnets.Sum(subnet => subnet.FreeAddresses!.Value);
        if (free < tasksAtOnce)
            yield return Blocking(Invariant($"{free} addresses are free, and {tasksAtOnce} tasks may run at once"), string.Join(", ", facts.Subnets.Select(subnet => subnet.Id)), "add larger subnets: a task without an address does not start");
        foreach (var subnet in facts.Subnets.Where(subnet => free >= tasksAtOnce && subnet.FreeAddresses * facts.Subnets.Count < tasksAtOnce))
            yield return Warning(Invariant($"`{subnet.Id}` has only {subnet.FreeAddresses} free addresses"), subnet.Id, "add a larger subnet of its zone: Fargate spreads tasks evenly");
        if (free >= tasksAtOnce) yield return Good(Invariant($"{free} addresses are free for {tasksAtOnce} tasks at once"), string.Join(", ", facts.Subnets.Select(subnet => subnet.Id)));
    }

    private static IEnumerable<PreflightFinding> WaysOut(DeploymentSettings settings, NetworkFacts facts, NetworkPrices? prices)
    {
        var missing = NeededEndpoints(settings).Where(needed => !facts.Endpoints.Contains(needed.Endpoint)).ToList();
        if (missing.Count == 0)
        {
            yield return Good("every service that a task needs has an endpoint", settings.Name);
            yield break;
        }

        var names = string.Join(", ", missing.Select(needed => $"{needed.Endpoint} ({needed.For})"));
        var zones = facts.Subnets.Select(subnet => subnet.Zone).Distinct(StringComparer.Ordinal).Count();
        var paid = missing.Count(needed => needed.Endpoint != "s3");
        var price = prices is null ? "what they cost in this region is not known" : Invariant($"{paid} interface endpoints in {zones} zones cost {paid * zones * prices.EndpointHour.UsdPerUnit * HoursPerMonth:0.00} USD a month ({prices.EndpointHour.Id}), the gateway endpoint of s3 nothing");
        var nat = prices is null ? "a price that is not known" : Invariant($"{prices.NatGb.UsdPerUnit} USD ({prices.NatGb.Id})");
        foreach (var subnet in facts.Subnets)
        {
            yield return subnet.Way switch
            {
                WayOut.Nat => Warning(
                    Invariant($"without endpoints for {names}, each GB of image and log of `{subnet.Id}` goes through NAT at {nat}"), subnet.Id, $"add the endpoints where images are pulled often: {price}"),
                WayOut.Internet when settings.AssignPublicIp => Good($"`{subnet.Id}` reaches {names} by the internet gateway, with a public address for each task", subnet.Id),
                WayOut.Internet => Blocking($"`{subnet.Id}` leads to an internet gateway, and tasks get no public address, so that they reach neither of {names}", subnet.Id, "take private subnets, or set `assign_public_ip: true`"),
                WayOut.None => Blocking($"`{subnet.Id}` has no way to {names}", subnet.Id, $"add the endpoints, or a NAT gateway: {price}"),
                _ => Warning($"how `{subnet.Id}` reaches {names} is not known", subnet.Id, "allow ec2:DescribeRouteTables and ec2:DescribeVpcEndpoints"),
            };
        }
    }

    private static PreflightFinding Good(string what, string where) => new(PreflightLevel.Good, new Problem(what, where, ""));

    private static PreflightFinding Warning(string what, string where, string fix) => new(PreflightLevel.Warning, new Problem(what, where, fix));

    private static PreflightFinding Blocking(string what, string where, string fix) => new(PreflightLevel.Blocking, new Problem(what, where, fix));
}
