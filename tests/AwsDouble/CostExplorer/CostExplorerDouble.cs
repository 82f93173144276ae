using System.Globalization;
using System.Text.Json.Nodes;
using CostTool.AwsDouble.Account;

namespace CostTool.AwsDouble.CostExplorer;

/// <summary>Cost Explorer: months of one grouping by service and usage type, in pages.</summary>
public sealed class CostExplorerDouble : IServiceDouble
{
    private readonly SortedDictionary<DateOnly, List<Charge>> _months = [];

    public string Model => "ce";

    /// <summary>Groups of a page; AWS does not say how many it gives.</summary>
    public int GroupsOfAPage { get; set; } = 5;

    /// <summary>From this month on, amounts are estimates.</summary>
    public DateOnly EstimatedFrom { get; set; } = DateOnly.MaxValue;

    public void Add(DateOnly month, string service, string usageType, decimal usd, decimal quantity, string unit)
    {
        if (!_months.TryGetValue(month, out var charges)) _months[month] = charges = [];
        charges.Add(new Charge(service, usageType, usd, quantity, unit));
    }

    public JsonObject Handle(string operation, JsonObject request)
    {
        if (operation != "GetCostAndUsage") throw new ServiceErrorException("UnknownOperationException", operation);
        var period = request["TimePeriod"]!.AsObject();
        var (start, end) = (Day(period.Text("Start")), Day(period.Text("End")));
        if (start >= end) throw new ServiceErrorException("ValidationException", "Start date (and hour) should be before end date (and hour)");
        if (request.Text("Granularity") != "MONTHLY") throw new ServiceErrorException("ValidationException", "the double has months only");
        var groups = request.Objects("GroupBy");
        if (!groups.Select(group => group.Text("Key")).SequenceEqual(["SERVICE", "USAGE_TYPE"])) throw new ServiceErrorException("ValidationException", "the double groups by SERVICE and USAGE_TYPE");
        var wanted = request.Texts("Metrics");
        var rows = _months.Where(month => month.Key >= start && month.Key < end).SelectMany(month => month.Value.Select(charge => (Month: month.Key, Charge: charge)));
        var page = Page.Of(rows, request.TextOrNull("NextPageToken"), GroupsOfAPage, () => new ServiceErrorException("InvalidNextTokenException", "The pagination token is invalid."));
        var results = page.Items.GroupBy(row => row.Month).Select(month => (JsonNode)new JsonObject
        {
            ["TimePeriod"] = new JsonObject { ["Start"] = Text(month.Key), ["End"] = Text(month.Key.AddMonths(1) < end ? month.Key.AddMonths(1) : end) },
            ["Total"] = new JsonObject(),
            ["Groups"] = new JsonArray([.. month.Select(row => row.Charge.ToJson(wanted))]),
            ["Estimated"] = month.Key >= EstimatedFrom,
        });
        return new JsonObject { ["GroupDefinitions"] = request["GroupBy"]!.DeepClone(), ["ResultsByTime"] = new JsonArray([.. results]), ["DimensionValueAttributes"] = new JsonArray() }.With("NextPageToken", page.Next);
    }

    private static DateOnly Day(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        ? day
        : throw new ServiceErrorException("ValidationException", $"the double has days only: {text}");

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private sealed record Charge(string Service, string UsageType, decimal Usd, decimal Quantity, string Unit)
    {
        public JsonNode ToJson(IReadOnlyList<string> metrics) => new JsonObject
        {
            ["Keys"] = new JsonArray(Service, UsageType),
            ["Metrics"] = new JsonObject(metrics.Select(name => KeyValuePair.Create(name, (JsonNode?)(name == "UsageQuantity" ? Metric(Quantity, Unit) : Metric(Usd, "USD"))))),
        };

        private static JsonObject Metric(decimal amount, string unit) => new() { ["Amount"] = amount.ToString(CultureInfo.InvariantCulture), ["Unit"] = unit };
    }
}
