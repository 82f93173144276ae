using System.Text.Json.Nodes;
using CostTool.AwsDouble.Account;

namespace CostTool.AwsDouble.CloudFormation.Resources;

/// <summary>The policy of queues: an attribute of each, and to a stack a resource.</summary>
internal sealed class QueuePolicyType(DoubleAccount account) : StackResourceType(account)
{
    public override string Type => "AWS::SQS::QueuePolicy";

    public override string? NameProperty => null;

    public override bool TakesTags => false;

    public override IReadOnlyCollection<string> ReplacedBy => ["Queues"];

    public override MadeResource Create(JsonObject properties, string generated)
    {
        Set(properties, ApiRequest.Text(properties["PolicyDocument"]!));
        return MadeResource.Of(generated, ("Id", generated));
    }

    public override void Update(MadeResource made, JsonObject before, JsonObject after) => Set(after, ApiRequest.Text(after["PolicyDocument"]!));

    public override void Delete(MadeResource made, JsonObject properties) => Set(properties, "");

    private void Set(JsonObject properties, string policy)
    {
        foreach (var url in properties.Texts("Queues")) Account.Call("sqs", "SetQueueAttributes", new JsonObject { ["QueueUrl"] = url, ["Attributes"] = new JsonObject { ["Policy"] = policy } });
    }
}
