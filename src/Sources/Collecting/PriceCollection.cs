using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.Pricing;
using Amazon.Pricing.Model;
using Amazon.Runtime;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Units;
using CostTool.Sources.Pricing;

namespace CostTool.Sources.Collecting;

/// <summary>Prices of one region: Fargate, and the instance types that the collected nodes and bills name. What is not asked keeps the built-in price and its source.</summary>
/// <param name="client">The price list.</param>
/// <param name="folder">The workspace.</param>
/// <param name="region">Region of the prices.</param>
/// <param name="feed">Fetches the Fargate Spot feed, which the price list does not hold; null to keep the built-in prices of Fargate Spot.</param>
/// <param name="refresh">Ask again, though it was asked today.</param>
public sealed class PriceCollection(IAmazonPricing client, CollectFolder folder, Region region, Func<CancellationToken, Task<Stream>>? feed, bool refresh) : ICollection
{
    /// <summary>The folder, as <c>prices:</c> of the configuration names it.</summary>
    public const string Folder = "prices";

    private const int ProductsOfAPage = 100;

    /// <inheritdoc />
    public string Name => "Pricing";

    /// <inheritdoc />
    public IReadOnlyList<string> Outlook()
    {
        var types = InstanceTypesInUse.Find(folder.Path);
        return IsDue(types)
            ? [$"Pricing: GetProducts of Fargate{(types.Count == 0 ? "" : $" and of {string.Join(", ", types)}")} in {region} -> {Folder}/; free of charge. Fargate Spot {(feed is null ? "is not in it and stays the built-in's" : "from the feed")}"]
            : [$"Pricing: asked today, nothing to ask"];
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> CollectAsync(IProgress<CollectProgress> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(progress);
        var types = InstanceTypesInUse.Find(folder.Path);
        if (!IsDue(types)) return ["Pricing: nothing to ask"];
        try
        {
            return await AskAsync(types, progress, cancellationToken).ConfigureAwait(false);
        }
        catch (AmazonServiceException fault)
        {
            throw new ProblemException(new Problem($"{fault.ErrorCode}: {fault.Message}", Name, "allow pricing:GetProducts"));
        }
    }

    private async Task<IReadOnlyList<string>> AskAsync(IReadOnlyList<string> types, IProgress<CollectProgress> progress, CancellationToken cancellationToken)
    {
        progress.Report(new CollectProgress(Name, 0, types.Count + 1));
        var fargate = await ProductsAsync("AmazonECS", "fargate", [("regionCode", region.Code)], cancellationToken).ConfigureAwait(false);
        var prices = fargate.Where(price => price.Id.Value.StartsWith("fargate/", StringComparison.Ordinal)).ToList();
        if (prices.Count == 0) throw new ProblemException(new Problem($"the price list has no Fargate in {region}", Name, "check the region; the built-in prices stay in use"));
        var (told, answered) = (new List<string>(), prices.Count);
        foreach (var (done, type) in types.Index())
        {
            progress.Report(new CollectProgress(Name, done + 1, types.Count + 1));
            var found = await ProductsAsync(
                "AmazonEC2", type,
                [
                    ("regionCode", region.Code), ("instanceType", type), ("operatingSystem", "Linux"), ("tenancy", "Shared"), ("capacitystatus", "Used"), ("preInstalledSw", "NA"), ("operation", "RunInstances"),
                ],
                cancellationToken).ConfigureAwait(false);
            var offers = found.Where(price => price.Id == PriceIds.Ec2OnDemand(region, type)).ToList();
            if (offers.Count == 0) told.Add($"Pricing: no Linux price of {type} in {region}; a built-in price stays");
            prices.AddRange(offers);
        }

        if (feed is null) told.Add("Pricing: Fargate Spot is not in the price list; the built-in prices stay, or give --fargate-spot-feed");
        else prices.AddRange(await SpotAsync(feed, cancellationToken).ConfigureAwait(false));
        // The index comes last: without it there is no book.
        foreach (var (file, text) in PriceBookMerge.Files(region, prices, Today).OrderBy(pair => pair.Key == "book.csv"))
            folder.Write($"aws/prices/{file}", $"{Folder}/{file}", text, How(types), final: false);
        return [$"Pricing: {answered} prices of Fargate, {prices.Count(price => price.Id.Value.StartsWith("ec2/", StringComparison.Ordinal))} of {types.Count} instance types in {Folder}/", .. told];
    }

    private async Task<IReadOnlyList<Price>> ProductsAsync(string service, string name, IReadOnlyList<(string Field, string Value)> filters, CancellationToken cancellationToken)
    {
        var products = new JsonArray();
        string? token = null;
        for (var page = 1; page == 1 || !string.IsNullOrEmpty(token); page++)
        {
            var request = new GetProductsRequest
            {
                ServiceCode = service,
                FormatVersion = "aws_v1",
                MaxResults = ProductsOfAPage,
                NextToken = token,
                Filters = [.. filters.Select(filter => new Filter { Type = FilterType.TERM_MATCH, Field = filter.Field, Value = filter.Value })],
            };
            var response = await client.GetProductsAsync(request, cancellationToken).ConfigureAwait(false);
            var answer = new JsonObject { ["PriceList"] = new JsonArray([.. (response.PriceList ?? []).Select(product => (JsonNode)product)]) };
            var question = new JsonObject { ["operation"] = "pricing:GetProducts", ["service"] = service, ["filters"] = new JsonObject(filters.Select(filter => KeyValuePair.Create(filter.Field, (JsonNode?)filter.Value))) };
            folder.KeepRaw(string.Create(CultureInfo.InvariantCulture, $"aws/pricing/{region}/{name}-{page:D4}"), question, answer);
            foreach (var product in response.PriceList ?? []) products.Add((JsonNode)product);
            token = response.NextToken;
        }

        using var document = new MemoryStream(Encoding.UTF8.GetBytes(new JsonObject { ["PriceList"] = products }.ToJsonString()));
        return [.. PriceListReader.ReadJson(document, $"GetProducts {service}")];
    }

    private async Task<IReadOnlyList<Price>> SpotAsync(Func<CancellationToken, Task<Stream>> fetch, CancellationToken cancellationToken)
    {
        await using var stream = await fetch(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<Price> prices = [.. FargateSpotFeed.Read(stream, "--fargate-spot-feed").Where(price => price.Id.Value.Split('/')[1] == region.Code)];
        return prices.Count > 0 ? prices : throw new ProblemException(new Problem($"the feed has no price in {region}", "--fargate-spot-feed", "give the address of the whole feed, or leave it out for the built-in prices"));
    }

    private bool IsDue(IReadOnlyList<string> types) =>
        refresh || ((string[])["book.csv", "sources.csv", $"ec2/{region}.csv", $"prices/{region}.csv"]).Any(file => folder.Find($"aws/prices/{file}") is not { } known
            || DateOnly.FromDateTime(known.CollectedAt.UtcDateTime) < Today || known.How != How(types));

    private DateOnly Today => DateOnly.FromDateTime(folder.Now.UtcDateTime);

    // The feed is part of the question: without it, the Spot prices are others.
    private string How(IReadOnlyList<string> types) => $"pricing:GetProducts, {region}, {string.Join(' ', types.Prepend("Fargate"))}{(feed is null ? "" : ", Fargate Spot feed")}";
}
