using System.Text.Json.Nodes;
using CostTool.AwsDouble.Account;

namespace CostTool.AwsDouble.Logs;

/// <summary>CloudWatch Logs: groups, streams and lines.</summary>
public sealed class LogsDouble(DoubleAccount account) : IServiceDouble
{
    private const int ShortPage = 50;
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(14);
    private static readonly TimeSpan Newest = TimeSpan.FromHours(2);
    private static readonly int[] Retentions = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

    private readonly SortedDictionary<string, LogGroup> _groups = new(StringComparer.Ordinal);
    private long _lines;

    public string Model => "logs";

    public string? InvalidCode => "InvalidParameterException";

    public IReadOnlyDictionary<string, LogGroup> Groups => _groups;

    private long Now => account.Clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Writes a line as a task's log driver does; the stream is made where it is missing.</summary>
    public void Write(string group, string stream, DateTimeOffset at, string message)
    {
        if (!_groups.TryGetValue(group, out var known)) return;
        if (!known.Streams.TryGetValue(stream, out var lines)) known.Streams[stream] = lines = new LogStream(stream, at.ToUnixTimeMilliseconds());
        lines.Add(new LogLine(at.ToUnixTimeMilliseconds(), at.ToUnixTimeMilliseconds(), message, ++_lines));
    }

    public JsonObject Handle(string operation, JsonObject request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return operation switch
        {
            "CreateLogGroup" => CreateGroup(request),
            "DeleteLogGroup" => Done(() => DeleteGroup(Group(request))),
            "DescribeLogGroups" => DescribeGroups(request),
            "PutRetentionPolicy" => Done(() => Group(request).RetentionInDays = Retention(request)),
            "DeleteRetentionPolicy" => Done(() => Group(request).RetentionInDays = null),
            "CreateLogStream" => CreateStream(Group(request), request),
            "DeleteLogStream" => Done(() => Group(request).Streams.Remove(Stream(request).Name)),
            "DescribeLogStreams" => DescribeStreams(Group(request), request),
            "PutLogEvents" => Put(Stream(request), request),
            "GetLogEvents" => LogReading.Get(Stream(request), request),
            "FilterLogEvents" => LogReading.Filter(Group(request), request),
            "ListTagsForResource" => new JsonObject { ["tags"] = Map(Tagged(request).Tags) },
            "TagResource" => Done(() => Tag(Tagged(request), request)),
            "UntagResource" => Done(() => Untag(Tagged(request), request.Texts("tagKeys"))),
            "ListTagsLogGroup" => new JsonObject { ["tags"] = Map(Group(request).Tags) },
            "TagLogGroup" => Done(() => Tag(Group(request), request)),
            "UntagLogGroup" => Done(() => Untag(Group(request), request.Texts("tags"))),
            _ => throw new ServiceErrorException("UnknownOperationException", operation),
        };
    }

    internal static ServiceErrorException Invalid(string message) => new("InvalidParameterException", message);

    private static JsonObject Done(Action effect)
    {
        effect();
        return [];
    }

    private static JsonObject Map(IReadOnlyDictionary<string, string> tags) => new(tags.Select(tag => KeyValuePair.Create(tag.Key, (JsonNode?)tag.Value)));

    private static void Tag(LogGroup group, JsonObject request)
    {
        foreach (var (key, value) in request["tags"]?.AsObject() ?? []) group.Tags[key] = (string?)value ?? "";
    }

    private static void Untag(LogGroup group, IEnumerable<string> keys)
    {
        foreach (var key in keys) group.Tags.Remove(key);
    }

    private static int Retention(JsonObject request) => request.Whole("retentionInDays") is { } days && Retentions.Contains(days) ? days : throw Invalid("1 validation error detected: Value at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set.");

    private LogGroup Group(JsonObject request) =>
        _groups.GetValueOrDefault(request.Text("logGroupName")) ?? throw new ServiceErrorException("ResourceNotFoundException", "The specified log group does not exist.");

    private LogStream Stream(JsonObject request) =>
        Group(request).Streams.GetValueOrDefault(request.Text("logStreamName")) ?? throw new ServiceErrorException("ResourceNotFoundException", "The specified log stream does not exist.");

    private LogGroup Tagged(JsonObject request)
    {
        var arn = request.Text("resourceArn");
        return _groups.Values.FirstOrDefault(group => group.Arn == arn) ?? throw new ServiceErrorException("ResourceNotFoundException", "The specified resource does not exist.");
    }

