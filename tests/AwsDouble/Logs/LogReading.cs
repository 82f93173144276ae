using System.Globalization;
using System.Text.Json.Nodes;
using CostTool.AwsDouble.Account;

namespace CostTool.AwsDouble.Logs;

/// <summary>Reading lines: of one stream back and forth, and of a whole group with a filter.</summary>
internal static class LogReading
{
    private const int LongestPage = 10_000;

    /// <summary>A page of a stream. At the end the forward token is the one that was given, so that a reader can tell and can go on later.</summary>
    public static JsonObject Get(LogStream stream, JsonObject request)
    {
        var lines = stream.Between(Moment(request, "startTime"), Moment(request, "endTime")).ToList();
        var limit = request.Whole("limit") ?? LongestPage;
        var (forward, at) = Position(request, lines.Count);
        var (from, to) = forward ? (at, Math.Min(lines.Count, at + limit)) : (Math.Max(0, at - limit), at);
        return new JsonObject
        {
            ["events"] = lines[from..to].Select(line => (JsonNode?)new JsonObject { ["timestamp"] = line.Timestamp, ["message"] = line.Message, ["ingestionTime"] = line.IngestionTime }).ToArrayNode(),
            ["nextForwardToken"] = Token('f', to),
            ["nextBackwardToken"] = Token('b', from),
        };
    }

    public static JsonObject Filter(LogGroup group, JsonObject request)
    {
        var (names, prefix, matches) = (request.Texts("logStreamNames"), request.TextOrNull("logStreamNamePrefix"), LogPattern.Of(request.TextOrNull("filterPattern")));
        if (names.Count > 0 && prefix is not null) throw LogsDouble.Invalid("logStreamNames and logStreamNamePrefix cannot both be given.");
        var found = group.Streams.Values
            .Where(stream => (names.Count == 0 || names.Contains(stream.Name)) && (prefix is null || stream.Name.StartsWith(prefix, StringComparison.Ordinal)))
            .SelectMany(stream => stream.Between(Moment(request, "startTime"), Moment(request, "endTime")).Where(line => matches(line.Message)).Select(line => (Stream: stream.Name, Line: line)))
            .OrderBy(found => found.Line.Timestamp).ThenBy(found => found.Line.Number);
        var page = Page.Of(found, request.TextOrNull("nextToken"), request.Whole("limit") ?? LongestPage, () => LogsDouble.Invalid("The specified nextToken is invalid."));
        return new JsonObject
        {
            ["events"] = page.Items.Select(item => (JsonNode?)new JsonObject
            {
                ["logStreamName"] = item.Stream,
                ["timestamp"] = item.Line.Timestamp,
                ["message"] = item.Line.Message,
                ["ingestionTime"] = item.Line.IngestionTime,
                ["eventId"] = item.Line.Number.ToString("D56", CultureInfo.InvariantCulture),
            }).ToArrayNode(),
            ["searchedLogStreams"] = new JsonArray(),
        }.With("nextToken", page.Next);
    }

    private static long? Moment(JsonObject request, string name) => request[name]?.GetValue<long>();

    private static (bool Forward, int At) Position(JsonObject request, int count)
    {
        if (request.TextOrNull("nextToken") is not { } token) return request.Flag("startFromHead") ? (true, 0) : (false, count);
        return token.Split('/') is ["f" or "b", var digits] && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= count
            ? (token[0] == 'f', at)
            : throw LogsDouble.Invalid("The specified nextToken is invalid.");
    }

    private static string Token(char way, int at) => $"{way}/{at.ToString("D56", CultureInfo.InvariantCulture)}";
}
