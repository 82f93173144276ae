using System.Globalization;
using System.Text.Json;
using CostTool.SampleGenerator.Atelier;

namespace CostTool.SampleGenerator.Bills;

/// <summary>A Cost and Usage Report 2.0 as CSV, with the columns of a real one.</summary>
internal static class Cur2File
{
    private const string Seller = "Amazon Web Services EMEA SARL, Succursale Francaise";
    private const string Zero = "0.0";

    private static readonly IReadOnlyList<string> Columns = Embedded.Lines("cur2-columns.txt");

    public static IEnumerable<string> Lines(IReadOnlyList<Charge> charges)
    {
        yield return string.Join(',', Columns);
        for (var row = 0; row < charges.Count; row++)
        {
            var cells = Cells(charges[row], row);
            yield return string.Join(',', Columns.Select(column => Quoted(cells.GetValueOrDefault(column, ""))));
        }
    }

    private static Dictionary<string, string> Cells(Charge charge, int row)
    {
        var cells = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["bill_bill_type"] = "Anniversary",
            ["bill_billing_entity"] = "AWS",
            ["bill_billing_period_start_date"] = Instant(Fleet.MonthStart),
            ["bill_billing_period_end_date"] = Instant(Fleet.MonthEnd),
            ["bill_invoice_id"] = "EUINFR26-1048576",
            ["bill_invoicing_entity"] = Seller,
            ["bill_payer_account_id"] = "111122223333",
            ["bill_payer_account_name"] = "atelier",
            ["cost_category"] = "{}",
            ["discount"] = "{}",
            // Real ids are 52 opaque letters; these count.
            ["identity_line_item_id"] = string.Create(CultureInfo.InvariantCulture, $"atelier202610{row:D39}"),
            ["identity_time_interval"] = string.Create(CultureInfo.InvariantCulture, $"{charge.Start:yyyy-MM-ddTHH:mm:ssZ}/{charge.End:yyyy-MM-ddTHH:mm:ssZ}"),
            ["line_item_availability_zone"] = charge.Zone,
            ["line_item_blended_cost"] = Number(charge.Cost),
            ["line_item_blended_rate"] = Number(charge.Rate),
            ["line_item_currency_code"] = "USD",
            ["line_item_legal_entity"] = Seller,
            ["line_item_line_item_description"] = charge.Description,
            ["line_item_line_item_type"] = charge.LineType,
            ["line_item_operation"] = charge.Operation,
            ["line_item_product_code"] = charge.ProductCode,
            ["line_item_resource_id"] = charge.ResourceId,
            ["line_item_tax_type"] = charge.LineType is "Tax" ? "VAT" : "",
            ["line_item_unblended_cost"] = Number(charge.Cost),
            ["line_item_unblended_rate"] = Number(charge.Rate),
            ["line_item_usage_account_id"] = "111122223333",
            ["line_item_usage_account_name"] = "atelier",
            ["line_item_usage_amount"] = Number(charge.Amount),
            ["line_item_usage_start_date"] = Instant(charge.Start),
            ["line_item_usage_end_date"] = Instant(charge.End),
            ["line_item_usage_type"] = charge.UsageType,
            ["pricing_currency"] = "USD",
            ["pricing_term"] = charge.Term,
            ["pricing_unit"] = charge.Unit,
            ["product"] = "{}",
            ["product_instance_type"] = charge.InstanceType,
            ["product_operation"] = charge.Operation,
            ["product_product_family"] = charge.Family,
            ["product_servicecode"] = charge.ProductCode,
            ["product_usagetype"] = charge.UsageType,
            ["reservation_effective_cost"] = Zero,
            ["savings_plan_savings_plan_effective_cost"] = Zero,
            ["savings_plan_total_commitment_to_date"] = Zero,
            ["savings_plan_used_commitment"] = Zero,
            ["resource_tags"] = Map(charge.Tags.Select(tag => (Normalised(tag.Key), tag.Value))),
            ["tags"] = Map(charge.Tags.Select(tag => ("resourceTags/" + tag.Key, tag.Value))),
        };
        if (charge.LineType is "Usage" or "SavingsPlanCoveredUsage") AddPublicPrice(cells, charge);
        if (charge.Plan is { } plan) AddPlan(cells, charge, plan);
        return cells;
    }

    private static void AddPublicPrice(Dictionary<string, string> cells, Charge charge)
    {
        var rate = charge.OnDemandRate ?? charge.Rate;
        cells["pricing_public_on_demand_rate"] = Number(rate);
        cells["pricing_public_on_demand_cost"] = Number(decimal.Round(charge.Amount * rate, Charge.Digits));
        // Services of the whole world, such as DNS, have no region.
        if (charge.ProductCode is "AmazonRoute53") return;
        cells["product_location"] = "EU (Paris)";
        cells["product_location_type"] = "AWS Region";
        cells["product_region_code"] = "eu-west-3";
    }

    private static void AddPlan(Dictionary<string, string> cells, Charge charge, PlanPart plan)
    {
        cells["savings_plan_savings_plan_a_r_n"] = SavingsPlan.Arn;
        cells["savings_plan_offering_type"] = "ComputeSavingsPlans";
        cells["savings_plan_payment_option"] = "No Upfront";
        cells["savings_plan_purchase_term"] = "1yr";
        cells["savings_plan_start_time"] = "2026-03-02T09:00:00.000Z";
        cells["savings_plan_end_time"] = "2027-03-02T08:59:59.000Z";
        cells["savings_plan_savings_plan_rate"] = Number(plan.Rate);
        cells["savings_plan_savings_plan_effective_cost"] = Number(plan.EffectiveCost);
        if (charge.LineType is not "SavingsPlanRecurringFee") return;
        cells["line_item_resource_id"] = SavingsPlan.Arn;
        cells["savings_plan_total_commitment_to_date"] = Number(plan.Committed);
        cells["savings_plan_used_commitment"] = Number(plan.Used);
        cells["savings_plan_recurring_commitment_for_billing_period"] = Number(plan.Committed * Charge.Hours(Fleet.MonthStart, Fleet.MonthEnd));
    }

    private static string Map(IEnumerable<(string Key, string Value)> pairs) =>
        "{" + string.Join(',', pairs.Select(pair => $"\"{JsonEncodedText.Encode(pair.Key)}\":\"{JsonEncodedText.Encode(pair.Value)}\"")) + "}";

    // The report's `resource_tags` map writes keys as column names; its `tags` map keeps them.
    private static string Normalised(string key) =>
        string.Concat(key.Select(letter => char.IsAsciiLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : '_'));

    private static string Instant(DateTime utc) => utc.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    private static string Number(decimal value) => value.ToString("0.0#########", CultureInfo.InvariantCulture);

    private static string Quoted(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\n") >= 0 ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
