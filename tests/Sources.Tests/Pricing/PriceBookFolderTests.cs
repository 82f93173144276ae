using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Units;
using CostTool.Sources.Pricing;

namespace CostTool.Sources.Tests.Pricing;

public sealed class PriceBookFolderTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("costtool-prices-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_folder_of_price_files_is_a_price_book()
    {
        Write("book.csv", "name,value\nsnapshot_date,2026-11-01\nregion,eu-west-3\n");
        Write("sources.csv", "key,kind,dated,source,note\n1,sourced,2026-11-01,contract,\n");
        Write("ec2/eu-west-3.csv", "instance_type,usd,source,spot_usd,spot_low_usd,spot_high_usd,spot_source,interruption_band\nm5.large,0.1,1,,,,,\n");
        var prices = PriceBookFolder.Open(folder).For(Region.Parse("eu-west-3", "test"));
        var offer = Assert.Single(prices.Instances);
        Assert.Equal(0.1m, offer.OnDemand.UsdPerUnit);
        Assert.Null(offer.Spot);
        Assert.Equal(2, offer.Spec.Cpu.Cores); // what the type is comes from the built-in book
    }

    [Fact]
    public void A_missing_folder_or_index_is_an_error()
    {
        Assert.Contains("nowhere", Problem(() => PriceBookFolder.Open(Path.Combine(folder, "nowhere"))), StringComparison.Ordinal);
        Assert.Contains("`book.csv`", Problem(() => PriceBookFolder.Open(folder)), StringComparison.Ordinal);
    }

    private static string Problem(Action act) => Assert.Single(Assert.Throws<ProblemException>(act).Problems).What;

    private void Write(string path, string text)
    {
        var file = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
