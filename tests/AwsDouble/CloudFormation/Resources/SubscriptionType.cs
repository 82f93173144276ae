using System.Text.Json.Nodes;
using CostTool.AwsDouble.Account;

namespace CostTool.AwsDouble.CloudFormation.Resources;

internal sealed class SubscriptionType(DoubleAccount account) : StackResourceType(account)
{
    public override string Type => "AWS::SNS::Subscription";

    public override string? NameProperty => null;

    public override bool TakesTags => false;

    public override IReadOnlyCollection<string>? ReplacedBy => null;

    public override MadeResource Create(JsonObject properties, string generated)
    {
        var arn = Call("sns", "Subscribe", Without(properties).With("ReturnSubscriptionArn", true)).Text("SubscriptionArn");
        return MadeResource.Of(arn, ("Arn", arn));
    }

    public override void Update(MadeResource made, JsonObject before, JsonObject after) => throw new InvalidOperationException("a subscription is replaced");

    public override void Delete(MadeResource made, JsonObject properties) => Account.Call("sns", "Unsubscribe", new JsonObject { ["SubscriptionArn"] = made.PhysicalId });
}
