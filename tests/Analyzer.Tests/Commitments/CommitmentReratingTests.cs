using CostTool.Analyzer.Commitments;
using CostTool.Analyzer.Units;
using CsCheck;

namespace CostTool.Analyzer.Tests.Commitments;

public sealed class CommitmentReratingTests
{
    private static readonly DateTimeOffset First = new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero);

    private static List<AvailableCommitment> Hours(params decimal[] committed) =>
        [.. committed.Select((amount, index) => new AvailableCommitment(First.AddHours(index), new Usd(amount), new Hours(1)))];

    [Fact]
    public void A_plan_covers_load_at_its_own_rates_and_the_rest_stays_on_demand()
    {
        // 1.00 USD/h on demand at 25 % off is 0.75 at the plan's rates; 0.30 committed covers 0.30 ÷ 0.75 = 40 % of it, 0.40 USD on demand.
        var outcome = CommitmentRerating.Rerate(Hours(0.30m), [new("m5.large", new UsdPerHour(1m), 0.25m)]);
        Assert.Equal(new Usd(0.30m), outcome.Used);
        Assert.Equal(new Usd(0.40m), outcome.ReplacedOnDemand);
        Assert.Equal(new Usd(0.10m), outcome.Discount);
        Assert.Equal(Usd.Zero, outcome.Stranded);
    }

    [Fact]
    public void What_an_hour_leaves_unused_is_lost_even_when_the_next_hour_would_need_it()
    {
        // 0.75 fits into the first hour's 2.00 and does not carry over: 1.25 stranded. The second hour has 0.50, all used.
        var outcome = CommitmentRerating.Rerate(Hours(2.00m, 0.50m), [new("m5.large", new UsdPerHour(1m), 0.25m)]);
        Assert.Equal(new Usd(1.25m), outcome.Used);
        Assert.Equal(new Usd(1.25m), outcome.Stranded);
    }

    [Fact]
    public void The_highest_discount_is_covered_first()
    {
        // 0.70 covers all of A (1.00 at 30 % off), so B at 20 % off gets nothing.
        var outcome = CommitmentRerating.Rerate(Hours(0.70m), [new("B", new UsdPerHour(1m), 0.20m), new("A", new UsdPerHour(1m), 0.30m)]);
        Assert.Equal(new Usd(1.00m), outcome.ReplacedOnDemand);
    }

    [Fact]
    public void No_load_strands_the_whole_commitment() =>
        Assert.Equal(new Usd(3m), CommitmentRerating.Rerate(Hours(1m, 2m), []).Stranded);

    [Fact]
    public void More_load_never_strands_more_and_the_plan_never_spends_more_than_it_has() =>
        Gen.Select(Gen.Decimal[0m, 10m].Array[1, 24], Gen.Decimal[0m, 10m], Gen.Decimal[0m, 10m], Gen.Decimal[0m, 0.9m]).Sample((committed, load, more, discount) =>
        {
            var hours = Hours(committed);
            var small = CommitmentRerating.Rerate(hours, [new("load", new UsdPerHour(load), discount)]);
            var large = CommitmentRerating.Rerate(hours, [new("load", new UsdPerHour(load + more), discount)]);
            return small.Used <= small.Committed && large.Stranded <= small.Stranded && small.Discount >= Usd.Zero;
        });
}
