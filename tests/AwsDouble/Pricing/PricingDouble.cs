using System.Text.Json.Nodes;
using CostTool.AwsDouble.Account;

namespace CostTool.AwsDouble.Pricing;

/// <summary>The price list: documents that tests put in, found by their attributes, in pages.</summary>
public sealed class PricingDouble : IServiceDouble
{
    private readonly List<(string Service, JsonObject Document)> _products = [];

    public string Model => "pricing";

    /// <summary>Products of a page where the request asks for more.</summary>
    public int ProductsOfAPage { get; set; } = 100;

    /// <param name="service">Service code, such as <c>AmazonECS</c>.</param>
    /// <param name="document">A product with its terms, as the price list has it.</param>
    public void Add(string service, JsonObject document) => _products.Add((service, document));

    /// <summary>A product sold on demand at one price.</summary>
    public void Add(string service, string sku, string unit, decimal usd, params (string Name, string Value)[] attributes) => Add(service, new JsonObject
    {
        ["product"] = new JsonObject
        {
            ["productFamily"] = "Compute",
            ["sku"] = sku,
            ["attributes"] = new JsonObject(attributes.Select(attribute => KeyValuePair.Create(attribute.Name, (JsonNode?)attribute.Value))),
        },
        ["serviceCode"] = service,
        ["terms"] = new JsonObject
        {
            ["OnDemand"] = new JsonObject
            {
                [$"{sku}.JRTCKXETXF"] = new JsonObject
                {
                    ["effectiveDate"] = "2026-11-01T00:00:00Z",
                    ["offerTermCode"] = "JRTCKXETXF",
                    ["priceDimensions"] = new JsonObject
                    {
                        [$"{sku}.JRTCKXETXF.6YS6EN2CT7"] = new JsonObject
                        {
                            ["unit"] = unit, ["beginRange"] = "0", ["endRange"] = "Inf",
                            ["pricePerUnit"] = new JsonObject { ["USD"] = usd.ToString("0.0000000000", System.Globalization.CultureInfo.InvariantCulture) },
                        },
                    },
                },
            },
        },
        ["publicationDate"] = "2026-11-20T00:00:00Z",
        ["version"] = "20261120000000",
    });

    public JsonObject Handle(string operation, JsonObject request)
    {
        if (operation != "GetProducts") throw new ServiceErrorException("UnknownOperationException", operation);
        var service = request.Text("ServiceCode");
        var filters = request.Objects("Filters");
        var found = _products.Where(product => product.Service == service && filters.All(filter => Attribute(product.Document, filter.Text("Field")) == filter.Text("Value"))).Select(product => product.Document);
        var most = Math.Min(request.Whole("MaxResults") ?? 100, ProductsOfAPage);
        var page = Page.Of(found, request.TextOrNull("NextToken"), most, () => new ServiceErrorException("InvalidNextTokenException", "The pagination token is invalid."));
        return new JsonObject { ["FormatVersion"] = "aws_v1", ["PriceList"] = new JsonArray([.. page.Items.Select(document => (JsonNode)document.ToJsonString())]) }.With("NextToken", page.Next);
    }

    private static string Attribute(JsonObject document, string name) =>
        name == "productFamily" ? document["product"]!["productFamily"]!.GetValue<string>() : document["product"]!["attributes"]![name]?.GetValue<string>() ?? "";
}
