using System.Globalization;
using System.Text;

namespace CostTool.EndToEnd;

/// <summary>The cells of a bill row that the laws of a Savings Plan need. Read here on its own, so that the product's reader is not its own witness.</summary>
internal sealed record SampleBillRow
{
    public required string Type { get; init; }

    public required string UsageType { get; init; }

    public required string Resource { get; init; }

    public required string InstanceType { get; init; }

    public required string Start { get; init; }

    public required decimal Amount { get; init; }

    public required decimal Rate { get; init; }

    public required decimal Cost { get; init; }

    public required decimal PlanEffective { get; init; }

    public required decimal PlanCommitted { get; init; }

    public required decimal PlanUsed { get; init; }

    public bool IsInstance => Resource.StartsWith("i-", StringComparison.Ordinal) && InstanceType.Length > 0;

    public static IReadOnlyList<SampleBillRow> Read(string path)
    {
        var lines = PackedFile.Text(path).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var columns = Cells(lines[0]);
        return [.. lines.Skip(1).Select(line => Of(columns.Zip(Cells(line)).ToDictionary(cell => cell.First, cell => cell.Second, StringComparer.Ordinal)))];
    }

    private static SampleBillRow Of(Dictionary<string, string> row) => new()
    {
        Type = row["line_item_line_item_type"],
        UsageType = row["line_item_usage_type"],
        Resource = row["line_item_resource_id"],
        InstanceType = row["product_instance_type"],
        Start = row["line_item_usage_start_date"],
        Amount = Number(row["line_item_usage_amount"]),
        Rate = Number(row["line_item_unblended_rate"]),
        Cost = Number(row["line_item_unblended_cost"]),
        PlanEffective = Number(row["savings_plan_savings_plan_effective_cost"]),
        PlanCommitted = Number(row["savings_plan_total_commitment_to_date"]),
        PlanUsed = Number(row["savings_plan_used_commitment"]),
    };

    private static decimal Number(string cell) => decimal.Parse(cell, CultureInfo.InvariantCulture);

    // No cell of the sample holds a line end, so a line is a row.
    private static List<string> Cells(string line)
    {
        List<string> cells = [];
        var cell = new StringBuilder();
        var quoted = false;
        for (var at = 0; at < line.Length; at++)
        {
            if (line[at] is '"' && quoted && at + 1 < line.Length && line[at + 1] is '"') cell.Append(line[at++]);
            else if (line[at] is '"') quoted = !quoted;
            else if (line[at] is ',' && !quoted) Flush();
            else cell.Append(line[at]);
        }

        Flush();
        return cells;

        void Flush()
        {
            cells.Add(cell.ToString());
            cell.Clear();
        }
    }
}
