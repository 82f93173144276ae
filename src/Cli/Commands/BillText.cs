using System.Globalization;
using CostTool.Analyzer.Billing;
using CostTool.Analyzer.Units;

namespace CostTool.Cli.Commands;

/// <summary>Writes a bill's summary for people, readable without colour.</summary>
internal static class BillText
{
    public static void Write(BillSummary summary, TextWriter output, int longest)
    {
        var ledger = summary.Ledger;
        foreach (var file in ledger.Files) output.Write($"{Plain(file.Path)}: {BillSummary.Name(file.Format)}, {Count(file.Rows)} rows\n");
        output.Write($"{Count(ledger.RowsRead)} rows read, {Count(ledger.Skipped.Sum(skip => skip.Rows))} skipped\n");
        foreach (var skip in ledger.Skipped) output.Write($"  skipped {Count(skip.Rows)} ({skip.Unblended}): {Plain(skip.Reason)}\n");
        foreach (var note in ledger.Notes) output.Write($"note: {Plain(note)}\n");

        output.Write('\n');
        Table(output, ["month", "coverage (UTC)", "state", "unblended", "amortised"], longest, [.. summary.Months.Select(total => (string[])
            [Month(total.Month), Coverage(total.Month), State(total.Month), $"{total.Unblended}", $"{total.Amortised}"])], textColumns: 3);
        Table(output, ["USD", "amount"], longest,
        [
            ["unblended: usage, fees and discounts", $"{summary.Unblended}"],
            ["amortised: the same with commitments spread", $"{summary.Amortised}"],
            ["  usage", $"{summary.ByCharge[ChargeKind.Usage]}"],
            ["  fees", $"{summary.ByCharge[ChargeKind.Fee]}"],
            ["  discounts", $"{summary.ByCharge[ChargeKind.Discount]}"],
            ["credits", $"{summary.ByCharge[ChargeKind.Credit]}"],
            ["refunds", $"{summary.ByCharge[ChargeKind.Refund]}"],
            ["tax", $"{summary.ByCharge[ChargeKind.Tax]}"],
            ["total unblended: every row", $"{summary.TotalUnblended}"],
        ], textColumns: 1);
        Table(output, ["service", "amortised", "unblended"], longest, [.. summary.Services.Select(total => (string[])
            [total.Service, $"{total.Amortised}", $"{total.Unblended}"])], textColumns: 1);
        Table(output, ["service", "usage type", "unit", "amount", "amortised"], longest, [.. summary.UsageTypes.Select(total => (string[])
            [total.Service, total.UsageType, total.UsageUnit, Amount(total.UsageAmount), $"{total.Amortised}"])], textColumns: 3);
        Table(output, ["purchase option", "amortised"], longest, [.. summary.Purchases.Select(total => (string[])
            [BillSummary.Name(total.Purchase), $"{total.Amortised}"])], textColumns: 1);
    }

    private static void Table(TextWriter output, string[] header, int longest, IReadOnlyList<string[]> rows, int textColumns)
    {
        var shown = rows.Take(longest).Select(row => row.Select(Plain).ToArray()).Prepend(header).ToList();
        var widths = header.Select((_, column) => shown.Max(row => row[column].Length)).ToArray();
        foreach (var row in shown)
        {
            var cells = row.Select((cell, column) => column < textColumns ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]));
            output.Write(string.Join("  ", cells).TrimEnd() + "\n");
        }

        if (rows.Count > longest) output.Write($"… and {Count(rows.Count - longest)} more (--all)\n");
        output.Write('\n');
    }

    private static string Month(BillMonth month) => month.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private static string Coverage(BillMonth month) => $"{Day(month.UsageFrom)} to {Day(month.UsageTo)}";

    private static string Day(DateTimeOffset instant) => instant.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string State(BillMonth month) => (month.Estimated ? "estimated" : "final") + (month.Partial ? ", partial" : "");

    private static string Count(long rows) => rows.ToString("N0", CultureInfo.InvariantCulture);

    private static string Amount(decimal? amount) => amount is { } known ? known.ToString("#,0.####", CultureInfo.InvariantCulture) : "";

    /// <summary>Names come from outside: a terminal must not obey them.</summary>
    private static string Plain(string text) => text.Any(char.IsControl) ? string.Concat(text.Select(character => char.IsControl(character) ? '?' : character)) : text;
}
