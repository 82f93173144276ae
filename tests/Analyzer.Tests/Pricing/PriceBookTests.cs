using System.Text;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Units;
using OperatingSystem = CostTool.Analyzer.Pricing.OperatingSystem;

namespace CostTool.Analyzer.Tests.Pricing;

public sealed class PriceBookTests
{
    private static readonly PriceBook BuiltIn = PriceBook.LoadBuiltIn();

    [Theory]
    [InlineData("fargate/eu-west-3/linux/x86_64/vcpu-hour/on-demand", "0.0486", PriceKind.Sourced)]
    [InlineData("fargate/eu-west-3/linux/arm64/vcpu-hour/on-demand", "0.03888", PriceKind.Derived)] // 0.0486 × 0.8
    [InlineData("fargate/us-east-1/windows/x86_64/os-license-vcpu-hour/on-demand", "0.046", PriceKind.Sourced)]
    [InlineData("fargate/us-east-1/any/any/ephemeral-gb-hour/on-demand", "0.000111", PriceKind.Sourced)]
    [InlineData("ec2/us-east-1/m5.large/on-demand", "0.096", PriceKind.Sourced)]
    [InlineData("nat-gateway-hour/eu-west-3", "0.05", PriceKind.Sourced)]
    [InlineData("public-ipv4-hour/sa-east-1", "0.005", PriceKind.Derived)] // the same in all four regions seen
    [InlineData("nat-gateway-hour/eu-west-1", "0.045", PriceKind.Unverified)] // us-east-1's 0.045 × 0.04048 / 0.04048
    [InlineData("compute-sp-fargate-3y-no-upfront/eu-west-3/x86_64/vcpu-hour", "0.02673", PriceKind.Unverified)] // 0.0486 × 55 %
    public void A_price_says_how_sure_it_is(string id, string usd, PriceKind kind)
    {
        var price = BuiltIn.For(Region.Parse(id.Split('/')[1], "test")).Find(new PriceId(id));
        Assert.NotNull(price);
        Assert.Equal(decimal.Parse(usd, System.Globalization.CultureInfo.InvariantCulture), price.UsdPerUnit);
        Assert.Equal(kind, price.Kind);
    }

    [Fact]
    public void Thirty_regions_have_instances_and_twenty_two_have_fargate()
    {
        var regions = BuiltIn.RegionCodes.Select(code => BuiltIn.For(Region.Parse(code, "test"))).ToList();
        Assert.Equal(30, regions.Count(region => region.Instances.Count > 100));
        Assert.Equal(22, regions.Count(region => region.SellsFargate(OperatingSystem.Linux, CpuArchitecture.X86_64)));
    }

    [Fact]
    public void Every_price_has_its_evidence_and_lies_in_its_band()
    {
        foreach (var region in BuiltIn.RegionCodes.Select(code => BuiltIn.For(Region.Parse(code, "test"))))
        {
            Assert.Equal(region.All.Select(price => price.Id.Value).Order(StringComparer.Ordinal), region.All.Select(price => price.Id.Value));
            Assert.Equal(region.All.Count, region.All.Select(price => price.Id).Distinct().Count());
            Assert.All(region.All, price =>
            {
                Assert.NotEmpty(price.Source);
                Assert.NotEmpty(price.Dated);
                Assert.Equal(price, region.Find(price.Id));
                Assert.True(price.UsdPerUnit > 0 || price.Id.Value.StartsWith("vpc-gateway-endpoint-hour/", StringComparison.Ordinal), price.Id.Value);
            });
            Assert.All(region.Instances, offer =>
            {
                if (offer.Spot is not { } spot) return;
                Assert.InRange(spot.Price.UsdPerUnit, spot.LowUsdPerUnit, spot.HighUsdPerUnit);
                Assert.True(spot.HighUsdPerUnit <= offer.OnDemand.UsdPerUnit, spot.Price.Id.Value);
            });
        }
    }

    [Theory]
    [InlineData("alb-hour")]
    [InlineData("cloudwatch-logs-ingestion-standard")]
    [InlineData("ebs-gp3-storage")]
    [InlineData("eks-control-plane-standard")]
    [InlineData("eventbridge-scheduler-invocations")]
    [InlineData("inter-az-data-transfer")]
    [InlineData("nat-gateway-data")]
    [InlineData("secrets-manager-secret")]
    [InlineData("sqs-standard-requests")]
    [InlineData("step-functions-state-transitions")]
    [InlineData("vpc-interface-endpoint-hour")]
    public void Secondary_items_are_priced_in_every_region(string item) =>
        Assert.All(BuiltIn.RegionCodes, code => Assert.True(BuiltIn.For(Region.Parse(code, "test")).Item(item).UsdPerUnit > 0));

    [Fact]
    public void Spot_on_fargate_is_a_band_around_the_price()
    {
        var rates = BuiltIn.For(Region.Parse("eu-west-3", "test")).FargateSpot(CpuArchitecture.X86_64);
        Assert.Equal(0.01464299m, rates.VCpuHour.UsdPerUnit);
        Assert.Equal(rates.VCpuHour, rates.VCpuHourSpot!.Price);
        Assert.Equal(0.01458m, rates.VCpuHourSpot.LowUsdPerUnit); // the feed of 2021-01-09
        Assert.Equal(0.01464299m, rates.VCpuHourSpot.HighUsdPerUnit);
    }

