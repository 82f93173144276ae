using CostTool.Analyzer.Nightly;
using CostTool.Reports.Text;

namespace CostTool.Reports.Tables;

/// <summary>The CSV of the ledger of savings.</summary>
internal static class LedgerTable
{
    /// <summary>File of the schema; not <c>schema.json</c>, which would make the digests' folder one of a report.</summary>
    public const string SchemaName = "ledger.schema.json";

    /// <summary><c>ledger.csv</c>, by workload and container, then by the day of the recommendation.</summary>
    public static ReportTable Of(IReadOnlyList<Claim> claims) => new ReportTable<Claim>(
        "ledger.csv", "one recommended saving as it stands after the last night", new ColumnsOf<Claim>()
            .Text("workload_id", "namespace/kind/name, or cluster/service.", claim => claim.Key.Workload)
            .Text("container", "Container; empty where the claim is for the whole task.", claim => claim.Key.IsWholeTask ? null : claim.Key.Container)
            .Text("state", "potential, applied, reverted, replaced, withdrawn or gone.", claim => Names.Of(claim.State))
            .Midnight("recommended_on", "Day of the night that first recommended it.", claim => claim.RecommendedOn)
            .Midnight("applied_on", "Day on which the size was first seen; empty before.", claim => claim.AppliedOn)
            .Midnight("ended_on", "Day on which the claim ended; empty while it is open.", claim => claim.EndedOn)
            .Text("ended_because", "Why it ended.", claim => claim.EndedBecause)
            .Count("replicas", "instances", "Instances on the day of the recommendation.", claim => claim.Replicas)
            .Number("from_vcpu", "vCPU", "The size that it replaces.", claim => claim.From.Cpu.Cores)
            .Number("from_memory_mib", "MiB", "The size that it replaces.", claim => claim.From.Memory.Mebibytes)
            .Number("to_vcpu", "vCPU", "The recommended size.", claim => claim.To.Cpu.Cores)
            .Number("to_memory_mib", "MiB", "The recommended size.", claim => claim.To.Memory.Mebibytes)
            .Money("potential_usd_per_month", "Saving of an average month at the prices of the day of the recommendation; negative where the size goes up, empty without prices.", claim => claim.PotentialMonthly, "USD/month")
            .Money("running_usd_per_month", "Saving of an average month at the latest prices while it is applied; empty without prices.", claim => claim.RunningMonthly, "USD/month")
            .Count("days_at_prices", "days", "Nights after the day it was applied on which the size was there and prices were known.", claim => claim.DaysAtPrices)
            .Money("saved_at_prices_usd", "Saving of those days at the price of each.", claim => claim.DaysAtPrices == 0 ? null : claim.SavedAtPrices)
            .Count("days_measured", "days", "Those of the days for which it is known what was really saved.", claim => claim.DaysMeasured)
            .Money("realised_usd", "What was really saved; empty where that was measured on no day.", claim => claim.DaysMeasured == 0 ? null : claim.Realised)
            .Text("evidence", "Why it was recommended and what the prices were.", claim => claim.Evidence),
        claims);
}