    private JsonObject CreateGroup(JsonObject request)
    {
        var name = request.Text("logGroupName");
        if (_groups.ContainsKey(name)) throw new ServiceErrorException("ResourceAlreadyExistsException", "The specified log group already exists");
        var group = new LogGroup(name, account.Arn("logs", $"log-group:{name}"), Now);
        Tag(group, request);
        _groups[name] = group;
        account.Resources.Add(group.Arn);
        return [];
    }

    private void DeleteGroup(LogGroup group)
    {
        _groups.Remove(group.Name);
        account.Resources.Remove(group.Arn);
    }

    private JsonObject DescribeGroups(JsonObject request)
    {
        var (prefix, part) = (request.TextOrNull("logGroupNamePrefix") ?? "", request.TextOrNull("logGroupNamePattern") ?? "");
        var found = _groups.Values.Where(group => group.Name.StartsWith(prefix, StringComparison.Ordinal) && group.Name.Contains(part, StringComparison.Ordinal) && account.Resources.Look(group.Arn));
        var page = Page.Of(found, request.TextOrNull("nextToken"), request.Whole("limit") ?? ShortPage, () => Invalid("The specified nextToken is invalid."));
        return new JsonObject
        {
            ["logGroups"] = page.Items.Select(group => (JsonNode?)new JsonObject
            {
                ["logGroupName"] = group.Name,
                ["creationTime"] = group.Created,
                ["metricFilterCount"] = 0,
                ["arn"] = $"{group.Arn}:*",
                ["storedBytes"] = 0,
            }.With("retentionInDays", group.RetentionInDays)).ToArrayNode(),
        }.With("nextToken", page.Next);
    }

    private JsonObject CreateStream(LogGroup group, JsonObject request)
    {
        if (!group.Streams.TryAdd(request.Text("logStreamName"), new LogStream(request.Text("logStreamName"), Now)))
            throw new ServiceErrorException("ResourceAlreadyExistsException", "The specified log stream already exists");
        return [];
    }

    private JsonObject DescribeStreams(LogGroup group, JsonObject request)
    {
        var prefix = request.TextOrNull("logStreamNamePrefix") ?? "";
        var byTime = request.TextOrNull("orderBy") == "LastEventTime";
        if (byTime && prefix.Length > 0) throw Invalid("Cannot order by LastEventTime with a logStreamNamePrefix.");
        var found = group.Streams.Values.Where(stream => stream.Name.StartsWith(prefix, StringComparison.Ordinal));
        if (byTime) found = found.OrderBy(stream => stream.Lines.LastOrDefault()?.Timestamp ?? stream.Created);
        if (request.Flag("descending")) found = found.Reverse();
        var page = Page.Of(found, request.TextOrNull("nextToken"), request.Whole("limit") ?? ShortPage, () => Invalid("The specified nextToken is invalid."));
        return new JsonObject
        {
            ["logStreams"] = page.Items.Select(stream => (JsonNode?)new JsonObject
            {
                ["logStreamName"] = stream.Name,
                ["creationTime"] = stream.Created,
                ["arn"] = $"{group.Arn}:log-stream:{stream.Name}",
                ["storedBytes"] = 0,
            }.With("firstEventTimestamp", stream.Lines.FirstOrDefault()?.Timestamp).With("lastEventTimestamp", stream.Lines.LastOrDefault()?.Timestamp)).ToArrayNode(),
        }.With("nextToken", page.Next);
    }

    private JsonObject Put(LogStream stream, JsonObject request)
    {
        var events = request.Objects("logEvents").Select(line => (At: line["timestamp"]!.GetValue<long>(), Message: line.Text("message"))).ToList();
        if (!events.SequenceEqual(events.OrderBy(line => line.At))) throw Invalid("Log events in a single PutLogEvents request must be in chronological order.");
        var (oldest, newest) = (Now - (long)Oldest.TotalMilliseconds, Now + (long)Newest.TotalMilliseconds);
        foreach (var (at, message) in events.Where(line => line.At >= oldest && line.At <= newest)) stream.Add(new LogLine(at, Now, message, ++_lines));
        var (old, early) = (events.Count(line => line.At < oldest), events.FindIndex(line => line.At > newest));
        var rejected = new JsonObject().With("tooOldLogEventEndIndex", old == 0 ? null : old).With("tooNewLogEventStartIndex", early < 0 ? null : early);
        return new JsonObject { ["nextSequenceToken"] = _lines.ToString("D56", System.Globalization.CultureInfo.InvariantCulture) }.With("rejectedLogEventsInfo", rejected.Count == 0 ? null : rejected);
    }
}
