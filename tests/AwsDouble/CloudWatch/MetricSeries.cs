using System.Globalization;
using System.Text.Json.Nodes;

namespace CostTool.AwsDouble.CloudWatch;

/// <summary>A metric and the values that were put into it.</summary>
internal sealed class MetricSeries(string space, string name, IReadOnlyList<(string Name, string Value)> dimensions)
{
    private readonly SortedDictionary<double, List<double>> _values = [];

    public string Namespace { get; } = space;

    public string Name { get; } = name;

    public IReadOnlyList<(string Name, string Value)> Dimensions { get; } = dimensions;

    /// <summary>The dimensions of a metric or a filter, in one order.</summary>
    public static IReadOnlyList<(string Name, string Value)> Read(JsonNode? dimensions) =>
        [.. (dimensions?.AsArray() ?? []).Select(each => (each!["Name"]!.GetValue<string>(), each["Value"]!.GetValue<string>())).Order()];

    public static string Key(string space, string name, IEnumerable<(string Name, string Value)> dimensions) =>
        string.Join('\n', dimensions.Select(each => $"{each.Name}={each.Value}").Prepend(name).Prepend(space));

    public void Put(double instant, double value)
    {
        if (!_values.TryGetValue(instant, out var values)) _values[instant] = values = [];
        values.Add(value);
    }

    /// <summary>One value for each period in which there are any, in the order of time.</summary>
    /// <exception cref="ServiceErrorException">There is no such statistic.</exception>
    public IEnumerable<(double Instant, double Value)> Statistic(double from, double to, int period, string statistic) =>
        _values.Where(entry => entry.Key >= from && entry.Key < to)
            .GroupBy(entry => Math.Floor(entry.Key / period) * period)
            .Select(group => (group.Key, Reduce([.. group.SelectMany(entry => entry.Value).Order()], statistic)));

    public JsonObject ToJson() => new()
    {
        ["Namespace"] = Namespace,
        ["MetricName"] = Name,
        ["Dimensions"] = new JsonArray([.. Dimensions.Select(each => new JsonObject { ["Name"] = each.Name, ["Value"] = each.Value })]),
    };

    private static double Reduce(List<double> sorted, string statistic) => statistic switch
    {
        "SampleCount" => sorted.Count,
        "Sum" => sorted.Sum(),
        "Average" => sorted.Average(),
        "Minimum" => sorted[0],
        "Maximum" => sorted[^1],
        _ when statistic.StartsWith('p') && double.TryParse(statistic.AsSpan(1), CultureInfo.InvariantCulture, out var percent) && percent is >= 0 and <= 100 =>
            sorted[Math.Max(0, (int)Math.Ceiling(percent / 100 * sorted.Count) - 1)],
        _ => throw new ServiceErrorException("ValidationError", $"The value {statistic} for parameter Stat is not supported."),
    };
}
