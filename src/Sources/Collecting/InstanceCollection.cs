using System.Globalization;
using System.Text.Json.Nodes;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;
using CostTool.Analyzer.Problems;

namespace CostTool.Sources.Collecting;

/// <summary>The EC2 instances of a region that are billed as running, in the form that <c>aws ec2 describe-instances</c> prints.</summary>
/// <remarks>Type, place, lifecycle and the tags that name a cluster only: no addresses, key names, user data or tags of the owner's own.</remarks>
/// <param name="client">EC2.</param>
/// <param name="folder">The workspace.</param>
public sealed class InstanceCollection(IAmazonEC2 client, CollectFolder folder) : ICollection
{
    /// <summary>Where the instances are written.</summary>
    public const string File = "ec2/instances.json";

    // As many as an answer of DescribeInstances takes.
    private const int InstancesOfAPage = 1000;

    private static readonly string[] ClusterTags = ["aws:autoscaling:groupName", "aws:eks:cluster-name", "eks:cluster-name", "eks:nodegroup-name", "karpenter.sh/nodepool"];

    /// <inheritdoc />
    public string Name => "EC2";

    /// <inheritdoc />
    public IReadOnlyList<string> Outlook() => [$"EC2: DescribeInstances of what is pending or running, {InstancesOfAPage.ToString(CultureInfo.InvariantCulture)} a page; free of charge -> {File}"];

    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> CollectAsync(IProgress<CollectProgress> progress, CancellationToken cancellationToken)
    {
        try
        {
            var instances = new List<Instance>();
            string? token = null;
            do
            {
                var request = new DescribeInstancesRequest { Filters = [new Filter("instance-state-name", ["pending", "running"])], MaxResults = InstancesOfAPage, NextToken = token };
                var page = await client.DescribeInstancesAsync(request, cancellationToken).ConfigureAwait(false);
                instances.AddRange((page.Reservations ?? []).SelectMany(reservation => reservation.Instances ?? []));
                token = page.NextToken;
            }
            while (!string.IsNullOrEmpty(token));

            var written = instances.OrderBy(instance => instance.InstanceId, StringComparer.Ordinal).Select(Written);
            folder.Write("aws/ec2/instances", File, new JsonObject { ["Reservations"] = new JsonArray(new JsonObject { ["Instances"] = new JsonArray([.. written]) }) }.ToJsonString(), "ec2:DescribeInstances", final: false);
            var types = instances.Select(instance => instance.InstanceType?.Value).Distinct(StringComparer.Ordinal).Count();
            return [string.Create(CultureInfo.InvariantCulture, $"EC2: {instances.Count} instances of {types} types")];
        }
        catch (AmazonServiceException fault)
        {
            throw new ProblemException(new Problem($"{fault.ErrorCode}: {fault.Message}", Name, "allow ec2:DescribeInstances"));
        }
    }

    private static JsonNode Written(Instance instance)
    {
        var written = new JsonObject
        {
            ["InstanceId"] = instance.InstanceId,
            ["InstanceType"] = instance.InstanceType?.Value,
            ["Architecture"] = instance.Architecture?.Value,
            ["PlatformDetails"] = instance.PlatformDetails,
            ["State"] = new JsonObject { [nameof(InstanceState.Name)] = instance.State?.Name?.Value },
            ["Placement"] = new JsonObject { ["AvailabilityZone"] = instance.Placement?.AvailabilityZone, ["Tenancy"] = instance.Placement?.Tenancy?.Value },
        };
        // Absent where the instance is on demand.
        if (instance.InstanceLifecycle is { } lifecycle) written["InstanceLifecycle"] = lifecycle.Value;
        if (instance.LaunchTime is { } launched) written["LaunchTime"] = launched.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var tags = (instance.Tags ?? []).Where(tag => ClusterTags.Contains(tag.Key, StringComparer.Ordinal)).OrderBy(tag => tag.Key, StringComparer.Ordinal).ToList();
        if (tags.Count > 0) written["Tags"] = new JsonArray([.. tags.Select(tag => (JsonNode)new JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value })]);
        return written;
    }
}
