using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CostTool.AwsDouble.Account;

namespace CostTool.AwsDouble.Sqs;

/// <summary>SQS: queues, which forget a name only a minute after they were deleted.</summary>
public sealed partial class SqsDouble(DoubleAccount account) : IServiceDouble
{
    private const int Listed = 1000;

    /// <summary>Seconds after a deletion in which the name is taken.</summary>
    private const double NameRests = 60;

    /// <summary>Seconds in which a FIFO queue knows a message again.</summary>
    private const double DeduplicationLasts = 300;

    private readonly SortedDictionary<string, DoubleQueue> _queues = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _deleted = new(StringComparer.Ordinal);

    public string Model => "sqs";

    public string? InvalidCode => "InvalidParameterValue";

    public IEnumerable<string> QueueNames => _queues.Keys;

    public JsonObject Handle(string operation, JsonObject request) => operation switch
    {
        "CreateQueue" => Create(request),
        "DeleteQueue" => Delete(Find(request)),
        "GetQueueUrl" => new JsonObject { ["QueueUrl"] = (_queues.GetValueOrDefault(request.Text("QueueName")) ?? throw NoQueue()).Url },
        "ListQueues" => List(request),
        "GetQueueAttributes" => new JsonObject { ["Attributes"] = Attributes(Find(request), request.Texts("AttributeNames")) },
        "SetQueueAttributes" => Set(Find(request), request),
        "ListQueueTags" => new JsonObject { ["Tags"] = new JsonObject(Find(request).Tags.Select(tag => KeyValuePair.Create(tag.Key, (JsonNode?)tag.Value))) },
        "TagQueue" => Tag(Find(request), request),
        "UntagQueue" => Untag(Find(request), request),
        "SendMessage" => Send(Find(request), request.Text("MessageBody"), request.Whole("DelaySeconds"), request.TextOrNull("MessageGroupId"), request.TextOrNull("MessageDeduplicationId")),
        "ReceiveMessage" => Receive(Find(request), request),
        "DeleteMessage" => DeleteMessage(Find(request), request.Text("ReceiptHandle")),
        "DeleteMessageBatch" => DeleteMessages(Find(request), request),
        "ChangeMessageVisibility" => Hide(Find(request), request.Text("ReceiptHandle"), request.Whole("VisibilityTimeout") ?? 0),
        "PurgeQueue" => Purge(Find(request)),
        _ => throw new ServiceErrorException("InvalidAction", $"The action {operation} is not valid for this endpoint."),
    };

    /// <summary>Another service puts a message into a queue, as Scheduler does with what failed.</summary>
    /// <returns>False: the queue is not there.</returns>
    public bool Deliver(string arn, string body)
    {
        if (_queues.Values.FirstOrDefault(queue => queue.Arn == arn) is not { } queue) return false;
        Send(queue, body, null, null, null);
        return true;
    }

    /// <summary>The bodies of a queue's messages, seen or not, in the order in which they came.</summary>
    public IReadOnlyList<string> Bodies(string queueName) => [.. _queues[queueName].Messages.Select(message => message.Body)];

