using System.Globalization;
using System.Text;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Problems;
using CostTool.Sources.Pricing;

namespace CostTool.Sources.Tests.Pricing;

public sealed class PriceListReaderTests
{
    private const string M5Large = "trimmed-AmazonEC2-ap-northeast-1-m5.large-with-reserved.json";

    [Fact]
    public void An_answer_of_get_products_gives_every_fargate_rate_and_no_metering_row() => AssertPrices(
        Json("getproducts-AmazonECS-us-east-1-2022-11-25.json"),
        "ecs-anywhere-instance-hour/us-east-1 0.01025 hour",
        "fargate/us-east-1/any/any/ephemeral-gb-hour/on-demand 0.000111 ephemeral-gb-hour",
        "fargate/us-east-1/linux/arm64/gb-hour/on-demand 0.00356 gb-hour",
        "fargate/us-east-1/linux/arm64/vcpu-hour/on-demand 0.03238 vcpu-hour",
        "fargate/us-east-1/linux/x86_64/gb-hour/on-demand 0.004445 gb-hour",
        "fargate/us-east-1/linux/x86_64/vcpu-hour/on-demand 0.04048 vcpu-hour",
        "fargate/us-east-1/windows/x86_64/gb-hour/on-demand 0.01005 gb-hour",
        "fargate/us-east-1/windows/x86_64/os-license-vcpu-hour/on-demand 0.046 os-license-vcpu-hour",
        "fargate/us-east-1/windows/x86_64/vcpu-hour/on-demand 0.09148 vcpu-hour");

    [Fact]
    public void An_offer_file_gives_the_same_rates_for_its_region() => AssertPrices(
        Csv("offerfile-AmazonECS-eu-west-1.csv"),
        "ecs-anywhere-instance-hour/eu-west-1 0.01025 hour",
        "fargate/eu-west-1/any/any/ephemeral-gb-hour/on-demand 0.000122 ephemeral-gb-hour",
        "fargate/eu-west-1/linux/arm64/gb-hour/on-demand 0.00356 gb-hour",
        "fargate/eu-west-1/linux/arm64/vcpu-hour/on-demand 0.03238 vcpu-hour",
        "fargate/eu-west-1/linux/x86_64/gb-hour/on-demand 0.004445 gb-hour",
        "fargate/eu-west-1/linux/x86_64/vcpu-hour/on-demand 0.04048 vcpu-hour",
        "fargate/eu-west-1/windows/x86_64/gb-hour/on-demand 0.01005 gb-hour",
        "fargate/eu-west-1/windows/x86_64/os-license-vcpu-hour/on-demand 0.046 os-license-vcpu-hour",
        "fargate/eu-west-1/windows/x86_64/vcpu-hour/on-demand 0.09148 vcpu-hour");

    [Theory]
    [InlineData("product-AmazonECS-us-east-1-fargate-linux-x86-vcpu.json", "fargate/us-east-1/linux/x86_64/vcpu-hour/on-demand 0.04048 vcpu-hour")] // says neither system nor architecture
    [InlineData("product-AmazonECS-us-east-1-fargate-linux-x86-gb.json", "fargate/us-east-1/linux/x86_64/gb-hour/on-demand 0.004445 gb-hour")]
    [InlineData("product-AmazonECS-us-east-1-fargate-linux-arm-vcpu.json", "fargate/us-east-1/linux/arm64/vcpu-hour/on-demand 0.03238 vcpu-hour")]
    [InlineData("product-AmazonECS-us-east-1-fargate-linux-arm-gb.json", "fargate/us-east-1/linux/arm64/gb-hour/on-demand 0.00356 gb-hour")]
    [InlineData("product-AmazonECS-us-east-1-fargate-windows-os-licence.json", "fargate/us-east-1/windows/x86_64/os-license-vcpu-hour/on-demand 0.046 os-license-vcpu-hour")]
    [InlineData("product-AmazonECS-us-east-1-fargate-ephemeral-storage.json", "fargate/us-east-1/any/any/ephemeral-gb-hour/on-demand 0.000111 ephemeral-gb-hour")]
    [InlineData("product-AmazonEC2-af-south-1-ebs-gp3.json", "ebs-gp3-storage/af-south-1 0.1047 GB-month")]
    [InlineData(M5Large, "ec2/ap-northeast-1/m5.large/on-demand 0.124 instance-hour")] // the Reserved terms beside it are not the price
    public void A_product_document_gives_its_price(string file, string price) => AssertPrices(Json(file), price);

