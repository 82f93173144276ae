using System.Globalization;
using System.Text.Json.Nodes;
using CostTool.AwsDouble.Account;

namespace CostTool.AwsDouble.ServiceQuotas;

/// <summary>A quota of a service.</summary>
/// <param name="Service"><c>ecs</c>, <c>scheduler</c>.</param>
/// <param name="Code"><c>L-…</c>.</param>
/// <param name="Name">As the console shows it.</param>
/// <param name="Default">What AWS gives to every account.</param>
/// <param name="Applied">What this account has; null: the service keeps no value of the account's own.</param>
public sealed record DoubleQuota(string Service, string Code, string Name, double Default, double? Applied);

/// <summary>Service Quotas: what tests put in.</summary>
public sealed class ServiceQuotasDouble(DoubleAccount account) : IServiceDouble
{
    private readonly SortedDictionary<string, DoubleQuota> _quotas = new(StringComparer.Ordinal);

    public string Model => "service-quotas";

    public string? InvalidCode => "IllegalArgumentException";

    /// <summary>Puts a quota in, or in the place of the one of the same code.</summary>
    public void Put(DoubleQuota quota) => _quotas[$"{quota.Service}/{quota.Code}"] = quota;

    public JsonObject Handle(string operation, JsonObject request) => operation switch
    {
        "GetServiceQuota" => new JsonObject { ["Quota"] = Shown(Find(request) is { Applied: not null } quota ? quota : throw Missing(), applied: true) },
        "GetAWSDefaultServiceQuota" => new JsonObject { ["Quota"] = Shown(Find(request), applied: false) },
        "ListServiceQuotas" => List(request, applied: true),
        "ListAWSDefaultServiceQuotas" => List(request, applied: false),
        _ => throw new ServiceErrorException("UnknownOperationException", operation),
    };

    private JsonObject List(JsonObject request, bool applied)
    {
        var all = _quotas.Values.Where(quota => quota.Service == request.Text("ServiceCode")).ToList();
        if (all.Count == 0) throw Missing();
        var page = Page.Of(all.Where(quota => !applied || quota.Applied is not null), request.TextOrNull("NextToken"), request.Whole("MaxResults") ?? 100, () => new ServiceErrorException("InvalidPaginationTokenException", "Invalid token was used."));
        return new JsonObject { ["Quotas"] = new JsonArray([.. page.Items.Select(quota => Shown(quota, applied))]) }.With("NextToken", page.Next);
    }

    private DoubleQuota Find(JsonObject request) => _quotas.GetValueOrDefault($"{request.Text("ServiceCode")}/{request.Text("QuotaCode")}") ?? throw Missing();

    private JsonObject Shown(DoubleQuota quota, bool applied) => new()
    {
        ["ServiceCode"] = quota.Service,
        ["ServiceName"] = CultureInfo.InvariantCulture.TextInfo.ToTitleCase(quota.Service),
        ["QuotaArn"] = $"arn:aws:servicequotas:{account.Region}:{(applied ? account.AccountId : "")}:{quota.Service}/{quota.Code}",
        ["QuotaCode"] = quota.Code,
        ["QuotaName"] = quota.Name,
        ["Value"] = applied ? quota.Applied!.Value : quota.Default,
        ["Unit"] = "None",
        ["Adjustable"] = true,
        ["GlobalQuota"] = false,
    };

    private static ServiceErrorException Missing() => new("NoSuchResourceException", "The request failed because the specified service or quota does not exist.");
}
