using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using CostTool.Analyzer.Billing;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Problems;
using CostTool.Sources.Compression;

namespace CostTool.Sources.Billing;

/// <summary>Adds saved Cost Explorer answers to a ledger: one page or several, one after the other or in an array.</summary>
internal sealed class CostExplorerFold(LedgerBuilder ledger)
{
    private const int LongestManifest = 16 << 20;

    private static readonly string[] UnblendedMetrics = ["UnblendedCost", "NetUnblendedCost", "BlendedCost"];
    private static readonly string[] AmortisedMetrics = ["AmortizedCost", "NetAmortizedCost"];

    private readonly Dictionary<DateOnly, (string Grouping, BillPath Path)> _groupings = [];
    private readonly HashSet<(string Start, string End, string Keys)> _seen = [];

    /// <summary>Reads one file.</summary>
    /// <exception cref="ProblemException">The file is not a Cost Explorer answer, is cut off, or repeats another.</exception>
    public void Read(BillSource source, CancellationToken cancellationToken)
    {
        var path = source.Path;
        var file = new FoldedFile(path, BillFormat.CostExplorer);
        foreach (var answer in Answers(path, source.Packing == Packing.JsonGz))
        {
            var dimensions = (answer.GroupDefinitions ?? []).Select(definition => definition.Type is null or "DIMENSION" ? definition.Key ?? "" : $"{definition.Type}:{definition.Key}").ToList();
            foreach (var period in answer.ResultsByTime)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Add(file, period, dimensions);
            }
        }