    private JsonObject Create(JsonObject request)
    {
        var name = request.Text("QueueName");
        if (!Names().IsMatch(name)) throw new ServiceErrorException("InvalidParameterValue", "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
        var given = Texts(request["Attributes"]);
        foreach (var (key, value) in given) QueueAttributes.Check(key, value);
        if (name.EndsWith(".fifo", StringComparison.Ordinal) != (given.GetValueOrDefault("FifoQueue") == "true")) throw new ServiceErrorException("InvalidParameterValue", "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.");
        if (_queues.TryGetValue(name, out var known))
        {
            foreach (var (key, value) in given)
                if (known.Attributes.GetValueOrDefault(key) != value) throw new ServiceErrorException("QueueNameExists", $"A queue already exists with the same name and a different value for attribute {key}");
            return new JsonObject { ["QueueUrl"] = known.Url };
        }

        if (_deleted.TryGetValue(name, out var deleted) && account.Now < deleted + NameRests)
            throw new ServiceErrorException("QueueDeletedRecently", "You must wait 60 seconds after deleting a queue before you can create another with the same name.");
        var queue = new DoubleQueue
        {
            Name = name,
            Url = $"{account.Endpoint.GetLeftPart(UriPartial.Authority)}/{account.AccountId}/{name}",
            Arn = account.Arn("sqs", name),
            Created = Math.Floor(account.Now),
            Modified = Math.Floor(account.Now),
        };
        foreach (var (key, value) in QueueAttributes.Defaults) queue.Attributes[key] = value;
        Put(queue, given);
        foreach (var (key, value) in Texts(request["tags"])) queue.Tags[key] = value;
        _queues.Add(name, queue);
        account.Resources.Add(queue.Arn);
        return new JsonObject { ["QueueUrl"] = queue.Url };
    }

    private JsonObject Delete(DoubleQueue queue)
    {
        _queues.Remove(queue.Name);
        _deleted[queue.Name] = account.Now;
        account.Resources.Remove(queue.Arn);
        return [];
    }

    private JsonObject List(JsonObject request)
    {
        var prefix = request.TextOrNull("QueueNamePrefix") ?? "";
        var all = _queues.Values.Where(queue => queue.Name.StartsWith(prefix, StringComparison.Ordinal) && account.Resources.Look(queue.Arn)).Select(queue => (JsonNode)queue.Url);
        // Only who asks for pages gets them.
        if (request.Whole("MaxResults") is not { } most) return new JsonObject { ["QueueUrls"] = new JsonArray([.. all.Take(Listed)]) };
        if (most is < 1 or > Listed) throw new ServiceErrorException("InvalidParameterValue", $"Value {most.ToString(CultureInfo.InvariantCulture)} for parameter MaxResults is invalid. Reason: must be an integer between 1 and 1000.");
        var page = Page.Of(all, request.TextOrNull("NextToken"), most, () => new ServiceErrorException("InvalidParameterValue", "Invalid or expired next token."));
        return new JsonObject { ["QueueUrls"] = new JsonArray([.. page.Items]) }.With("NextToken", page.Next);
    }

    private JsonObject Attributes(DoubleQueue queue, IReadOnlyList<string> names)
    {
        var now = account.Now;
        var all = new SortedDictionary<string, string>(queue.Attributes, StringComparer.Ordinal)
        {
            ["QueueArn"] = queue.Arn,
            ["CreatedTimestamp"] = Text(queue.Created),
            ["LastModifiedTimestamp"] = Text(queue.Modified),
            ["ApproximateNumberOfMessages"] = Text(queue.Messages.Count(message => message.VisibleFrom <= now)),
            ["ApproximateNumberOfMessagesDelayed"] = Text(queue.Messages.Count(message => message.VisibleFrom > now && message.Received == 0)),
            ["ApproximateNumberOfMessagesNotVisible"] = Text(queue.Messages.Count(message => message.VisibleFrom > now && message.Received > 0)),
        };
        return new JsonObject(all.Where(entry => names.Contains("All") || names.Contains(entry.Key)).Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value)));
    }

    private JsonObject Set(DoubleQueue queue, JsonObject request)
    {
        var given = Texts(request["Attributes"]);
        foreach (var (key, value) in given) QueueAttributes.Check(key, value);
        Put(queue, given);
        queue.Modified = Math.Floor(account.Now);
        return [];
    }

    private static void Put(DoubleQueue queue, IReadOnlyDictionary<string, string> attributes)
    {
        foreach (var (key, value) in attributes)
        {
            // A policy is taken away by setting it to nothing.
            if (value.Length == 0) queue.Attributes.Remove(key);
            else queue.Attributes[key] = value;
        }
    }

    private static JsonObject Tag(DoubleQueue queue, JsonObject request)
    {
        foreach (var (key, value) in Texts(request["Tags"])) queue.Tags[key] = value;
        return [];
    }

    private static JsonObject Untag(DoubleQueue queue, JsonObject request)
    {
        foreach (var key in request.Texts("TagKeys")) queue.Tags.Remove(key);
        return [];
    }

    private JsonObject Send(DoubleQueue queue, string body, int? delay, string? group, string? deduplication)
    {
        if (body.Length == 0) throw new ServiceErrorException("MissingParameter", "The request must contain the parameter MessageBody.");
        if (Encoding.UTF8.GetByteCount(body) > Number(queue, "MaximumMessageSize")) throw new ServiceErrorException("InvalidParameterValue", "One or more parameters are invalid. Reason: Message must be shorter than the queue allows.");
        if (queue.IsFifo && group is null) throw new ServiceErrorException("MissingParameter", "The request must contain the parameter MessageGroupId.");
        if (queue.IsFifo && deduplication is null) throw new ServiceErrorException("InvalidParameterValue", "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly");
        if (queue.IsFifo && queue.Messages.Find(sent => sent.Deduplication == deduplication && account.Now < sent.Sent + DeduplicationLasts) is { } first) return new JsonObject { ["MD5OfMessageBody"] = Md5(first.Body), ["MessageId"] = first.Id };
        var message = new QueueMessage { Id = account.NewUuid(), Body = body, Sent = account.Now, VisibleFrom = account.Now + (delay ?? Number(queue, "DelaySeconds")), Group = queue.IsFifo ? group : null, Deduplication = deduplication };
        queue.Messages.Add(message);
        return new JsonObject { ["MD5OfMessageBody"] = Md5(body), ["MessageId"] = message.Id };
    }

    private JsonObject Receive(DoubleQueue queue, JsonObject request)
    {
        var most = request.Whole("MaxNumberOfMessages") ?? 1;
        if (most is < 1 or > 10) throw new ServiceErrorException("InvalidParameterValue", $"Value {most.ToString(CultureInfo.InvariantCulture)} for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.");
        var now = account.Now;
        queue.Messages.RemoveAll(message => message.Sent + Number(queue, "MessageRetentionPeriod") <= now);
        var names = request.Texts("AttributeNames").Concat(request.Texts("MessageSystemAttributeNames")).ToList();
        var messages = new JsonArray();
        var held = queue.Messages.Where(message => message.Group is not null && message.Receipt is not null && message.VisibleFrom > now).Select(message => message.Group).ToHashSet(StringComparer.Ordinal);
        foreach (var message in queue.Messages.Where(message => message.VisibleFrom <= now && (message.Group is null || !held.Contains(message.Group))).Take(most))
        {
            message.Received++;
            message.FirstReceived ??= now;
            message.VisibleFrom = now + (request.Whole("VisibilityTimeout") ?? Number(queue, "VisibilityTimeout"));
            message.Receipt = account.NewUuid();
            messages.Add(Received(message, names));
        }

        // With nothing to give there is no list.
        return messages.Count == 0 ? [] : new JsonObject { ["Messages"] = messages };
    }

    private static JsonObject Received(QueueMessage message, List<string> names)
    {
        var all = new Dictionary<string, string>
        {
            ["SentTimestamp"] = Text(message.Sent * 1000),
            ["ApproximateReceiveCount"] = Text(message.Received),
            ["ApproximateFirstReceiveTimestamp"] = Text(message.FirstReceived!.Value * 1000),
        };
        var answer = new JsonObject { ["MessageId"] = message.Id, ["ReceiptHandle"] = message.Receipt, ["MD5OfBody"] = Md5(message.Body), ["Body"] = message.Body };
        var asked = all.Where(entry => names.Contains("All") || names.Contains(entry.Key)).Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value)).ToList();
        return asked.Count == 0 ? answer : answer.With("Attributes", new JsonObject(asked));
    }

    private static JsonObject DeleteMessage(DoubleQueue queue, string receipt)
    {
        queue.Messages.RemoveAll(message => message.Receipt == receipt);
        return [];
    }

    private static JsonObject DeleteMessages(DoubleQueue queue, JsonObject request)
    {
        var entries = request.Objects("Entries");
        if (entries.Count is 0 or > 10) throw new ServiceErrorException("TooManyEntriesInBatchRequest", "Maximum number of entries per request are 10.");
        foreach (var entry in entries) DeleteMessage(queue, entry.Text("ReceiptHandle"));
        return new JsonObject { ["Successful"] = new JsonArray([.. entries.Select(entry => new JsonObject { ["Id"] = entry.Text("Id") })]), ["Failed"] = new JsonArray() };
    }

    private JsonObject Hide(DoubleQueue queue, string receipt, int seconds)
    {
        var message = queue.Messages.Find(message => message.Receipt == receipt) ?? throw new ServiceErrorException("ReceiptHandleIsInvalid", "The input receipt handle is invalid.");
        if (message.VisibleFrom <= account.Now)
            throw queue.IsFifo
                ? new ServiceErrorException("InvalidParameterValue", $"Value {receipt} for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.")
                : new ServiceErrorException("MessageNotInflight", "The message referred to isn't in flight.");
        message.VisibleFrom = account.Now + seconds;
        return [];
    }

    private static JsonObject Purge(DoubleQueue queue)
    {
        queue.Messages.Clear();
        return [];
    }

    private DoubleQueue Find(JsonObject request) => _queues.GetValueOrDefault(request.Text("QueueUrl").Split('/')[^1]) ?? throw NoQueue();

    private static int Number(DoubleQueue queue, string name) => int.Parse(queue.Attributes.GetValueOrDefault(name) ?? QueueAttributes.Defaults[name], CultureInfo.InvariantCulture);

    private static string Text(double number) => Math.Round(number).ToString("F0", CultureInfo.InvariantCulture);

    private static Dictionary<string, string> Texts(JsonNode? map) => (map as JsonObject ?? []).ToDictionary(entry => entry.Key, entry => entry.Value!.GetValue<string>(), StringComparer.Ordinal);

    // SQS's own check of what it received; nothing is kept safe by it.
#pragma warning disable CA5351
    private static string Md5(string body) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(body)));
#pragma warning restore CA5351

    private static ServiceErrorException NoQueue() => new("QueueDoesNotExist", "The specified queue does not exist for this wsdl version.");

    [GeneratedRegex(@"^([A-Za-z0-9_-]{1,80}|[A-Za-z0-9_-]{1,75}\.fifo)\z")]
    private static partial Regex Names();
}
