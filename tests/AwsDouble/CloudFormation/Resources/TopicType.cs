using System.Text.Json.Nodes;
using CostTool.AwsDouble.Account;

namespace CostTool.AwsDouble.CloudFormation.Resources;

internal sealed class TopicType(DoubleAccount account) : StackResourceType(account)
{
    private static readonly string[] Settings = ["ContentBasedDeduplication", "DisplayName", "FifoTopic", "KmsMasterKeyId", "SignatureVersion", "TracingConfig"];

    public override string Type => "AWS::SNS::Topic";

    public override string NameProperty => "TopicName";

    public override IReadOnlyCollection<string> ReplacedBy => ["TopicName", "FifoTopic"];

    protected override IReadOnlyDictionary<string, string> Renamed { get; } = new Dictionary<string, string> { ["TopicName"] = "Name" };

    public override MadeResource Create(JsonObject properties, string generated)
    {
        var name = properties.Text("TopicName");
        RefuseExisting(Account.Arn("sns", name), name);
        var arn = Call("sns", "CreateTopic", Without(properties, Settings).With("Attributes", Attributes(properties, Settings))).Text("TopicArn");
        return MadeResource.Of(arn, ("TopicArn", arn), ("TopicName", name));
    }

    public override void Update(MadeResource made, JsonObject before, JsonObject after)
    {
        foreach (var name in Settings.Where(name => Differ(before, after, name)))
            Account.Call("sns", "SetTopicAttributes", new JsonObject { ["TopicArn"] = made.PhysicalId, ["AttributeName"] = name, ["AttributeValue"] = Attributes(after, [name]).TextOrNull(name) ?? "" });
    }

    public override void Delete(MadeResource made, JsonObject properties) => Account.Call("sns", "DeleteTopic", new JsonObject { ["TopicArn"] = made.PhysicalId });
}
