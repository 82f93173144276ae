using System.Globalization;
using System.Text;
using System.Text.Json;
using CostTool.Analyzer.Billing;
using CostTool.Analyzer.Units;

namespace CostTool.Cli.Commands;

/// <summary>Writes a bill's summary as JSON. Money is written digit by digit from the decimal, never through a double.</summary>
internal static class BillJson
{
    public static void Write(BillSummary summary, TextWriter output)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            var ledger = summary.Ledger;
            json.WriteStartObject();
            Array(json, "files", ledger.Files, file =>
            {
                json.WriteString("path", file.Path);
                json.WriteString("format", BillSummary.Name(file.Format));
                json.WriteNumber("rows", file.Rows);
            });
            json.WriteNumber("rows_read", ledger.RowsRead);
            Array(json, "rows_skipped", ledger.Skipped, skipped =>
            {
                json.WriteString("reason", skipped.Reason);
                json.WriteNumber("rows", skipped.Rows);
                Money(json, "unblended_usd", skipped.Unblended);
            });
            json.WriteStartArray("notes");
            foreach (var note in ledger.Notes) json.WriteStringValue(note);
            json.WriteEndArray();
            json.WriteString("currency", "USD");
            Array(json, "months", summary.Months, total =>
            {
                json.WriteString("month", total.Month.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture));
                json.WriteString("from", Instant(total.Month.UsageFrom));
                json.WriteString("to", Instant(total.Month.UsageTo));
                json.WriteBoolean("estimated", total.Month.Estimated);
                json.WriteBoolean("partial", total.Month.Partial);
                Money(json, "unblended_usd", total.Unblended);
                Money(json, "amortised_usd", total.Amortised);
            });
            Money(json, "unblended_usd", summary.Unblended);
            Money(json, "amortised_usd", summary.Amortised);
            Money(json, "total_unblended_usd", summary.TotalUnblended);
            Money(json, "usage_usd", summary.ByCharge[ChargeKind.Usage]);
            Money(json, "fees_usd", summary.ByCharge[ChargeKind.Fee]);
            Money(json, "discounts_usd", summary.ByCharge[ChargeKind.Discount]);
            Money(json, "credits_usd", summary.ByCharge[ChargeKind.Credit]);
            Money(json, "refunds_usd", summary.ByCharge[ChargeKind.Refund]);
            Money(json, "tax_usd", summary.ByCharge[ChargeKind.Tax]);
            Array(json, "by_service", summary.Services, total =>
            {
                json.WriteString("service", total.Service);
                Money(json, "amortised_usd", total.Amortised);
                Money(json, "unblended_usd", total.Unblended);
            });
            Array(json, "by_usage_type", summary.UsageTypes, total =>
            {
                json.WriteString("service", total.Service);
                json.WriteString("usage_type", total.UsageType);
                Money(json, "amortised_usd", total.Amortised);
                if (total.UsageAmount is { } amount) json.WriteNumber("usage_amount", amount);
                else json.WriteNull("usage_amount");
                json.WriteString("usage_unit", total.UsageUnit);
            });
            Array(json, "by_purchase_option", summary.Purchases, total =>
            {
                json.WriteString("purchase_option", BillSummary.Name(total.Purchase));
                Money(json, "amortised_usd", total.Amortised);
            });
            json.WriteEndObject();
        }

        output.Write(Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length));
        output.Write('\n');
    }

    private static void Array<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> members)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            members(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // The division drops trailing zeros, which sums of differently scaled decimals would leave by accident.
    private static void Money(Utf8JsonWriter json, string name, Usd amount) => json.WriteNumber(name, amount.Amount / 1.0000000000000000000000000000m);

    private static string Instant(DateTimeOffset instant) => instant.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