    [Theory]
    [InlineData("product-AmazonECS-us-east-1-ecs-ec2-vcpu-metering-zero-price.json")] // counts, does not cost
    [InlineData("product-AmazonEC2-af-south-1-c5ad.2xlarge-unused-capacity-reservation.json")] // a second row of the same type
    public void What_is_no_price_of_the_book_is_passed_over(string file) => Assert.Empty(Json(file));

    [Theory]
    [InlineData("\"Shared\"", "\"Dedicated\"")]
    [InlineData("\"Linux\"", "\"Windows\"")]
    [InlineData("\"Used\"", "\"AllocatedCapacityReservation\"")]
    [InlineData("\"preInstalledSw\": \"NA\"", "\"preInstalledSw\": \"SQL Web\"")]
    [InlineData("BoxUsage", "DedicatedUsage")]
    [InlineData("\"tenancy\": \"Shared\",", "")] // not said is not known
    [InlineData("\"USD\": \"0.1240000000\"", "\"CNY\": \"0.1240000000\"")]
    [InlineData("\"USD\": \"0.1240000000\"", "\"USD\": \"0.0000000000\"")]
    public void Other_rows_of_the_same_instance_type_are_passed_over(string found, string put)
    {
        var text = File.ReadAllText(Sample(M5Large));
        Assert.Contains(found, text, StringComparison.Ordinal);
        Assert.Empty(Json(text.Replace(found, put, StringComparison.Ordinal), "test"));
    }

    [Fact]
    public void A_price_in_ranges_is_the_first_that_costs_something_and_says_all_ranges()
    {
        var price = Assert.Single(Json("product-AmazonECS-us-east-1-ecs-anywhere-with-free-tier-two-ranges.json"));
        Assert.Equal(0.01025m, price.UsdPerUnit);
        Assert.Equal("from 0 hours 0; from 2200 hours 0.01025", price.Note);
    }

    [Fact]
    public void A_price_says_its_sku_and_the_later_of_publication_and_effect()
    {
        var recorded = Assert.Single(Json("product-AmazonECS-us-east-1-fargate-linux-x86-vcpu.json"));
        Assert.Equal(("2022-11-21", "AWS price list AmazonECS, SKU 8CESGAFWKAJ98PME", PriceKind.Sourced), (recorded.Dated, recorded.Source, recorded.Kind));
        Assert.All(Csv("offerfile-AmazonECS-eu-west-1.csv"), price => Assert.Equal("2022-01-01", price.Dated));
        Assert.Equal("undated", Assert.Single(Json(M5Large)).Dated);
    }

