using CostTool.Analyzer.Billing;
using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Scenarios;

/// <summary>Totals of one month of a bill.</summary>
internal static class BillTotals
{
    public static BillOverview Of(BillLedger ledger, DateOnly month)
    {
        var lines = ledger.Lines.Where(line => line.Month == month).ToList();
        var cost = lines.Where(line => line.Charge is ChargeKind.Usage or ChargeKind.Fee or ChargeKind.Discount).ToList();
        return new BillOverview
        {
            Unblended = cost.Sum(line => line.Unblended),
            Amortised = cost.Sum(line => line.Amortised),
            Credits = Charged(ChargeKind.Credit),
            Refunds = Charged(ChargeKind.Refund),
            Tax = Charged(ChargeKind.Tax),
            RowsRead = ledger.RowsRead,
            Skipped = ledger.Skipped,
            Services = [.. cost.GroupBy(line => (line.Service, line.Purchase))
                .Select(group => new ServiceSpend(group.Key.Service, group.Key.Purchase, group.Sum(line => line.Amortised)))
                .OrderByDescending(spend => spend.Amortised.Amount).ThenBy(spend => spend.Service, StringComparer.Ordinal).ThenBy(spend => spend.Purchase)],
        };

        Usd Charged(ChargeKind kind) => lines.Where(line => line.Charge == kind).Sum(line => line.Unblended);
    }

    /// <summary>The hours that the bill covers, and how to call the month.</summary>
    public static AnalysedMonth MonthOf(BillMonth? month)
    {
        if (month is null) return new(null, Hours.PerAverageMonth, "average month (730 h), no bill", false, false);
        var hours = month.Partial
            ? new Hours(Math.Max(1, Math.Round((decimal)(month.UsageTo - month.UsageFrom).TotalHours, 2)))
            : month.CalendarHours;
        var state = (month.Estimated, month.Partial) switch
        {
            (true, true) => "estimated and partial",
            (true, false) => "estimated",
            (false, true) => "partial",
            _ => "final",
        };
        return new(month.Month, hours, FormattableString.Invariant($"{month.Month:yyyy-MM} ({hours.Value:0.##} of {month.CalendarHours.Value:0} h, {state})"), month.Estimated, month.Partial);
    }
}
