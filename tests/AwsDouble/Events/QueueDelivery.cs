using System.Text.Json.Nodes;
using CostTool.AwsDouble.Account;
using CostTool.AwsDouble.Iam;
using CostTool.AwsDouble.Sqs;

namespace CostTool.AwsDouble.Events;

/// <summary>How a message of a rule comes into a queue: only where the queue's policy lets EventBridge in.</summary>
internal static class QueueDelivery
{
    private const string Sender = "events.amazonaws.com";

    /// <returns>Why it did not get there; null: it did.</returns>
    public static string? Send(DoubleAccount account, string queueArn, string body, string ruleArn)
    {
        if (queueArn.Split(':') is not ["arn", _, "sqs", _, _, var name]) return "the double delivers to queues only";
        var sqs = account.Service<SqsDouble>();
        if (!sqs.QueueNames.Contains(name, StringComparer.Ordinal)) return "the queue does not exist";
        var url = account.Call("sqs", "GetQueueUrl", new JsonObject { ["QueueName"] = name }).Text("QueueUrl");
        var attributes = account.Call("sqs", "GetQueueAttributes", new JsonObject { ["QueueUrl"] = url, ["AttributeNames"] = new JsonArray("All") });
        var context = new Dictionary<string, string> { ["aws:SourceAccount"] = account.AccountId, ["aws:SourceArn"] = ruleArn, ["aws:SecureTransport"] = "true" };
        var allowed = (string?)attributes["Attributes"]?["Policy"] is { } policy && PolicyDocument.OfResource(policy).Statements
            .Any(statement => statement.Allows && statement.Names("Service", Sender) && statement.Covers("sqs:SendMessage", queueArn, context));
        if (!allowed) return "the queue's policy does not allow it";
        return sqs.Deliver(queueArn, body) ? null : "the queue does not exist";
    }
}
