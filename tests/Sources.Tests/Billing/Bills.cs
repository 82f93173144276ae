using System.Globalization;
using System.IO.Compression;
using System.Text;
using CostTool.Analyzer.Billing;
using CostTool.Analyzer.Problems;
using CostTool.Sources.Billing;

namespace CostTool.Sources.Tests.Billing;

/// <summary>A folder that goes when the test ends, with the means to fill it and to read what is in it.</summary>
internal sealed class BillFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("costtool-test-");

    public string Path => _folder.FullName;

    public static string Real(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "Data", "bills", name);

    public static BillLedger Read(params string[] paths) =>
        BillReader.Read([.. paths.Select(path => new BillInput(path))], new BillReadOptions(), CancellationToken.None);

    public static Problem Refused(params string[] paths) => Assert.Single(Assert.Throws<ProblemException>(() => Read(paths)).Problems);

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] bytes)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public void Dispose() => _folder.Delete(recursive: true);

    public static byte[] Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }

    public static string Text(string path)
    {
        using var file = File.OpenRead(path);
        using var reader = new StreamReader(path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file);
        return reader.ReadToEnd();
    }
}

/// <summary>A plain reading of CSV, as a check on the engine's.</summary>
internal sealed class PlainCsv
{
    private readonly Dictionary<string, int> _columns = [];
    private readonly List<List<string>> _rows = [];

    public PlainCsv(string text)
    {
        var (row, cell, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (quoted && character == '"' && index + 1 < text.Length && text[index + 1] == '"') cell.Append(text[++index]);
            else if (character == '"') quoted = !quoted;
            else if (!quoted && character is ',' or '\n' && !quoted)
            {
                row.Add(cell.ToString());
                cell.Clear();
                if (character == ',') continue;
                _rows.Add(row);
                row = [];
            }
            else cell.Append(character);
        }

        for (var column = 0; column < _rows[0].Count; column++) _columns.TryAdd(_rows[0][column], column);
        _rows.RemoveAt(0);
    }

    public int Count => _rows.Count;

    public IEnumerable<Func<string, string>> Rows => _rows.Select(row => (Func<string, string>)(name => _columns.TryGetValue(name, out var column) ? row[column] : ""));

    public static decimal Number(string cell) => cell.Length == 0 ? 0 : decimal.Parse(cell, NumberStyles.Float, CultureInfo.InvariantCulture);
}

/// <summary>Small legacy reports of a few rows, told by the columns that matter to a test.</summary>
internal static class TinyCur
{
    private static readonly string[] Columns =
    [
        "bill_invoice_id", "bill_billing_period_start_date", "line_item_line_item_type", "line_item_usage_start_date", "line_item_usage_end_date", "line_item_product_code",
        "line_item_usage_type", "line_item_operation", "line_item_resource_id", "line_item_usage_amount", "line_item_currency_code", "line_item_unblended_cost", "product_region",
        "pricing_public_on_demand_cost", "pricing_unit", "reservation_effective_cost", "reservation_reservation_a_r_n",
        "reservation_unused_amortized_upfront_fee_for_billing_period", "reservation_unused_recurring_fee", "savings_plan_savings_plan_a_r_n", "savings_plan_offering_type",
        "savings_plan_savings_plan_effective_cost", "savings_plan_total_commitment_to_date", "savings_plan_used_commitment", "split_line_item_parent_resource_id",
        "resource_tags_aws_eks_cluster_name", "resource_tags_user_kubernetes_io_cluster_shop",
    ];

    private static readonly Dictionary<string, string> Defaults = new()
    {
        ["bill_invoice_id"] = "42",
        ["bill_billing_period_start_date"] = "2026-10-01 00:00:00",
        ["line_item_line_item_type"] = "Usage",
        ["line_item_usage_start_date"] = "2026-10-01 00:00:00",
        ["line_item_usage_end_date"] = "2026-10-01 01:00:00",
        ["line_item_product_code"] = "AmazonEC2",
        ["line_item_usage_type"] = "EUW3-BoxUsage:m5.large",
        ["line_item_operation"] = "RunInstances",
        ["line_item_usage_amount"] = "1",
        ["line_item_currency_code"] = "USD",
        ["line_item_unblended_cost"] = "0",
        ["product_region"] = "eu-west-3",
        ["pricing_unit"] = "Hrs",
    };

    /// <summary>A report with one row for each set of cells; a cell is named by the end of its column, and the first such column is meant.</summary>
    public static string Of(params (string Column, string Value)[][] rows) => Of(Columns, rows);

    public static string Without(string column, params (string Column, string Value)[][] rows) => Of([.. Columns.Where(name => name != column)], rows);

    private static string Of(IReadOnlyList<string> columns, (string Column, string Value)[][] rows)
    {
        var text = new StringBuilder(string.Join(',', columns)).Append('\n');
        foreach (var row in rows)
        {
            var cells = new Dictionary<string, string>(Defaults);
            foreach (var (column, value) in row) cells[Columns.First(name => name == column || name.EndsWith("_" + column, StringComparison.Ordinal))] = value;
            text.AppendJoin(',', columns.Select(name => Quote(cells.GetValueOrDefault(name, "")))).Append('\n');
        }

        return text.ToString();
    }

    private static string Quote(string cell) => cell.AsSpan().IndexOfAny(",\"\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
