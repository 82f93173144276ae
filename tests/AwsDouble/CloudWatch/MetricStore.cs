using System.Globalization;
using System.Text.Json.Nodes;
using CostTool.AwsDouble.Account;

namespace CostTool.AwsDouble.CloudWatch;

/// <summary>The metrics of the account.</summary>
internal sealed class MetricStore(TimeProvider clock)
{
    private const int QueriesOfACall = 500;
    private const int MostPointsOfAPage = 100_800;
    private const int MetricsOfAPage = 500;

    private readonly SortedDictionary<string, MetricSeries> _series = new(StringComparer.Ordinal);

    public int PointsOfAPage { get; set; } = MostPointsOfAPage;

    public void Put(string space, string name, IReadOnlyList<(string Name, string Value)> dimensions, double instant, double value)
    {
        var ordered = dimensions.Order().ToList();
        var key = MetricSeries.Key(space, name, ordered);
        if (!_series.TryGetValue(key, out var series)) _series[key] = series = new MetricSeries(space, name, ordered);
        series.Put(instant, value);
    }

    public JsonObject PutData(JsonObject request)
    {
        foreach (var datum in request.Objects("MetricData"))
        {
            if (datum["StatisticValues"] is not null) throw new ServiceErrorException("InvalidParameterValueException", "the double takes values, no StatisticValues");
            var instant = datum.Number("Timestamp") ?? clock.GetUtcNow().ToUnixTimeSeconds();
            double[] values = datum.Number("Value") is { } one ? [one] : [.. (datum["Values"]?.AsArray() ?? []).Select(value => value!.GetValue<double>())];
            if (values.Length == 0) throw new ServiceErrorException("InvalidParameterCombinationException", "At least one of the parameters must be specified: Value, Values");
            foreach (var (index, value) in values.Index())
                for (var count = datum["Counts"]?[index]?.GetValue<double>() ?? 1; count >= 1; count--)
                    Put(request.Text("Namespace"), datum.Text("MetricName"), MetricSeries.Read(datum["Dimensions"]), instant, value);
        }

        return [];
    }

    public JsonObject List(JsonObject request)
    {
        var wanted = request.Objects("Dimensions");
        var all = _series.Values.Where(series =>
            (request.TextOrNull("Namespace") ?? series.Namespace) == series.Namespace
            && (request.TextOrNull("MetricName") ?? series.Name) == series.Name
            && wanted.All(filter => series.Dimensions.Any(each => each.Name == filter.Text("Name") && (filter.TextOrNull("Value") ?? each.Value) == each.Value)));
        var page = Page.Of(all, request.TextOrNull("NextToken"), MetricsOfAPage, () => new ServiceErrorException("InvalidParameterValueException", "The value for parameter NextToken is invalid."));
        return new JsonObject { ["Metrics"] = new JsonArray([.. page.Items.Select(series => series.ToJson())]) }.With("NextToken", page.Next);
    }

    public JsonObject GetData(JsonObject request)
    {
        var (from, to) = (request.Number("StartTime")!.Value, request.Number("EndTime")!.Value);
        if (from >= to) throw new ServiceErrorException("ValidationError", "The parameter StartTime must be less than the parameter EndTime.");
        var queries = request.Objects("MetricDataQueries");
        if (queries.Count > QueriesOfACall) throw new ServiceErrorException("ValidationError", $"The collection MetricDataQueries must not have a size greater than {QueriesOfACall.ToString(CultureInfo.InvariantCulture)}.");
        if (queries.Count == 0) throw new ServiceErrorException("ValidationError", "The parameter MetricDataQueries must contain at least one query.");
        if (queries.GroupBy(query => query.Text("Id")).FirstOrDefault(group => group.Count() > 1) is { } twice) throw new ServiceErrorException("ValidationError", $"The values for parameter id in MetricDataQueries are not unique: {twice.Key}.");
        if (queries.FirstOrDefault(query => !char.IsAsciiLetterLower(query.Text("Id")[0])) is { } bad) throw new ServiceErrorException("ValidationError", $"The value {bad.Text("Id")} for parameter MetricDataQueries.member.1.Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.");
        var descending = request.TextOrNull("ScanBy") != "TimestampAscending";
        // A query without any value is told once, on the first page.
        var points = queries.Where(query => query["ReturnData"]?.GetValue<bool>() ?? true).SelectMany((query, index) =>
        {
            var values = Values(query, from, to).Select(point => ((double Instant, double Value)?)point).ToList();
            if (descending) values.Reverse();
            return values.DefaultIfEmpty(null).Select(point => (Query: query, Point: point));
        }).ToList();
        var most = request.Whole("MaxDatapoints") ?? PointsOfAPage;
        if (most is < 1 or > MostPointsOfAPage) throw new ServiceErrorException("ValidationError", $"The value {most.ToString(CultureInfo.InvariantCulture)} for parameter MaxDatapoints is not between 1 and {MostPointsOfAPage.ToString(CultureInfo.InvariantCulture)}.");
        var page = Page.Of(points, request.TextOrNull("NextToken"), most, () => new ServiceErrorException("InvalidNextToken", "The next token is invalid."));
        var unfinished = page.Next is null ? null : page.Items[^1].Query;
        var results = page.Items.GroupBy(point => point.Query).Select(group => Result(group.Key, [.. group.Select(point => point.Point).OfType<(double Instant, double Value)>()], group.Key == unfinished && points.Last(point => point.Query == group.Key) != page.Items[^1]));
        return new JsonObject { ["MetricDataResults"] = new JsonArray([.. results]), ["Messages"] = new JsonArray() }.With("NextToken", page.Next);
    }

    private IEnumerable<(double Instant, double Value)> Values(JsonObject query, double from, double to)
    {
        if (query["MetricStat"] is not JsonObject stat) throw new ServiceErrorException("ValidationError", "the double evaluates MetricStat, no Expression");
        var metric = stat["Metric"]!.AsObject();
        var period = stat.Whole("Period")!.Value;
        if (period is not (1 or 5 or 10 or 30) && period % 60 != 0) throw new ServiceErrorException("ValidationError", "The parameter Period must be 1, 5, 10, 30 or a multiple of 60.");
        var key = MetricSeries.Key(metric.TextOrNull("Namespace") ?? "", metric.TextOrNull("MetricName") ?? "", MetricSeries.Read(metric["Dimensions"]));
        return _series.TryGetValue(key, out var series) ? series.Statistic(from, to, period, stat.Text("Stat")) : [];
    }

    private static JsonObject Result(JsonObject query, IReadOnlyList<(double Instant, double Value)> points, bool partial) => new()
    {
        ["Id"] = query.Text("Id"),
        ["Label"] = query.TextOrNull("Label") ?? query["MetricStat"]!["Metric"]!["MetricName"]!.GetValue<string>(),
        ["Timestamps"] = new JsonArray([.. points.Select(point => (JsonNode)point.Instant)]),
        ["Values"] = new JsonArray([.. points.Select(point => (JsonNode)point.Value)]),
        ["StatusCode"] = partial ? "PartialData" : "Complete",
    };
}
