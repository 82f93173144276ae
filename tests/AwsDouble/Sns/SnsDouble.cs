using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CostTool.AwsDouble.Account;
using CostTool.AwsDouble.Iam;

namespace CostTool.AwsDouble.Sns;

/// <summary>SNS: topics and who hears of them.</summary>
public sealed partial class SnsDouble(DoubleAccount account) : IServiceDouble
{
    private const int PageSize = 100;
    private const int TagLimit = 50;

    private static readonly string[] Settable =
        ["DeliveryPolicy", "DisplayName", "Policy", "TracingConfig", "KmsMasterKeyId", "FifoTopic", "ContentBasedDeduplication", "SignatureVersion", "SQSSuccessFeedbackRoleArn", "SQSFailureFeedbackRoleArn"];

    private static readonly string[] Protocols = ["http", "https", "email", "email-json", "sms", "sqs", "application", "lambda", "firehose"];

    private readonly SortedDictionary<string, Topic> _topics = new(StringComparer.Ordinal);
    private readonly List<PublishedMessage> _published = [];

    public string Model => "sns";

    public string? InvalidCode => "InvalidParameterException";

    public IReadOnlyList<PublishedMessage> Published => _published;

    public IEnumerable<string> TopicArns => _topics.Keys;

    public JsonObject Handle(string operation, JsonObject request) => operation switch
    {
        "CreateTopic" => Create(request),
        "DeleteTopic" => Delete(request.Text("TopicArn")),
        "ListTopics" => List(request, "Topics", _topics.Keys.Where(account.Resources.Look).Select(arn => new JsonObject { ["TopicArn"] = arn })),
        "GetTopicAttributes" => new JsonObject { ["Attributes"] = Attributes(Find(request.Text("TopicArn"))) },
        "SetTopicAttributes" => SetAttribute(Find(request.Text("TopicArn")), request.Text("AttributeName"), request.TextOrNull("AttributeValue") ?? ""),
        "Subscribe" => Subscribe(Find(request.Text("TopicArn")), request),
        "ConfirmSubscription" => Confirm(Find(request.Text("TopicArn")), request.Text("Token")),
        "Unsubscribe" => Unsubscribe(request.Text("SubscriptionArn")),
        "ListSubscriptionsByTopic" => Subscriptions(request, [Find(request.Text("TopicArn"))]),
        "ListSubscriptions" => Subscriptions(request, _topics.Values),
        "Publish" => Publish(request),
        "ListTagsForResource" => new JsonObject { ["Tags"] = Tagged(request).Tags.ToJson() },
        "TagResource" => Tag(Tagged(request), request),
        "UntagResource" => Untag(Tagged(request), request),
        _ => throw new ServiceErrorException("InvalidAction", $"The action {operation} is not valid for this web service"),
    };

    /// <summary>The owner of an address follows the link in the mail.</summary>
    public void Confirm(string endpoint)
    {
        foreach (var topic in _topics.Values)
            for (var index = 0; index < topic.Subscriptions.Count; index++)
                if (topic.Subscriptions[index].Endpoint == endpoint) topic.Subscriptions[index] = topic.Subscriptions[index] with { Pending = false };
    }

    private static JsonObject List(JsonObject request, string member, IEnumerable<JsonNode> all)
    {
        var page = Page.Of(all, request.TextOrNull("NextToken"), PageSize, () => Invalid("NextToken"));
        return new JsonObject { [member] = new JsonArray([.. page.Items]) }.With("NextToken", page.Next);
    }

