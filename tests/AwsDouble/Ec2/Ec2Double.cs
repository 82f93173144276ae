using System.Globalization;
using System.IO.Enumeration;
using System.Text.Json.Nodes;
using CostTool.AwsDouble.Account;

namespace CostTool.AwsDouble.Ec2;

/// <summary>EC2: describes the networks and instances that tests put in.</summary>
public sealed class Ec2Double : IServiceDouble
{
    private readonly DoubleAccount _account;
    private readonly Dictionary<string, SortedDictionary<string, JsonObject>> _resources = new(StringComparer.Ordinal);

    public Ec2Double(DoubleAccount account)
    {
        _account = account;
        foreach (var listing in Ec2Listing.ByOperation.Values) _resources[listing.Member] = new(StringComparer.Ordinal);
        foreach (var region in (string[])["eu-west-1", "eu-west-3", "us-east-1", "us-west-2"])
            Add("Regions", new JsonObject { ["RegionName"] = region, ["Endpoint"] = $"ec2.{region}.amazonaws.com", ["OptInStatus"] = "opt-in-not-required" });
        for (var zone = 1; zone <= 3; zone++)
        {
            Add("AvailabilityZones", new JsonObject
            {
                ["ZoneName"] = Zone(zone),
                ["ZoneId"] = $"zone-az{zone.ToString(CultureInfo.InvariantCulture)}",
                ["RegionName"] = account.Region,
                ["State"] = "available",
                ["ZoneType"] = "availability-zone",
                ["OptInStatus"] = "opt-in-not-required",
                ["GroupName"] = account.Region,
                ["NetworkBorderGroup"] = account.Region,
            });
        }
    }

    public string Model => "ec2";

    /// <summary>Puts a resource in, or another in the place of the one of the same id.</summary>
    /// <param name="member">As the answer names its kind: <c>Subnets</c>, <c>Instances</c>.</param>
    /// <param name="resource">As the model has it.</param>
    public void Add(string member, JsonObject resource)
    {
        var listing = Ec2Listing.ByOperation.Values.Single(listing => listing.Member == member);
        _resources[member][resource.Text(listing.Id)] = resource;
    }

    public void Remove(string member, string id) => _resources[member].Remove(id);

    /// <summary>A network with a subnet in each of some zones, all of whose traffic goes to one gateway.</summary>
    /// <param name="vpc"><c>vpc-1</c>.</param>
    /// <param name="zones">How many; subnets are named <c>subnet-1</c>, ….</param>
    /// <param name="freeAddresses">Of each subnet.</param>
    /// <param name="gateway"><c>nat-1</c>, <c>igw-1</c>; null: there is no way out.</param>
    /// <param name="endpoints">Services with an endpoint, as the ends of their names: <c>ecr.api</c>.</param>
    public void AddNetwork(string vpc, int zones, int freeAddresses, string? gateway, params string[] endpoints)
    {
        Add("Vpcs", new JsonObject { ["VpcId"] = vpc, ["State"] = "available", ["CidrBlock"] = "10.0.0.0/16", ["OwnerId"] = _account.AccountId, ["IsDefault"] = false });
        Add("SecurityGroups", new JsonObject { ["GroupId"] = "sg-1", ["GroupName"] = "tasks", ["Description"] = "tasks", ["VpcId"] = vpc, ["OwnerId"] = _account.AccountId });
        var associations = new JsonArray(new JsonObject { ["Main"] = true, ["RouteTableAssociationId"] = "rtbassoc-main", ["RouteTableId"] = "rtb-1", ["AssociationState"] = new JsonObject { ["State"] = "associated" } });
        for (var zone = 1; zone <= zones; zone++)
        {
            var number = zone.ToString(CultureInfo.InvariantCulture);
            Add("Subnets", new JsonObject
            {
                ["SubnetId"] = $"subnet-{number}",
                ["VpcId"] = vpc,
                ["AvailabilityZone"] = Zone(zone),
                ["AvailabilityZoneId"] = $"zone-az{number}",
                ["AvailableIpAddressCount"] = freeAddresses,
                ["CidrBlock"] = $"10.0.{number}.0/24",
                ["State"] = "available",
                ["MapPublicIpOnLaunch"] = false,
                ["OwnerId"] = _account.AccountId,
                ["SubnetArn"] = _account.Arn("ec2", $"subnet/subnet-{number}"),
            });
        }

        var routes = new JsonArray(new JsonObject { ["DestinationCidrBlock"] = "10.0.0.0/16", ["GatewayId"] = "local", ["State"] = "active", ["Origin"] = "CreateRouteTable" });
        if (gateway is not null)
        {
            var nat = gateway.StartsWith("nat-", StringComparison.Ordinal);
            routes.Add(new JsonObject { ["DestinationCidrBlock"] = "0.0.0.0/0", [nat ? "NatGatewayId" : "GatewayId"] = gateway, ["State"] = "active", ["Origin"] = "CreateRoute" });
            if (nat) Add("NatGateways", new JsonObject { ["NatGatewayId"] = gateway, ["VpcId"] = vpc, ["SubnetId"] = "subnet-1", ["State"] = "available", ["ConnectivityType"] = "public" });
        }

        Add("RouteTables", new JsonObject { ["RouteTableId"] = "rtb-1", ["VpcId"] = vpc, ["OwnerId"] = _account.AccountId, ["Associations"] = associations, ["Routes"] = routes });
        foreach (var (index, service) in endpoints.Index())
        {
            Add("VpcEndpoints", new JsonObject
            {
                ["VpcEndpointId"] = $"vpce-{(index + 1).ToString(CultureInfo.InvariantCulture)}",
                ["VpcId"] = vpc,
                ["ServiceName"] = $"com.amazonaws.{_account.Region}.{service}",
                ["VpcEndpointType"] = service is "s3" ? "Gateway" : "Interface",
                ["State"] = "available",
            });
        }
    }

