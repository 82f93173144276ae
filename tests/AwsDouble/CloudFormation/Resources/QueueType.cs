using System.Text.Json.Nodes;
using CostTool.AwsDouble.Account;

namespace CostTool.AwsDouble.CloudFormation.Resources;

internal sealed class QueueType(DoubleAccount account) : StackResourceType(account)
{
    private static readonly string[] Settings =
    [
        "ContentBasedDeduplication", "DeduplicationScope", "DelaySeconds", "FifoQueue", "FifoThroughputLimit", "KmsDataKeyReusePeriodSeconds", "KmsMasterKeyId", "MaximumMessageSize", "MessageRetentionPeriod",
        "ReceiveMessageWaitTimeSeconds", "RedriveAllowPolicy", "RedrivePolicy", "SqsManagedSseEnabled", "VisibilityTimeout",
    ];

    public override string Type => "AWS::SQS::Queue";

    public override string NameProperty => "QueueName";

    public override IReadOnlyCollection<string> ReplacedBy => ["QueueName", "FifoQueue"];

    public override MadeResource Create(JsonObject properties, string generated)
    {
        var name = properties.Text("QueueName");
        var arn = Account.Arn("sqs", name);
        RefuseExisting(arn, name);
        var request = Without(properties, Settings).With("Attributes", Attributes(properties, Settings));
        return MadeResource.Of(Call("sqs", "CreateQueue", request).Text("QueueUrl"), ("Arn", arn), ("QueueName", name));
    }

    public override void Update(MadeResource made, JsonObject before, JsonObject after) =>
        Account.Call("sqs", "SetQueueAttributes", new JsonObject { ["QueueUrl"] = made.PhysicalId, ["Attributes"] = Attributes(after, Settings) });

    public override void Delete(MadeResource made, JsonObject properties) => Account.Call("sqs", "DeleteQueue", new JsonObject { ["QueueUrl"] = made.PhysicalId });
}
