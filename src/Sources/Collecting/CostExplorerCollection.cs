using System.Globalization;
using System.Text.Json.Nodes;
using Amazon.CostExplorer;
using Amazon.CostExplorer.Model;
using Amazon.Runtime;
using CostTool.Analyzer.Problems;

namespace CostTool.Sources.Collecting;

/// <summary>The bill of the last months from Cost Explorer, by service and usage type.</summary>
/// <param name="client">Cost Explorer.</param>
/// <param name="folder">The workspace.</param>
/// <param name="months">How many months, the running one among them.</param>
/// <param name="mostRequests">Requests that may be sent.</param>
/// <param name="refresh">Ask for the months that may have changed, however lately they were asked.</param>
public sealed class CostExplorerCollection(IAmazonCostExplorer client, CollectFolder folder, int months, int mostRequests, bool refresh) : ICollection
{
    /// <summary>Price of a request, of the Cost Explorer API's price list.</summary>
    private const decimal UsdPerRequest = 0.01m;

    private const string FilePrefix = "cost-explorer-";

    private static readonly string[] Metrics = ["UnblendedCost", "AmortizedCost", "UsageQuantity"];
    private static readonly string[] Grouping = ["SERVICE", "USAGE_TYPE"];

    private int requests;

    /// <inheritdoc />
    public string Name => "Cost Explorer";

