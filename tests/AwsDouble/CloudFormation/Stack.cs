using System.Text.Json.Nodes;
using CostTool.AwsDouble.Account;
using CostTool.AwsDouble.CloudFormation.Resources;

namespace CostTool.AwsDouble.CloudFormation;

/// <summary>A stack, whether it is there or was deleted.</summary>
internal sealed class Stack(string name, string id, Template template, double created)
{
    public const string Type = "AWS::CloudFormation::Stack";

    public string Name { get; } = name;

    public string Id { get; } = id;

    public double Created { get; } = created;

    public Template Template { get; set; } = template;

    public IReadOnlyDictionary<string, string> Values { get; set; } = new Dictionary<string, string>();

    public TagSet Tags { get; } = new();

    public IReadOnlyList<string> Capabilities { get; set; } = [];

    public bool DisableRollback { get; set; }

    public double? Updated { get; set; }

    public double? Deleted { get; set; }

    public string Status { get; set; } = "CREATE_IN_PROGRESS";

    /// <summary>By logical id.</summary>
    public Dictionary<string, StackResource> Resources { get; set; } = new(StringComparer.Ordinal);

    /// <summary>The oldest first.</summary>
    public List<JsonObject> Events { get; } = [];

    public JsonObject ToJson() => new JsonObject
    {
        ["StackId"] = Id,
        ["StackName"] = Name,
        ["Parameters"] = Values.Select(value => (JsonNode?)new JsonObject { ["ParameterKey"] = value.Key, ["ParameterValue"] = value.Value }).ToArrayNode(),
        ["CreationTime"] = Created,
        ["RollbackConfiguration"] = new JsonObject(),
        ["StackStatus"] = Status,
        ["DisableRollback"] = DisableRollback,
        ["NotificationARNs"] = new JsonArray(),
        ["Capabilities"] = Capabilities.ToArrayNode(),
        ["Tags"] = Tags.ToJson(),
        ["EnableTerminationProtection"] = false,
        ["DriftInformation"] = new JsonObject { ["StackDriftStatus"] = "NOT_CHECKED" },
    }.With("Description", Template.Description).With("LastUpdatedTime", Updated).With("DeletionTime", Deleted);
}

/// <summary>A resource of a stack.</summary>
/// <param name="LogicalId">Its name in the template.</param>
/// <param name="Kind">Its type.</param>
/// <param name="Made">What was made.</param>
/// <param name="Properties">What it was made with.</param>
/// <param name="Status">What was done last.</param>
/// <param name="At">When that was.</param>
internal sealed record StackResource(string LogicalId, StackResourceType Kind, MadeResource Made, JsonObject Properties, string Status, double At);
