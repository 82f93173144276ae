using System.Text;
using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Units;

namespace CostTool.Sources.Tests.Billing;

/// <summary>Each bad input is one problem that names the file, and hostile input is only data.</summary>
public sealed class BadBillTests
{
    private static readonly string Good = TinyCur.Of([("unblended_cost", "1")]);

    private static readonly string CostExplorer = """{"ResultsByTime":[{"TimePeriod":{"Start":"2026-10-01","End":"2026-11-01"},"Total":{"UnblendedCost":{"Amount":"1","Unit":"USD"}},"Groups":[],"Estimated":true}]}""";

    public static TheoryData<string, byte[], string> Files => new()
    {
        { "empty", [], "is empty" },
        { "blank", "  \n"u8.ToArray(), "is blank" },
        { "only a header", Bytes(Good[..(Good.IndexOf('\n', StringComparison.Ordinal) + 1)]), "no rows" },
        { "cut gzip", Gzip(Long())[..^3000], "cut off" },
        { "cut gzip trailer", Gzip(Long())[..^1], "cut off" },
        { "gzip of nothing", [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0], "unpacks to nothing" },
        { "semicolons", Bytes(Good.Replace(',', ';')), "separated by semicolons" },
        { "tabs", Bytes(Good.Replace(',', '\t')), "separated by tabs" },
        { "no cost column", Bytes(TinyCur.Without("line_item_unblended_cost", [[]])), "no column `line_item_unblended_cost`; it has bill_invoice_id, " },
        { "not a bill", Bytes("name,price\nbread,1\n"), "it has name, price" },
        { "prose", Bytes("Dear finance team,\nplease find attached\n"), "no column that tells a bill" },
        { "binary", [0x7f, 0x45, 0x4c, 0x46, 0, 0, 0, 9, 200, 100], "binary data" },
        { "cut Parquet", Bytes("PAR1 and then nothing of use"), "cannot be read as a bill" },
        { "zip", [(byte)'P', (byte)'K', 3, 4, 20, 0, 0, 0], "zip" },
        { "UTF-16", [0xff, 0xfe, (byte)'a', 0], "UTF-16" },
        { "cut JSON", Bytes(CostExplorer[..120]), "cut off" },
        { "other JSON", Bytes("""{"hello": "world"}"""), "no `ResultsByTime`" },
        { "JSON without costs", Bytes(CostExplorer.Replace("UnblendedCost", "UsageQuantity", StringComparison.Ordinal)), "has no cost; it has `UsageQuantity`" },
        { "JSON that repeats a page", Bytes(CostExplorer + "\n" + CostExplorer), "comes twice" },
        { "a cost that is text", Bytes(TinyCur.Of([("unblended_cost", "1")], [("unblended_cost", "free")])), "`free` is not a number" },
        { "a start that is text", Bytes(TinyCur.Of([("unblended_cost", "1"), ("usage_start_date", "yesterday")])), "`yesterday` is not a time" },
        { "a short row", Bytes(Good + "42,2026-10-01\n"), "more or fewer cells" },
        { "another currency", Bytes(TinyCur.Of([("unblended_cost", "1")], [("unblended_cost", "1"), ("currency_code", "EUR")])), "`EUR`" },
        { "reserved rows without the column", Bytes(TinyCur.Without("reservation_effective_cost", [[("line_item_type", "DiscountedUsage"), ("unblended_cost", "0")]])), "no column `reservation_effective_cost`" },
        { "another provider", Bytes("BilledCost,EffectiveCost,BillingPeriodStart,ChargePeriodStart,ChargeCategory,ServiceName,ProviderName\n7,7,2026-10-01 00:00:00,2026-10-01 00:00:00,Usage,Compute,Microsoft\n"), "1 rows of another provider: Microsoft" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void A_bad_file_is_one_problem_that_names_it(string name, byte[] content, string what)
    {
        using var folder = new BillFolder();
        var path = folder.Write($"{name}.dat", content);
        var problem = BillFolder.Refused(path);
        Assert.Contains(what, problem.What, StringComparison.Ordinal);
        Assert.StartsWith(path, problem.Where, StringComparison.Ordinal);
        Assert.NotEmpty(problem.Fix);
        Assert.DoesNotContain('\n', problem.ToString());
        Assert.InRange(problem.ToString().Length, 1, 3000);
    }

    [Fact]
    public void A_bad_cell_is_named_with_its_line()
    {
        using var folder = new BillFolder();
        Assert.EndsWith("bill.csv:3", BillFolder.Refused(folder.Write("bill.csv", TinyCur.Of([("unblended_cost", "1")], [("unblended_cost", "free")]))).Where, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_a_problem() =>
        Assert.Contains("no file is there", BillFolder.Refused("/nowhere/bill.csv").What, StringComparison.Ordinal);

    [Fact]
    public void Two_formats_of_one_month_are_not_added_up()
    {
        using var folder = new BillFolder();
        var problem = BillFolder.Refused(folder.Write("a.csv", Good), folder.Write("b.json", CostExplorer));
        Assert.Contains("2026-10 is billed twice", problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_groupings_of_one_month_are_not_added_up()
    {
        using var folder = new BillFolder();
        var other = CostExplorer.Replace("\"Groups\":[]", """ "Groups":[{"Keys":["Tax"],"Metrics":{"UnblendedCost":{"Amount":"1","Unit":"USD"}}}] """, StringComparison.Ordinal)
            .Replace("{\"ResultsByTime\"", """{"GroupDefinitions":[{"Type":"DIMENSION","Key":"SERVICE"}],"ResultsByTime" """, StringComparison.Ordinal);
        Assert.Contains("grouped by", BillFolder.Refused(folder.Write("a.json", CostExplorer), folder.Write("b.json", other)).What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain.csv")]
    [InlineData("it's \"quoted\", and [a-z]*?.csv")]
    [InlineData("'); DROP TABLE fold; --")]
    [InlineData("back\\slash[.csv")]
    [InlineData("month=2026-10")]
    public void Any_file_name_that_exists_is_read_literally(string name)
    {
        using var folder = new BillFolder();
        folder.Write("other.csv", TinyCur.Of([("unblended_cost", "100")]));
        Assert.Equal(1, BillFolder.Read(folder.Write(name, Good)).Lines.Sum(line => line.Unblended).Amount);
    }

    [Fact]
    public void Hostile_cells_and_headers_are_only_data()
    {
        using var folder = new BillFolder();
        const string hostile = "x'); DROP TABLE fold; -- \"<script>, {}\n=cmd()";
        var text = TinyCur.Of([("usage_type", hostile), ("unblended_cost", "1")]).Replace("bill_invoice_id", "\"resourceTags/user:kubernetes.io/cluster/a'b\"", StringComparison.Ordinal);
        Assert.Equal(hostile, Assert.Single(BillFolder.Read(folder.Write("bill.csv", text)).Lines).UsageType);
    }

    [Fact]
    public void A_cell_of_several_megabytes_does_not_break_the_reading()
    {
        using var folder = new BillFolder();
        var text = TinyCur.Of([("unblended_cost", "1"), ("eks_cluster_name", new string('x', 5_000_000))], [("unblended_cost", "2")]);
        Assert.Equal(3, BillFolder.Read(folder.Write("bill.csv", text)).Lines.Sum(line => line.Unblended).Amount);
    }

    [Fact]
    public void A_byte_order_mark_and_Windows_line_ends_are_no_part_of_the_bill()
    {
        using var folder = new BillFolder();
        var path = folder.Write("bill.csv", [0xEF, 0xBB, 0xBF, .. Bytes(Good.Replace("\n", "\r\n", StringComparison.Ordinal))]);
        Assert.Equal(1, BillFolder.Read(path).Lines.Sum(line => line.Unblended).Amount);
    }

    [Fact]
    public void A_folder_is_read_through_and_what_is_no_bill_is_passed_over_with_a_note()
    {
        using var folder = new BillFolder();
        folder.Write("20261001-20261101/part-1.csv", Good);
        folder.Write("20261001-20261101/part-2.csv.gz", BillFolder.Gzip(Good));
        folder.Write("20261001-20261101/report-Manifest.json", """{"assemblyId":"a","reportKeys":["part-1.csv"]}""");
        folder.Write("README.md", "notes");
        var ledger = BillFolder.Read(folder.Path);
        Assert.Equal((2, 2m), (ledger.Files.Count, ledger.Lines.Sum(line => line.Unblended).Amount));
        Assert.Equal(2, ledger.Notes.Count);
        Assert.Contains(ledger.Notes, note => note.Contains("manifest", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("*.csv", 1)]
    [InlineData("**/*.csv", 3)]
    [InlineData("**", 3)]
    [InlineData("b?/*.csv", 1)]
    public void Globs_match_names_and_folders(string glob, int files)
    {
        using var folder = new BillFolder();
        foreach (var name in new[] { "a.csv", "b1/a.csv", "b1/c2/a.csv" }) folder.Write(name, Good);
        Assert.Equal(files, BillFolder.Read(Path.Combine(folder.Path, glob)).Files.Count);
    }

    [Fact]
    public void A_file_named_twice_is_counted_once()
    {
        using var folder = new BillFolder();
        var path = folder.Write("bill.csv", Good);
        Assert.Equal(1, BillFolder.Read(path, folder.Path, path).RowsRead);
    }

    [Fact]
    public void A_bad_file_beside_a_good_one_spoils_the_whole_reading()
    {
        using var folder = new BillFolder();
        Assert.Throws<ProblemException>(() => BillFolder.Read(folder.Write("a.csv", Good), folder.Write("b.csv", "")));
    }

    private static string Long() => TinyCur.Of([.. Enumerable.Range(0, 2000).Select(row => new[] { ("line_item_resource_id", $"i-{row * 7919 % 100_003:x}"), ("unblended_cost", $"0.{row}") })]);

    private static byte[] Gzip(string text) => BillFolder.Gzip(text);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