    /// <inheritdoc />
    public IReadOnlyList<string> Outlook()
    {
        var due = Due();
        return due.Count == 0
            ? ["Cost Explorer: nothing to ask, $0.00"]
            : [$"Cost Explorer: {string.Join(", ", due.Select(Text))} at {Usd(1)} a request: at least {due.Count} requests, {Usd(due.Count)}; --max-cost-explorer-requests stops at {mostRequests}, {Usd(mostRequests)}"];
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> CollectAsync(IProgress<CollectProgress> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(progress);
        var due = Due();
        try
        {
            foreach (var (done, month) in due.Index())
            {
                progress.Report(new CollectProgress(Name, done, due.Count));
                await CollectAsync(month, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (ProblemException fault)
        {
            throw new ProblemException([.. fault.Problems.Select(problem => problem with { What = $"{problem.What} (after {Sent()})" })]);
        }
        catch (AmazonServiceException fault)
        {
            throw new ProblemException(new Problem($"{fault.ErrorCode}: {fault.Message} (after {Sent()})", Name, "allow ce:GetCostAndUsage, and switch Cost Explorer on in the billing console; data are there a day later"));
        }

        return [$"Cost Explorer: {Sent()}"];
    }

    /// <summary>A file of <c>bill/</c> is of the kind that is written here.</summary>
    internal static bool IsOwn(string file) => Path.GetFileName(file) is var name && name.StartsWith(FilePrefix, StringComparison.Ordinal) && name.EndsWith(".json", StringComparison.Ordinal);

    private async Task CollectAsync(DateOnly month, CancellationToken cancellationToken)
    {
        var (part, pages) = (Part(month), Pages(month));
        // Pages of an asking that was cut off today are taken up; those of one that was finished today are asked again.
        if (folder.Find(part) is { } known && DateOnly.FromDateTime(known.CollectedAt.UtcDateTime) == Today) folder.ForgetRaw(pages);
        var answers = new JsonArray();
        string? token = null;
        do
        {
            var file = $"{pages}/{(answers.Count + 1).ToString("D4", CultureInfo.InvariantCulture)}";
            var answer = folder.FindRaw(file);
            if (answer is null)
            {
                answer = await AskAsync(month, token, cancellationToken).ConfigureAwait(false);
                folder.KeepRaw(file, Question(month, token), answer);
            }

            answers.Add(answer.DeepClone());
            token = answer["NextPageToken"]?.GetValue<string>();
        }
        while (token is not null);

        var estimated = answers.SelectMany(answer => answer!["ResultsByTime"]!.AsArray()).Any(result => result!["Estimated"]!.GetValue<bool>());
        folder.Write(part, $"bill/{FilePrefix}{Text(month)}.json", answers.ToJsonString(), $"ce:GetCostAndUsage, {answers.Count} pages", !estimated && month.AddMonths(1) <= Today);
    }

    private async Task<JsonObject> AskAsync(DateOnly month, string? token, CancellationToken cancellationToken)
    {
        if (requests >= mostRequests)
            throw new ProblemException(new Problem($"{Text(month)} has more pages than the limit allows", "--max-cost-explorer-requests", $"run again with more than {mostRequests}; the pages that are there are not asked for again today"));
        requests++;
        var response = await client.GetCostAndUsageAsync(
            new GetCostAndUsageRequest
            {
                TimePeriod = new DateInterval { Start = Day(month), End = Day(End(month)) },
                Granularity = Granularity.MONTHLY,
                Metrics = [.. Metrics],
                GroupBy = [.. Grouping.Select(key => new GroupDefinition { Type = GroupDefinitionType.DIMENSION, Key = key })],
                NextPageToken = token,
            },
            cancellationToken).ConfigureAwait(false);
        return Answer(response);
    }

    private IReadOnlyList<DateOnly> Due()
    {
        var running = new DateOnly(Today.Year, Today.Month, 1);
        return
        [
            .. Enumerable.Range(0, months).Select(back => running.AddMonths(-back))
                // On its first day a month has nothing yet, and an interval of no day is refused.
                .Where(month => month < Today && IsDue(folder.Find(Part(month)))).Order(),
        ];
    }

    // Charges are added for some days after a month's end; until then AWS calls it estimated.
    private bool IsDue(CollectPart? known) => known is null || (!known.Final && (refresh || DateOnly.FromDateTime(known.CollectedAt.UtcDateTime) < Today));

    private DateOnly Today => DateOnly.FromDateTime(folder.Now.UtcDateTime);

    private DateOnly End(DateOnly month) => month.AddMonths(1) is var next && next < Today ? next : Today;

    private string Sent() => $"{requests} requests, {Usd(requests)}";

    private string Pages(DateOnly month) => $"aws/cost-explorer/{Text(month)}/asked-{Day(Today)}";

    private static string Part(DateOnly month) => $"aws/bill/{Text(month)}";

    private JsonObject Question(DateOnly month, string? token) => new()
    {
        ["operation"] = "ce:GetCostAndUsage",
        ["start"] = Day(month),
        ["end"] = Day(End(month)),
        ["group_by"] = new JsonArray([.. Grouping.Select(key => (JsonNode)key)]),
        ["next_page_token"] = token,
    };

    private static JsonObject Answer(GetCostAndUsageResponse response)
    {
        var answer = new JsonObject
        {
            ["GroupDefinitions"] = new JsonArray([.. Grouping.Select(key => (JsonNode)new JsonObject { ["Type"] = "DIMENSION", ["Key"] = key })]),
            ["ResultsByTime"] = new JsonArray([.. (response.ResultsByTime ?? []).Select(Result)]),
        };
        if (response.NextPageToken is { Length: > 0 } token) answer["NextPageToken"] = token;
        return answer;
    }

    private static JsonNode Result(ResultByTime result) => new JsonObject
    {
        ["TimePeriod"] = new JsonObject { ["Start"] = result.TimePeriod!.Start, ["End"] = result.TimePeriod.End },
        ["Groups"] = new JsonArray([.. (result.Groups ?? []).Select(group => (JsonNode)new JsonObject
        {
            ["Keys"] = new JsonArray([.. (group.Keys ?? []).Select(key => (JsonNode)key)]),
            ["Metrics"] = new JsonObject((group.Metrics ?? []).Select(metric => KeyValuePair.Create(metric.Key, (JsonNode?)new JsonObject { ["Amount"] = metric.Value.Amount, ["Unit"] = metric.Value.Unit }))),
        })]),
        ["Estimated"] = result.Estimated ?? false,
    };

    private static string Usd(int count) => (count * UsdPerRequest).ToString("$0.00", CultureInfo.InvariantCulture);

    private static string Text(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
