using System.Text;
using System.Text.Json.Nodes;
using CostTool.AwsDouble.Account;
using CostTool.AwsDouble.CloudFormation.Resources;

namespace CostTool.AwsDouble.CloudFormation;

/// <summary>CloudFormation: stacks of the types of resources that the account's other services have. A stack is done when the call that asks for it is answered.</summary>
public sealed class CloudFormationDouble : IServiceDouble
{
    private const int LongestBody = 51_200;
    private const int PageSize = 100;

    private readonly DoubleAccount _account;
    private readonly IReadOnlyDictionary<string, StackResourceType> _types;
    private readonly List<Stack> _stacks = [];

    public CloudFormationDouble(DoubleAccount account) => (_account, _types) = (account, StackResourceType.All(account));

    public string Model => "cloudformation";

    /// <summary>What lies in S3, by its address.</summary>
    public Dictionary<string, string> Bucket { get; } = new(StringComparer.Ordinal);

    public JsonObject Handle(string operation, JsonObject request) => operation switch
    {
        "ValidateTemplate" => Validate(Given(request)),
        "CreateStack" => Create(request),
        "UpdateStack" => Update(request),
        "DeleteStack" => Delete(request),
        "DescribeStacks" => Paged(request, "Stacks", (request.TextOrNull("StackName") is { } name ? [Find(name)] : _stacks.Where(stack => stack.Deleted is null)).Select(stack => stack.ToJson())),
        "DescribeStackEvents" => Paged(request, "StackEvents", Enumerable.Reverse(Find(request.Text("StackName")).Events).Select(told => told.Copy())),
        "DescribeStackResources" => new JsonObject { ["StackResources"] = Resources(Find(request.Text("StackName")), "Timestamp").ToArrayNode() },
        "ListStackResources" => Paged(request, "StackResourceSummaries", Resources(Find(request.Text("StackName")), "LastUpdatedTimestamp").Select(resource => resource.Only("LogicalResourceId", "PhysicalResourceId", "ResourceType", "LastUpdatedTimestamp", "ResourceStatus"))),
        "GetTemplate" => new JsonObject { ["TemplateBody"] = Find(request.Text("StackName")).Template.Text, ["StagesAvailable"] = new JsonArray("Original", "Processed") },
        _ => throw new ServiceErrorException("InvalidAction", $"Could not find operation {operation} for version 2010-05-15"),
    };

    private static JsonObject Validate(Template template)
    {
        var answer = new JsonObject
        {
            ["Parameters"] = template.Parameters.OrderBy(parameter => parameter.Key, StringComparer.Ordinal).Select(parameter => (JsonNode?)new JsonObject
            {
                ["ParameterKey"] = parameter.Key,
                ["NoEcho"] = parameter.Value["NoEcho"]?.ToString() is "true",
            }.With("DefaultValue", parameter.Value["Default"]?.ToString()).With("Description", parameter.Value.TextOrNull("Description"))).ToArrayNode(),
        }.With("Description", template.Description);
        if (template.Capability is not { } capability) return answer;
        answer["Capabilities"] = new JsonArray(capability);
        answer["CapabilitiesReason"] = "The following resource(s) require capabilities: [AWS::IAM::Role]";
        return answer;
    }

    private static JsonObject Paged(JsonObject request, string member, IEnumerable<JsonObject> all)
    {
        var page = Page.Of(all, request.TextOrNull("NextToken"), PageSize, () => TemplateText.Invalid("NextToken is invalid"));
        return new JsonObject { [member] = page.Items.ToArrayNode() }.With("NextToken", page.Next);
    }

    private static IEnumerable<JsonObject> Resources(Stack stack, string time) => stack.Resources.Values.OrderBy(resource => resource.LogicalId, StringComparer.Ordinal).Select(resource => new JsonObject
    {
        ["StackId"] = stack.Id,
        ["StackName"] = stack.Name,
        ["LogicalResourceId"] = resource.LogicalId,
        ["PhysicalResourceId"] = resource.Made.PhysicalId,
        ["ResourceType"] = resource.Kind.Type,
        [time] = resource.At,
        ["ResourceStatus"] = resource.Status,
    });