        ledger.EndFile(file);
    }

    /// <summary>A report's manifest names its data files; it holds no charges.</summary>
    public static bool IsManifest(BillPath path, bool packed)
    {
        if (new FileInfo(path.FullPath).Length > LongestManifest) return false;
        try
        {
            using var stream = Open(path, packed);
            using var json = JsonDocument.Parse(stream);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && (json.RootElement.TryGetProperty("reportKeys", out _) || json.RootElement.TryGetProperty("dataFiles", out _) || json.RootElement.TryGetProperty("assemblyId", out _));
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static IEnumerable<CostExplorerAnswer> Answers(BillPath path, bool packed)
    {
        using var stream = Open(path, packed);
        var first = stream.ReadByte();
        while (first is 0xEF or 0xBB or 0xBF or ' ' or '\n' or '\r' or '\t') first = stream.ReadByte();
        using var again = Open(path, packed);
        var pages = JsonSerializer.DeserializeAsyncEnumerable(again, CostExplorerJson.Default.CostExplorerAnswer, topLevelValues: first != '[');
        var enumerator = pages.GetAsyncEnumerator();
        try
        {
            while (Next(path, enumerator)) yield return enumerator.Current ?? throw new ProblemException(NotAnAnswer(path, "a page is null"));
        }
        finally
        {
            enumerator.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private static bool Next(BillPath path, IAsyncEnumerator<CostExplorerAnswer?> pages)
    {
        try
        {
            return pages.MoveNextAsync().AsTask().GetAwaiter().GetResult();
        }
        catch (JsonException exception)
        {
            throw new ProblemException(NotAnAnswer(path, Reason(exception)));
        }
        catch (InvalidDataException)
        {
            throw new ProblemException(GzipCheck.Damaged(path.Shown));
        }
    }

    private static Stream Open(BillPath path, bool packed)
    {
        var file = File.OpenRead(path.FullPath);
        return packed ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    private static string Reason(JsonException exception)
    {
        var line = exception.LineNumber is { } number ? $" at line {(number + 1).ToString(CultureInfo.InvariantCulture)}" : "";
        return exception.Message.Contains("missing required", StringComparison.Ordinal) ? $"it has no `ResultsByTime`, or a result lacks a member{line}" : $"the JSON is cut off or malformed{line}";
    }

    private static Problem NotAnAnswer(BillPath path, string reason) =>
        new($"the file is not a whole Cost Explorer answer: {reason}", path.Shown, "save the output of `aws ce get-cost-and-usage` again");

    private void Add(FoldedFile file, CostExplorerPeriod period, List<string> dimensions)
    {
        var start = Time(file.Path, period.TimePeriod.Start);
        var end = Time(file.Path, period.TimePeriod.End);
        var month = new DateOnly(start.Year, start.Month, 1);
        if (end > start.AddMonths(1) || (end.AddTicks(-1).Month != start.Month))
            throw new ProblemException(new Problem($"the period `{period.TimePeriod.Start}` to `{period.TimePeriod.End}` crosses a month", file.Path.Shown, "ask Cost Explorer for DAILY or MONTHLY granularity from the first of a month"));
        RequireOneGrouping(file.Path, month, string.Join(" and ", dimensions));

        if (period.Groups is { Count: > 0 } groups)
            foreach (var group in groups) Add(file, period, start, end, dimensions, group.Keys, group.Metrics);
        else if (period.Total is { Count: > 0 } total) Add(file, period, start, end, [], [], total);
    }

    private void Add(FoldedFile file, CostExplorerPeriod period, DateTime start, DateTime end, List<string> dimensions, IReadOnlyList<string> keys, IReadOnlyDictionary<string, CostExplorerMetric> metrics)
    {
        if (!_seen.Add((period.TimePeriod.Start, period.TimePeriod.End, string.Join('\0', keys))))
            throw new ProblemException(new Problem($"`{string.Join(", ", keys)}` of {period.TimePeriod.Start} comes twice", file.Path.Shown, "name each page of the answer once"));
        file.Rows++;
        var (unblendedName, unblended) = Metric(metrics, UnblendedMetrics);
        var (amortisedName, amortised) = Metric(metrics, AmortisedMetrics);
        if ((unblended ?? amortised) is not { } known)
            throw new ProblemException(new Problem($"a result has no cost; it has {string.Join(", ", metrics.Keys.Order(StringComparer.Ordinal).Select(name => $"`{name}`"))}", file.Path.Shown, "ask for --metrics UnblendedCost AmortizedCost UsageQuantity"));
        if (amortised is null) ledger.Note($"{file.Path.Shown}: no AmortizedCost was asked for; {unblendedName} stands for it");
        if (unblended is null) ledger.Note($"{file.Path.Shown}: no UnblendedCost was asked for; {amortisedName} stands for it");
        else if (unblendedName != "UnblendedCost") ledger.Note($"{file.Path.Shown}: no UnblendedCost was asked for; {unblendedName} stands for it");
        metrics.TryGetValue("UsageQuantity", out var quantity);

        string Key(string dimension)
        {
            var index = dimensions.IndexOf(dimension);
            return index >= 0 && index < keys.Count ? keys[index] : "";
        }

        var (service, usageType) = (Key("SERVICE"), Key("USAGE_TYPE"));
        var charge = Kind(service, Key("RECORD_TYPE"));
        ledger.Add(file, new FoldedCharge
        {
            Month = start,
            Service = service,
            UsageType = usageType,
            Operation = Key("OPERATION"),
            Region = Key("REGION") is { Length: > 0 } region and not "NoRegion" ? region : null,
            // Amounts of different units are added up by the API unless it groups by usage type.
            Unit = usageType.Length > 0 && quantity?.Unit is { } unit and not "N/A" ? unit : "",
            Currency = known.Unit,
            Charge = charge,
            Purchase = Purchase(usageType, Key("PURCHASE_TYPE"), Key("RECORD_TYPE")),
            Rows = 1,
            UsageAmount = usageType.Length > 0 && quantity?.Amount is not null ? Number(file.Path, quantity) : null,
            Unblended = Number(file.Path, unblended ?? known),
            Amortised = Number(file.Path, amortised ?? known),
            PublicOnDemand = null,
            From = start,
            To = end,
            CoversTime = charge == ChargeKind.Usage,
            Estimated = period.Estimated,
        });
    }

    /// <summary>Two groupings of a month are two views of the same money.</summary>
    private void RequireOneGrouping(BillPath path, DateOnly month, string grouping)
    {
        if (_groupings.TryAdd(month, (grouping, path)) || _groupings[month].Grouping == grouping) return;
        var other = _groupings[month];
        throw new ProblemException(new Problem($"{month:yyyy-MM} is there twice: grouped by `{other.Grouping}` in {other.Path.Shown} and by `{grouping}`", path.Shown, "name the answers of one grouping only"));
    }

    private static (string Name, CostExplorerMetric? Metric) Metric(IReadOnlyDictionary<string, CostExplorerMetric> metrics, string[] names)
    {
        foreach (var name in names)
            if (metrics.TryGetValue(name, out var metric) && metric.Amount is not null) return (name, metric);
        return (names[0], null);
    }

    private static decimal Number(BillPath path, CostExplorerMetric metric) =>
        decimal.TryParse(metric.Amount, NumberStyles.Float, CultureInfo.InvariantCulture, out var amount)
            ? amount
            : throw new ProblemException(new Problem($"`{metric.Amount}` is not a number", path.Shown, "save the answer again"));

    private static DateTime Time(BillPath path, string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time.UtcDateTime
            : throw new ProblemException(new Problem($"`{text}` is not a time", path.Shown, "save the answer again"));

    private static ChargeKind Kind(string service, string recordType) => recordType switch
    {
        "Tax" => ChargeKind.Tax,
        "Credit" => ChargeKind.Credit,
        "Refund" => ChargeKind.Refund,
        _ when recordType.Contains("Discount", StringComparison.Ordinal) && recordType != "DiscountedUsage" => ChargeKind.Discount,
        _ when recordType.Contains("Fee", StringComparison.OrdinalIgnoreCase) => ChargeKind.Fee,
        _ => service == "Tax" ? ChargeKind.Tax : ChargeKind.Usage,
    };

    private static PurchaseOption Purchase(string usageType, string purchaseType, string recordType)
    {
        if (purchaseType.StartsWith("Savings", StringComparison.Ordinal) || recordType.StartsWith("SavingsPlan", StringComparison.Ordinal)) return PurchaseOption.SavingsPlan;
        if (purchaseType.Contains("Reserved", StringComparison.Ordinal) || recordType is "DiscountedUsage" or "RIFee") return PurchaseOption.Reserved;
        return purchaseType.StartsWith("Spot", StringComparison.Ordinal) || usageType.Contains("Spot", StringComparison.Ordinal) ? PurchaseOption.Spot : PurchaseOption.OnDemand;
    }
}
