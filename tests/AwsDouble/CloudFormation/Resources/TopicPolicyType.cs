using System.Text.Json.Nodes;
using CostTool.AwsDouble.Account;

namespace CostTool.AwsDouble.CloudFormation.Resources;

/// <summary>The policy of topics: an attribute of each, and to a stack a resource.</summary>
internal sealed class TopicPolicyType(DoubleAccount account) : StackResourceType(account)
{
    public override string Type => "AWS::SNS::TopicPolicy";

    public override string? NameProperty => null;

    public override bool TakesTags => false;

    public override IReadOnlyCollection<string> ReplacedBy => ["Topics"];

    public override MadeResource Create(JsonObject properties, string generated)
    {
        Set(properties, _ => ApiRequest.Text(properties["PolicyDocument"]!));
        return MadeResource.Of(generated, ("Id", generated));
    }

    public override void Update(MadeResource made, JsonObject before, JsonObject after) => Set(after, _ => ApiRequest.Text(after["PolicyDocument"]!));

    // A topic is never without a policy: its owner's is what is left.
    public override void Delete(MadeResource made, JsonObject properties) => Set(properties, topic =>
        $$$$"""{"Version":"2008-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":["SNS:Publish","SNS:Subscribe"],"Resource":"{{{{topic}}}}","Condition":{"StringEquals":{"AWS:SourceOwner":"{{{{Account.AccountId}}}}"}}}]}""");

    private void Set(JsonObject properties, Func<string, string> policy)
    {
        foreach (var topic in properties.Texts("Topics")) Account.Call("sns", "SetTopicAttributes", new JsonObject { ["TopicArn"] = topic, ["AttributeName"] = "Policy", ["AttributeValue"] = policy(topic) });
    }
}