    [Fact]
    public void What_is_not_priced_is_an_error_that_names_item_and_region()
    {
        var milan = BuiltIn.For(Region.Parse("eu-south-2", "test"));
        AssertProblem(() => milan.Fargate(OperatingSystem.Linux, CpuArchitecture.X86_64), "fargate/eu-south-2/linux/x86_64/vcpu-hour/on-demand");
        AssertProblem(() => milan.OnDemand("z9.giant"), "z9.giant");
        AssertProblem(() => milan.Spot("z9.giant"), "z9.giant");
        AssertProblem(() => milan.Item("moon-gateway-hour"), "moon-gateway-hour/eu-south-2");
        AssertProblem(() => BuiltIn.For(Region.Parse("cn-north-1", "test")), "cn-north-1");
        Assert.Null(milan.Find(new PriceId("ec2/eu-west-3/m5.large/on-demand"))); // another region's price
    }

    [Fact]
    public void Windows_on_arm_is_not_sold() =>
        AssertProblem(() => BuiltIn.For(Region.Parse("us-east-1", "test")).Fargate(OperatingSystem.Windows, CpuArchitecture.Arm64), "windows/arm64");

    [Fact]
    public void A_book_of_your_own_is_read_by_the_same_rules()
    {
        var prices = Folder(("prices/eu-west-3.csv", $"{PriceHeader}nat-gateway-hour/eu-west-3,hour,0.06,,,mine\n")).For(Region.Parse("eu-west-3", "test"));
        Assert.Equal(0.06m, prices.Item("nat-gateway-hour").UsdPerUnit);
        Assert.Equal("our contract, page 3", prices.Item("nat-gateway-hour").Source);
        Assert.Empty(prices.Instances);
    }

    [Theory]
    [InlineData("nat-gateway-hour/eu-west-3,hour,0.o6,,,mine", "own/prices/eu-west-3.csv:2", "`0.o6`")]
    [InlineData("nat-gateway-hour/eu-west-3,hour,-1,,,mine", "own/prices/eu-west-3.csv:2", "`-1`")]
    [InlineData("nat-gateway-hour/eu-west-3,hour,0.06,,,yours", "own/prices/eu-west-3.csv:2", "`yours`")]
    [InlineData("nat-gateway-hour/eu-west-1,hour,0.06,,,mine", "own/prices/eu-west-3.csv:2", "`nat-gateway-hour/eu-west-1`")]
    [InlineData("nat-gateway-hour/eu-west-3,hour,0.06,mine", "own/prices/eu-west-3.csv:2", "4 fields")]
    [InlineData("nat-gateway-hour/eu-west-3,\"hour,0.06,,,mine", "own/prices/eu-west-3.csv:2", "not closed")]
    [InlineData("a/eu-west-3,hour,1,,,mine\na/eu-west-3,hour,1,,,mine", "own/prices/eu-west-3.csv:3", "twice")]
    [InlineData("fargate/eu-west-3/linux/x86_64/vcpu-hour/on-demand,vcpu-hour,0,,,mine", "own/prices/eu-west-3.csv:2", "costs nothing")]
    [InlineData("fargate/eu-west-3/linux/x86_64/vcpu-hour/spot,vcpu-hour,0.2,0.3,0.4,mine", "own/prices/eu-west-3.csv:2", "between its low and its high")]
    public void A_malformed_row_is_named_with_file_and_line(string row, string where, string what)
    {
        var book = Folder(("prices/eu-west-3.csv", PriceHeader + row + "\n"));
        var problem = Assert.Single(Assert.Throws<ProblemException>(() => book.For(Region.Parse("eu-west-3", "test")).Item("nat-gateway-hour")).Problems);
        Assert.Equal(where, problem.Where);
        Assert.Contains(what, problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_book_without_index_or_column_says_which()
    {
        AssertProblem(() => PriceBook.Load("own", _ => null), "`book.csv`");
        var book = Folder(("prices/eu-west-3.csv", "price_id,usd\n"));
        AssertProblem(() => book.For(Region.Parse("eu-west-3", "test")).Item("a"), "`unit`");
    }

    private const string PriceHeader = "price_id,unit,usd,low_usd,high_usd,source\n";

    private static PriceBook Folder(params (string Path, string Text)[] files)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["book.csv"] = "name,value\nsnapshot_date,2026-11-01\nregion,eu-west-3\n",
            ["sources.csv"] = "key,kind,dated,source,note\nmine,sourced,2026-11-01,\"our contract, page 3\",\n",
        };
        foreach (var (path, text) in files) all[path] = text;
        return PriceBook.Load("own", path => all.TryGetValue(path, out var text) ? new MemoryStream(Encoding.UTF8.GetBytes(text)) : null);
    }

    private static void AssertProblem(Action act, string what) =>
        Assert.Contains(Assert.Throws<ProblemException>(act).Problems, problem => problem.What.Contains(what, StringComparison.Ordinal));
}