    public JsonObject Handle(string operation, JsonObject request)
    {
        if (!Ec2Listing.ByOperation.TryGetValue(operation, out var listing)) throw new ServiceErrorException("InvalidAction", $"The action {operation} is not valid for this web service.");
        if (request.Flag("DryRun")) throw new ServiceErrorException("DryRunOperation", "Request would have succeeded, but DryRun flag is set.", 412);
        var all = Matching(listing, request);
        // Not every listing has pages; a model that knows no MaxResults lets none arrive.
        var page = Page.Of(all, request.TextOrNull("NextToken"), request.Whole("MaxResults") ?? int.MaxValue, () => new ServiceErrorException("InvalidNextToken", "The token is invalid."));
        var found = page.Items.Select(resource => (JsonNode)resource.DeepClone());
        var answer = operation == "DescribeInstances"
            ? new JsonObject { ["Reservations"] = new JsonArray([.. found.Select(instance => Reservation(instance.AsObject()))]) }
            : new JsonObject { [listing.Member] = new JsonArray([.. found]) };
        return answer.With("NextToken", page.Next);
    }

    private List<JsonObject> Matching(Ec2Listing listing, JsonObject request)
    {
        var resources = _resources[listing.Member];
        var ids = request.Texts(listing.Ids);
        if (ids.FirstOrDefault(id => !resources.ContainsKey(id)) is { } missing) throw new ServiceErrorException(listing.NotFound, $"The {listing.Id} '{missing}' does not exist");
        var filters = request.Objects("Filters").Concat(request.Objects("Filter")).ToList();
        return [.. resources.Values.Where(resource => (ids.Count == 0 || ids.Contains(resource.Text(listing.Id))) && filters.TrueForAll(filter => Passes(resource, listing, filter)))];
    }

    private static bool Passes(JsonObject resource, Ec2Listing listing, JsonObject filter)
    {
        var name = filter.Text("Name");
        var values =
            name.StartsWith("tag:", StringComparison.Ordinal) ? resource.Objects("Tags").Where(tag => tag.Text("Key") == name["tag:".Length..]).Select(tag => tag.Text("Value"))
            : name == "tag-key" ? resource.Objects("Tags").Select(tag => tag.Text("Key"))
            : listing.Filters.TryGetValue(name, out var member) ? Values(resource, member.Split('.'))
            : throw new ServiceErrorException("InvalidParameterValue", $"The filter '{name}' is invalid");
        return values.Any(value => filter.Texts("Values").Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, value, ignoreCase: false)));
    }

    private static IEnumerable<string> Values(JsonNode? node, ReadOnlyMemory<string> path) => node switch
    {
        null => [],
        JsonArray many => many.SelectMany(item => Values(item, path)),
        JsonObject one => Values(one[path.Span[0]], path[1..]),
        _ => [node.ToString()],
    };

    private JsonObject Reservation(JsonObject instance) =>
        new() { ["ReservationId"] = $"r-{instance.Text("InstanceId")["i-".Length..]}", ["OwnerId"] = _account.AccountId, ["Instances"] = new JsonArray(instance) };

    private string Zone(int number) => _account.Region + (char)('a' + number - 1);
}