    private JsonObject Create(JsonObject request)
    {
        var name = request.Text("Name");
        if (!Names().IsMatch(name)) throw Invalid("Topic Name");
        var arn = account.Arn("sns", name);
        var attributes = (request["Attributes"] as JsonObject ?? []).ToDictionary(entry => entry.Key, entry => entry.Value!.GetValue<string>());
        if (_topics.TryGetValue(arn, out var known))
        {
            if (attributes.Any(entry => known.Attributes.GetValueOrDefault(entry.Key) != entry.Value)) throw Invalid("Attributes Reason: Topic already exists with different attributes");
            if (request["Tags"] is { } tags && !JsonNode.DeepEquals(new TagSet().Put(tags).ToJson(), known.Tags.ToJson())) throw Invalid("Tags Reason: Topic already exists with different tags");
            return new JsonObject { ["TopicArn"] = arn };
        }

        var topic = new Topic { Arn = arn };
        foreach (var (key, value) in attributes) SetAttribute(topic, key, value);
        topic.Tags.Put(request["Tags"]);
        _topics.Add(arn, topic);
        account.Resources.Add(arn);
        return new JsonObject { ["TopicArn"] = arn };
    }

    private JsonObject Delete(string arn)
    {
        // A topic that is not there is deleted as well.
        _topics.Remove(arn);
        account.Resources.Remove(arn);
        return [];
    }

    private static JsonObject SetAttribute(Topic topic, string name, string value)
    {
        if (!Settable.Contains(name)) throw Invalid("AttributeName");
        if (name == "Policy" && value.Length > 0) Check(value);
        topic.Attributes[name] = value;
        return [];
    }

    private static void Check(string policy)
    {
        try
        {
            if (PolicyDocument.OfResource(policy).Statements.SelectMany(statement => statement.Actions).Any(action => !action.StartsWith("sns:", StringComparison.OrdinalIgnoreCase)))
                throw Invalid("Policy statement action out of service scope!");
        }
        catch (ServiceErrorException error) when (error.Code == "MalformedPolicyDocumentException")
        {
            throw Invalid($"Policy Error: {error.Message}");
        }
    }

    private JsonObject Attributes(Topic topic)
    {
        var attributes = new JsonObject
        {
            ["TopicArn"] = topic.Arn,
            ["Owner"] = account.AccountId,
            ["DisplayName"] = "",
            ["Policy"] = $$$$"""{"Version":"2008-10-17","Id":"__default_policy_ID","Statement":[{"Sid":"__default_statement_ID","Effect":"Allow","Principal":{"AWS":"*"},"Action":["SNS:GetTopicAttributes","SNS:SetTopicAttributes","SNS:AddPermission","SNS:RemovePermission","SNS:DeleteTopic","SNS:Subscribe","SNS:ListSubscriptionsByTopic","SNS:Publish"],"Resource":"{{{{topic.Arn}}}}","Condition":{"StringEquals":{"AWS:SourceOwner":"{{{{account.AccountId}}}}"}}}]}""",
            ["EffectiveDeliveryPolicy"] = """{"http":{"defaultHealthyRetryPolicy":{"minDelayTarget":20,"maxDelayTarget":20,"numRetries":3,"numMaxDelayRetries":0,"numNoDelayRetries":0,"numMinDelayRetries":0,"backoffFunction":"linear"},"disableSubscriptionOverrides":false}}""",
            ["SubscriptionsConfirmed"] = topic.Subscriptions.Count(subscription => !subscription.Pending).ToString(CultureInfo.InvariantCulture),
            ["SubscriptionsPending"] = topic.Subscriptions.Count(subscription => subscription.Pending).ToString(CultureInfo.InvariantCulture),
            ["SubscriptionsDeleted"] = topic.Deleted.ToString(CultureInfo.InvariantCulture),
        };
        foreach (var (name, value) in topic.Attributes) attributes[name] = value;
        return attributes;
    }