    private static void Agree(Template template, IReadOnlyList<string> capabilities)
    {
        if (template.Capability is { } needed && !capabilities.Contains(needed) && !(needed == "CAPABILITY_IAM" && capabilities.Contains("CAPABILITY_NAMED_IAM")))
            throw new ServiceErrorException("InsufficientCapabilitiesException", $"Requires capabilities : [{needed}]");
    }

    private JsonObject Create(JsonObject request)
    {
        var (name, template, capabilities) = (request.Text("StackName"), Given(request), request.Texts("Capabilities"));
        if (_stacks.Exists(stack => stack.Name == name && stack.Deleted is null)) throw new ServiceErrorException("AlreadyExistsException", $"Stack [{name}] already exists");
        var values = StackParameters.Of(template, request.Objects("Parameters"), new Dictionary<string, string>());
        Agree(template, capabilities);
        var stack = new Stack(name, _account.Arn("cloudformation", $"stack/{name}/{_account.NewUuid()}"), template, _account.Now) { Values = values, Capabilities = capabilities, DisableRollback = request.Flag("DisableRollback") };
        stack.Tags.Put(request["Tags"]);
        _stacks.Add(stack);
        new StackWork(_account, _types, stack).Create(request.TextOrNull("OnFailure") ?? (stack.DisableRollback ? "DO_NOTHING" : "ROLLBACK"));
        return new JsonObject { ["StackId"] = stack.Id };
    }

    private JsonObject Update(JsonObject request)
    {
        var stack = Find(request.Text("StackName"));
        if (stack.Status is not ("CREATE_COMPLETE" or "UPDATE_COMPLETE" or "UPDATE_ROLLBACK_COMPLETE")) throw TemplateText.Invalid($"Stack:{stack.Id} is in {stack.Status} state and can not be updated.");
        var template = request.Flag("UsePreviousTemplate") ? stack.Template : Given(request);
        var values = StackParameters.Of(template, request.Objects("Parameters"), stack.Values);
        Agree(template, request.Texts("Capabilities"));
        if (JsonNode.DeepEquals(TemplateText.Parse(template.Text)["Resources"], TemplateText.Parse(stack.Template.Text)["Resources"]) && values.OrderBy(value => value.Key, StringComparer.Ordinal).SequenceEqual(stack.Values.OrderBy(value => value.Key, StringComparer.Ordinal)))
            throw TemplateText.Invalid("No updates are to be performed.");
        new StackWork(_account, _types, stack).Update(template, values);
        return new JsonObject { ["StackId"] = stack.Id };
    }

    // A stack that is not there is deleted as well.
    private JsonObject Delete(JsonObject request)
    {
        var name = request.Text("StackName");
        if (_stacks.Find(stack => stack.Deleted is null && (stack.Name == name || stack.Id == name)) is { } stack) new StackWork(_account, _types, stack).Delete();
        return [];
    }

    /// <summary>The template that a call brings or points to.</summary>
    private Template Given(JsonObject request)
    {
        var (body, url) = (request.TextOrNull("TemplateBody"), request.TextOrNull("TemplateURL"));
        if (body is null == url is null) throw TemplateText.Invalid("Either Template URL or Template Body must be specified.");
        if (body is not null && Encoding.UTF8.GetByteCount(body) > LongestBody)
            throw TemplateText.Invalid("1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to 51200");
        return Template.Read(body ?? (Bucket.TryGetValue(url!, out var lies) ? lies : throw TemplateText.Invalid("S3 error: Access Denied")), [.. _types.Keys]);
    }

    // Who has the id finds a deleted stack too.
    private Stack Find(string name) => _stacks.Find(stack => stack.Id == name || (stack.Name == name && stack.Deleted is null)) ?? throw TemplateText.Invalid($"Stack with id {name} does not exist");
}