    [Theory]
    [InlineData("{\"PriceList\": [\"{\\\"product\\\"", "test", "breaks off")]
    [InlineData("{\"PriceList\": [\"{\\\"product\\\"\"]}", "test: PriceList item 1", "breaks off")]
    [InlineData("{\"PriceList\": [\"{}\"]}", "test: PriceList item 1", "`product`")]
    [InlineData("{\"PriceList\": [7]}", "test: PriceList item 1", "`product`")]
    [InlineData("[]", "test", "`product`")]
    [InlineData("", "test", "breaks off")]
    public void A_document_that_is_cut_or_is_something_else_is_refused(string json, string where, string what)
    {
        var problem = Assert.Single(Assert.Throws<ProblemException>(() => Json(json, "test")).Problems);
        Assert.Equal(where, problem.Where);
        Assert.Contains(what, problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_prices_for_one_id_are_refused()
    {
        var text = File.ReadAllText(Sample(M5Large));
        var answer = $"{{\"PriceList\": [{text}, {text.Replace("0.1240000000", "0.1340000000", StringComparison.Ordinal)}]}}";
        var problem = Assert.Single(Assert.Throws<ProblemException>(() => Json(answer, "test")).Problems);
        Assert.Equal("two prices for `ec2/ap-northeast-1/m5.large/on-demand`: 0.124 and 0.134", problem.What);
        Assert.Single(Json($"{{\"PriceList\": [{text}, {text}]}}", "test")); // said twice is said once
    }

    [Theory]
    [InlineData("a,b\n1,2\n", "test")]
    [InlineData("SKU,TermType,Currency,PricePerUnit\nX,OnDemand\n", "test:2")]
    [InlineData("", "test")]
    public void A_csv_that_is_no_offer_file_is_refused(string csv, string where) =>
        Assert.Equal(where, Assert.Single(Assert.Throws<ProblemException>(() => PriceListReader.ReadCsv(new StringReader(csv), "test").ToList()).Problems).Where);

    [Fact]
    public void The_spot_feed_gives_the_spot_rates_of_every_region()
    {
        using var stream = File.OpenRead(Sample("fargate-spot-feed-excerpt-2019-07-30.json"));
        var prices = FargateSpotFeed.Read(stream, "feed").ToList();
        AssertPrices(
            prices,
            "fargate/eu-west-1/linux/x86_64/gb-hour/spot 0.00151494 gb-hour",
            "fargate/eu-west-1/linux/x86_64/vcpu-hour/spot 0.01379631 vcpu-hour",
            "fargate/us-east-1/linux/x86_64/vcpu-hour/spot 0.01458 vcpu-hour");
        Assert.All(prices, price => Assert.Equal("2019-07-30", price.Dated));
    }

    [Theory]
    [InlineData("{\"prices\": [{\"unit\": \"ARM-GB-Hours\", \"price\": {\"USD\": \"0.001\"}, \"attributes\": {\"aws:region\": \"eu-west-3\"}}]}", "fargate/eu-west-3/linux/arm64/gb-hour/spot 0.001 gb-hour")]
    [InlineData("{\"prices\": [{\"unit\": \"Moon-Hours\"}]}", null)]
    public void The_spot_feed_tells_arm_by_its_unit_and_passes_over_new_ones(string json, string? price) =>
        AssertPrices(Feed(json), price is null ? [] : [price]);

    [Theory]
    [InlineData("{}", "feed")]
    [InlineData("{\"prices\": [{\"unit\": \"GB-Hours\", \"price\": {}, \"attributes\": {\"aws:region\": \"eu-west-3\"}}]}", "feed: prices item 1")]
    [InlineData("{\"prices\": [{\"unit\": \"GB-Hours\", \"price\": {\"USD\": \"free\"}, \"attributes\": {\"aws:region\": \"eu-west-3\"}}]}", "feed: prices item 1")]
    [InlineData("{\"prices\": [{\"unit\": \"GB-Hours\", \"price\": {\"USD\": \"1\"}, \"attributes\": {\"aws:region\": \"Paris\"}}]}", "feed: prices item 1")]
    public void A_spot_feed_that_is_not_one_is_refused(string json, string where) =>
        Assert.Equal(where, Assert.Single(Assert.Throws<ProblemException>(() => Feed(json)).Problems).Where);

    private static string Sample(string file) => Path.Combine(AppContext.BaseDirectory, "Data", "pricelist", file);

    private static List<Price> Json(string file)
    {
        using var stream = File.OpenRead(Sample(file));
        return [.. PriceListReader.ReadJson(stream, file)];
    }

    private static List<Price> Json(string text, string where) => [.. PriceListReader.ReadJson(new MemoryStream(Encoding.UTF8.GetBytes(text)), where)];

    private static List<Price> Csv(string file)
    {
        using var reader = File.OpenText(Sample(file));
        return [.. PriceListReader.ReadCsv(reader, file)];
    }

    private static List<Price> Feed(string json) => [.. FargateSpotFeed.Read(new MemoryStream(Encoding.UTF8.GetBytes(json)), "feed")];

    private static void AssertPrices(IEnumerable<Price> prices, params string[] expected) =>
        Assert.Equal(expected, prices.Select(price => string.Create(CultureInfo.InvariantCulture, $"{price.Id} {price.UsdPerUnit} {price.Unit}")));
}