    private JsonObject Subscribe(Topic topic, JsonObject request)
    {
        var (protocol, endpoint) = (request.Text("Protocol"), request.TextOrNull("Endpoint") ?? "");
        if (!Protocols.Contains(protocol)) throw Invalid($"Amazon SNS does not support this protocol string: {protocol}");
        if (protocol.StartsWith("email", StringComparison.Ordinal) && !endpoint.Contains('@', StringComparison.Ordinal)) throw Invalid("Email address");
        var known = topic.Subscriptions.Find(each => each.Protocol == protocol && each.Endpoint == endpoint);
        if (known is null)
        {
            // Within an account nobody has to confirm a queue or a function.
            known = new Subscription($"{topic.Arn}:{account.NewUuid()}", protocol, endpoint, account.NewHex(64), protocol is not ("sqs" or "lambda" or "firehose" or "sms" or "application"));
            topic.Subscriptions.Add(known);
        }

        return new JsonObject { ["SubscriptionArn"] = known.Pending && !request.Flag("ReturnSubscriptionArn") ? "pending confirmation" : known.Arn };
    }

    private static JsonObject Confirm(Topic topic, string token)
    {
        var index = topic.Subscriptions.FindIndex(each => each.Token == token);
        if (index < 0) throw Invalid("Token");
        topic.Subscriptions[index] = topic.Subscriptions[index] with { Pending = false };
        return new JsonObject { ["SubscriptionArn"] = topic.Subscriptions[index].Arn };
    }

    private JsonObject Unsubscribe(string arn)
    {
        if (arn == "PendingConfirmation" || arn.Split(':').Length != 7) throw Invalid("SubscriptionArn Reason: An ARN must have at least 6 elements");
        foreach (var topic in _topics.Values) topic.Deleted += topic.Subscriptions.RemoveAll(each => each.Arn == arn);
        return [];
    }

    private JsonObject Subscriptions(JsonObject request, IEnumerable<Topic> topics) => List(request, "Subscriptions", topics.SelectMany(topic => topic.Subscriptions.Select(each => new JsonObject
    {
        ["SubscriptionArn"] = each.Pending ? "PendingConfirmation" : each.Arn,
        ["Owner"] = account.AccountId,
        ["Protocol"] = each.Protocol,
        ["Endpoint"] = each.Endpoint,
        ["TopicArn"] = topic.Arn,
    })));

    private JsonObject Publish(JsonObject request)
    {
        var topic = Find(request.TextOrNull("TopicArn") ?? request.TextOrNull("TargetArn") ?? throw Invalid("TopicArn or TargetArn Reason: no value for required parameter"));
        if (request.Text("Message").Length == 0) throw Invalid("Empty message");
        var message = new PublishedMessage(topic.Arn, request.TextOrNull("Subject"), request.Text("Message"), account.NewUuid());
        _published.Add(message);
        return new JsonObject { ["MessageId"] = message.MessageId };
    }

    private static JsonObject Tag(Topic topic, JsonObject request)
    {
        if (topic.Tags.Count + request.Objects("Tags").Count(tag => topic.Tags[tag.Text("Key")] is null) > TagLimit) throw new ServiceErrorException("TagLimitExceededException", "Could not complete request: tag quota of per resource exceeded");
        topic.Tags.Put(request["Tags"]);
        return [];
    }

    private static JsonObject Untag(Topic topic, JsonObject request)
    {
        topic.Tags.Remove(request["TagKeys"]);
        return [];
    }

    private Topic Find(string arn)
    {
        if (arn.Split(':').Length != 6) throw Invalid("TopicArn Reason: An ARN must have at least 6 elements, not " + arn.Split(':').Length.ToString(CultureInfo.InvariantCulture));
        return _topics.TryGetValue(arn, out var topic) ? topic : throw new ServiceErrorException("NotFoundException", "Topic does not exist");
    }

    private Topic Tagged(JsonObject request) =>
        _topics.TryGetValue(request.Text("ResourceArn"), out var topic) ? topic : throw new ServiceErrorException("ResourceNotFoundException", "Resource does not exist");

    private static ServiceErrorException Invalid(string what) => new("InvalidParameterException", $"Invalid parameter: {what}");

    [GeneratedRegex(@"^([A-Za-z0-9_-]{1,256}|[A-Za-z0-9_-]{1,251}\.fifo)\z")]
    private static partial Regex Names();
}
