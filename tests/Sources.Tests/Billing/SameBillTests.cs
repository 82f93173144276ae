using System.Globalization;
using CostTool.Analyzer.Billing;
using CsCheck;
using DuckDB.NET.Data;

namespace CostTool.Sources.Tests.Billing;

/// <summary>One bill in several shapes is one ledger.</summary>
public sealed class SameBillTests
{
    [Theory]
    [InlineData("workshop-2019-11-26.csv.gz", "DOUBLE")]
    [InlineData("workshop-2019-11-26.csv.gz", "DECIMAL(38,12)")]
    [InlineData("workshop-2019-11-26.csv.gz", "VARCHAR")]
    [InlineData("workshop-2018-11-05_07-slash-header.csv.gz", "DOUBLE")]
    [InlineData("cur2-2026-04-01_10.csv.gz", "DOUBLE")]
    [InlineData("focus-1.0-sample.csv", "DECIMAL(38,12)")]
    public void CSV_gzip_and_Parquet_give_the_same_ledger(string name, string numbers)
    {
        using var folder = new BillFolder();
        var text = BillFolder.Text(BillFolder.Real(name));
        var csv = folder.Write("bill", text);
        var gzip = folder.Write("bill.packed", BillFolder.Gzip(text));
        var parquet = Path.Combine(folder.Path, "bill.bin");
        WriteParquet(csv, parquet, numbers);

        var expected = Shown(BillFolder.Read(csv));
        Assert.Equal(expected, Shown(BillFolder.Read(gzip)));
        Assert.Equal(expected, Shown(BillFolder.Read(parquet)));
    }

    [Fact]
    public void Tags_of_a_map_column_are_read_like_those_of_a_JSON_cell()
    {
        using var folder = new BillFolder();
        var parquet = Path.Combine(folder.Path, "bill.parquet");
        WriteParquet(folder.Write("plain.csv", TinyCur.Of([("resource_id", "i-1"), ("cost", "1")])), parquet, "DOUBLE",
            "MAP {'user_team': 'a', 'aws_eks_cluster_name': 'atelier'} AS resource_tags, 'x' AS bill_payer_account_name");
        var ledger = BillFolder.Read(parquet);
        Assert.Equal(BillFormat.Cur2, Assert.Single(ledger.Files).Format);
        Assert.Equal("atelier", Assert.Single(ledger.Instances).ClusterTag);
    }

    [Fact]
    public void Slash_headers_and_Athena_names_give_the_same_ledger()
    {
        using var folder = new BillFolder();
        var text = BillFolder.Text(BillFolder.Real("workshop-2018-11-05_07-slash-header.csv.gz"));
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        var athena = string.Join(',', text[..end].Split(',').Select(Athena));
        Assert.Contains("reservation_reservation_a_r_n", athena, StringComparison.Ordinal);
        Assert.Equal(Shown(BillFolder.Read(folder.Write("a.csv", text))), Shown(BillFolder.Read(folder.Write("b.csv", athena + text[end..]))));
    }

    [Fact]
    public void A_bill_cut_in_parts_is_the_same_ledger_in_any_order()
    {
        var text = BillFolder.Text(BillFolder.Real("workshop-2019-11-26.csv.gz"));
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        using var whole = new BillFolder();
        var expected = Shown(BillFolder.Read(whole.Write("bill.csv", text)));
        Gen.Int[0, lines.Length - 2].Array[1, 4].Sample(cuts =>
        {
            using var folder = new BillFolder();
            var edges = cuts.Prepend(0).Append(lines.Length - 1).Distinct().Order().ToArray();
            for (var part = 1; part < edges.Length; part++)
                folder.Write($"{(char)('z' - part)}/part.csv", lines[0] + "\n" + string.Join('\n', lines[(edges[part - 1] + 1)..(edges[part] + 1)]) + "\n");
            Assert.Equal(expected, Shown(BillFolder.Read(folder.Path)));
        }, iter: 6);
    }

    [Fact]
    public void Gzip_members_one_after_the_other_are_one_file()
    {
        using var folder = new BillFolder();
        var text = TinyCur.Of([("cost", "1")], [("cost", "2")], [("cost", "3")]);
        var half = text.Length / 2;
        var path = folder.Write("bill", [.. BillFolder.Gzip(text[..half]), .. BillFolder.Gzip(text[half..])]);
        Assert.Equal(6, BillFolder.Read(path).Lines.Sum(line => line.Unblended.Amount));
    }

    /// <summary>Everything but the names of the files.</summary>
    internal static string Shown(BillLedger ledger) => string.Join('\n',
    [
        .. ledger.Months.Select(month => month.ToString()),
        .. ledger.Lines.Select(line => line.ToString()),
        .. ledger.Instances.Select(usage => usage.ToString()),
        .. ledger.CommitmentHours.Select(hour => hour.ToString()),
        .. ledger.Skipped.Select(skip => skip.ToString()),
        ledger.RowsRead.ToString(CultureInfo.InvariantCulture),
    ]);

    private static string Athena(string header)
    {
        var name = new System.Text.StringBuilder();
        foreach (var character in header)
        {
            if (char.IsUpper(character) && name.Length > 0 && name[^1] != '_') name.Append('_');
            name.Append(char.IsLetterOrDigit(character) ? char.ToLowerInvariant(character) : '_');
        }

        return name.ToString();
    }

    internal static void WriteParquet(string csv, string parquet, string numbers, string more = "")
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            COPY (SELECT * REPLACE ({Replacements(csv, numbers)}) {(more.Length > 0 ? ", " + more : "")}
                  FROM read_csv('{csv}', all_varchar = true, header = true, delim = ',', quote = '"', escape = '"', nullstr = ['', '\N', 'NULL']))
            TO '{parquet}' (FORMAT parquet, ROW_GROUP_SIZE 2048)
            """;
        command.ExecuteNonQuery();
    }

    private static string Replacements(string csv, string numbers)
    {
        string[] costs = ["UnblendedCost", "unblended_cost", "UsageAmount", "usage_amount", "OnDemandCost", "on_demand_cost", "EffectiveCost", "effective_cost", "RecurringFee", "recurring_fee",
            "FeeForBillingPeriod", "fee_for_billing_period", "CommitmentToDate", "commitment_to_date", "UsedCommitment", "used_commitment", "BilledCost", "ListCost", "PricingQuantity", "ConsumedQuantity"];
        string[] times = ["PeriodStart", "PeriodEnd", "StartDate", "EndDate", "start_date", "end_date"];
        var header = File.ReadLines(csv).First().Split(',').Select(cell => cell.Trim('"')).ToList();
        bool Ends(string name, string[] endings) => endings.Any(ending => name.EndsWith(ending, StringComparison.Ordinal));
        return string.Join(", ", header.Where(name => Ends(name, costs)).Select(name => $"CAST(\"{name}\" AS {numbers}) AS \"{name}\"")
            .Concat(header.Where(name => Ends(name, times)).Select(name => $"CAST(\"{name}\" AS TIMESTAMP) AS \"{name}\"")));
    }
}
