using System.Text.Json.Nodes;
using CostTool.AwsDouble.Account;

namespace CostTool.AwsDouble.CloudWatch;

/// <summary>CloudWatch: alarms, and metrics of what tests put in.</summary>
public sealed class CloudWatchDouble(DoubleAccount account) : IServiceDouble
{
    private const int AlarmsOfAPage = 50;

    private readonly SortedDictionary<string, Alarm> _alarms = new(StringComparer.Ordinal);
    private readonly MetricStore _metrics = new(account.Clock);

    public string Model => "cloudwatch";

    /// <summary>Alarms that the account takes.</summary>
    public int AlarmLimit { get; set; } = 5000;

    /// <summary>Points that an answer of GetMetricData holds where the request does not say.</summary>
    public int PointsOfAPage
    {
        get => _metrics.PointsOfAPage;
        set => _metrics.PointsOfAPage = value;
    }

    public IEnumerable<string> AlarmNames => _alarms.Keys;

    public JsonObject Handle(string operation, JsonObject request) => operation switch
    {
        "PutMetricAlarm" => Put(request),
        "DescribeAlarms" => Describe(request),
        "DeleteAlarms" => Delete(request.Texts("AlarmNames")),
        "SetAlarmState" => SetState(request),
        "ListTagsForResource" => new JsonObject { ["Tags"] = Tagged(request).Tags.ToJson() },
        "TagResource" => Tag(Tagged(request), request),
        "UntagResource" => Untag(Tagged(request), request),
        "PutMetricData" => _metrics.PutData(request),
        "GetMetricData" => _metrics.GetData(request),
        "ListMetrics" => _metrics.List(request),
        _ => throw new ServiceErrorException("InvalidAction", $"Could not find operation {operation} for version 2010-08-01"),
    };

    /// <summary>Puts a value into a metric.</summary>
    public void Put(string space, string metric, IReadOnlyList<(string Name, string Value)> dimensions, DateTimeOffset instant, double value) =>
        _metrics.Put(space, metric, dimensions, instant.ToUnixTimeMilliseconds() / 1000.0, value);

    private JsonObject Put(JsonObject request)
    {
        Check(request);
        var definition = request.DeepClone().AsObject();
        definition.Remove("Tags");
        var name = request.Text("AlarmName");
        if (_alarms.TryGetValue(name, out var known))
        {
            // As AWS does: tags of a change are passed over.
            known.Change(definition, account.Now);
            return [];
        }

        if (_alarms.Count >= AlarmLimit) throw new ServiceErrorException("LimitExceededFault", "The quota for alarms for this customer has already been reached.");
        var alarm = new Alarm(account.Arn("cloudwatch", $"alarm:{name}"), definition, account.Now);
        alarm.Tags.Put(request["Tags"]);
        _alarms.Add(name, alarm);
        account.Resources.Add(alarm.Arn);
        return [];
    }

    private static void Check(JsonObject request)
    {
        var (metric, metrics) = (request["MetricName"] is not null, request["Metrics"] is not null);
        if (metric == metrics) throw Invalid("Exactly one of MetricName and Metrics must be specified");
        if (metric && (request["Statistic"] is null) == (request["ExtendedStatistic"] is null)) throw Invalid("Exactly one of Statistic and ExtendedStatistic must be specified");
        if (metric && request["Namespace"] is null) throw Invalid("The parameter Namespace is required");
        if (metric && request["Period"] is null) throw Invalid("The parameter Period is required");
        if (request.Whole("Period") is { } period && period is not (10 or 20 or 30) && period % 60 != 0) throw Invalid("Period must be 10, 20, 30 or a multiple of 60");
        if (request["Threshold"] is null && request["ThresholdMetricId"] is null) throw Invalid("The parameter Threshold is required");
        if (request.Whole("DatapointsToAlarm") > request.Whole("EvaluationPeriods")) throw Invalid("DatapointsToAlarm must be less than or equal to EvaluationPeriods");
        if (request.TextOrNull("TreatMissingData") is { } missing && missing is not ("breaching" or "notBreaching" or "ignore" or "missing")) throw Invalid($"The value '{missing}' for parameter TreatMissingData is invalid");
        if (request.Whole("EvaluationPeriods") * (request.Whole("Period") ?? 60) > 604_800) throw Invalid("Metrics cannot be checked across more than a week (EvaluationPeriods * Period must be <= 604800).");
        foreach (var action in request.Texts("AlarmActions").Concat(request.Texts("OKActions")).Concat(request.Texts("InsufficientDataActions")))
            if (!action.StartsWith("arn:", StringComparison.Ordinal)) throw Invalid($"Invalid arn syntax: {action}");
    }

    private JsonObject Describe(JsonObject request)
    {
        var names = request.Texts("AlarmNames");
        var prefix = request.TextOrNull("AlarmNamePrefix");
        if (names.Count > 0 && prefix is not null) throw new ServiceErrorException("ValidationError", "AlarmNamePrefix and AlarmNames cannot be specified together");
        var all = _alarms.Values.Where(alarm =>
            (names.Count > 0 ? names.Contains(alarm.Name) : account.Resources.Look(alarm.Arn))
            && alarm.Name.StartsWith(prefix ?? "", StringComparison.Ordinal)
            && (request.TextOrNull("StateValue") ?? alarm.State) == alarm.State
            && (request.TextOrNull("ActionPrefix") is not { } action || alarm.Definition.Texts("AlarmActions").Any(arn => arn.StartsWith(action, StringComparison.Ordinal))));
        if (request.Texts("AlarmTypes") is { Count: > 0 } types && !types.Contains("MetricAlarm")) all = [];
        var page = Page.Of(all, request.TextOrNull("NextToken"), request.Whole("MaxRecords") ?? AlarmsOfAPage, () => new ServiceErrorException("InvalidNextToken", "The next token is invalid."));
        return new JsonObject { ["CompositeAlarms"] = new JsonArray(), ["MetricAlarms"] = new JsonArray([.. page.Items.Select(alarm => alarm.ToJson())]) }.With("NextToken", page.Next);
    }

    private JsonObject Delete(IReadOnlyList<string> names)
    {
        if (names.Count > 100) throw new ServiceErrorException("ValidationError", "The collection MetricAlarmNames must not have a size greater than 100.");
        // With one that is not there, none goes.
        if (names.FirstOrDefault(name => !_alarms.ContainsKey(name)) is { } missing) throw new ServiceErrorException("ResourceNotFound", $"Alarm {missing} not found");
        foreach (var name in names)
            if (_alarms.Remove(name, out var alarm)) account.Resources.Remove(alarm.Arn);
        return [];
    }

    private JsonObject SetState(JsonObject request)
    {
        if (!_alarms.TryGetValue(request.Text("AlarmName"), out var alarm)) throw new ServiceErrorException("ResourceNotFound", $"Alarm {request.Text("AlarmName")} not found");
        alarm.Become(request.Text("StateValue"), request.Text("StateReason"), account.Now);
        return [];
    }

    private static JsonObject Tag(Alarm alarm, JsonObject request)
    {
        alarm.Tags.Put(request["Tags"]);
        return [];
    }

    private static JsonObject Untag(Alarm alarm, JsonObject request)
    {
        alarm.Tags.Remove(request["TagKeys"]);
        return [];
    }

    private Alarm Tagged(JsonObject request) =>
        _alarms.Values.FirstOrDefault(alarm => alarm.Arn == request.Text("ResourceARN")) ?? throw new ServiceErrorException("ResourceNotFoundException", $"{request.Text("ResourceARN")} is not found");

    private static ServiceErrorException Invalid(string message) => new("ValidationError", message);
}
