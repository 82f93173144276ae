using CostTool.Analyzer.Nightly;
using CostTool.Analyzer.Rightsizing;
using CostTool.Analyzer.Units;
using CostTool.Analyzer.Usage;
using CsCheck;
using static CostTool.Analyzer.Tests.Nightly.Nights;

namespace CostTool.Analyzer.Tests.Nightly;

public sealed class SavingsLedgerTests
{
    [Fact]
    public void A_saving_goes_from_recommended_to_seen_to_measured_with_the_day_of_each()
    {
        var ledger = Fold(("A", "AB"), ("A", "AB"), ("B", "BB"), ("B", "BB"), ("B", "BB"));
        var claim = Assert.Single(ledger.Claims);
        Assert.Equal(ClaimState.Applied, claim.State);
        Assert.Equal(Day(1), claim.RecommendedOn);
        Assert.Equal(Day(3), claim.AppliedOn);
        Assert.Equal(new Usd(365), claim.PotentialMonthly); // $0.50 × 730 h
        Assert.Equal(2, claim.DaysMeasured); // the fourth and the fifth night; the day it was first seen is not claimed
        Assert.Equal(new Usd(24), claim.Realised); // 2 × 24 h × $0.50
        Assert.Equal(Usd.Zero, ledger.Potential);
    }

    [Theory]
    [InlineData("A:AB A:AA", ClaimState.Withdrawn)] // kept after all
    [InlineData("A:AB A:AC", ClaimState.Replaced)] // another size is recommended
    [InlineData("A:AB C:CC", ClaimState.Replaced)] // a size that nobody recommended was set
    [InlineData("A:AB B:BB A:AB", ClaimState.Reverted)] // went back
    [InlineData("A:AB B:BB D:DB", ClaimState.Replaced)] // set by hand after it was applied
    [InlineData("A:AB -", ClaimState.Gone)] // the container went before
    [InlineData("A:AB B:BB -", ClaimState.Gone)] // and after
    public void A_claim_ends_for_the_reason_that_ended_it(string nights, ClaimState state)
    {
        var ledger = Fold([.. nights.Split(' ').Select(night => night == "-" ? ("", "") : (night[..1], night[2..]))]);
        var ended = Assert.Single(ledger.Claims, claim => !claim.IsOpen);
        Assert.Equal(state, ended.State);
        Assert.Null(ended.RunningMonthly);
        Assert.NotNull(ended.EndedBecause);
    }

    [Fact]
    public void A_size_that_goes_back_loses_its_claim()
    {
        var ledger = Fold(("A", "AB"), ("B", "BB"), ("B", "BB"), ("A", "AA"));
        Assert.Equal(new Usd(12), Assert.Single(ledger.Claims).Realised); // the third night, still shown
        Assert.Equal(Usd.Zero, ledger.Realised);
        Assert.Equal(Usd.Zero, ledger.Applied);
    }

    [Fact]
    public void A_second_step_claims_only_what_it_adds_and_going_back_one_step_keeps_the_first()
    {
        var ledger = Fold(("A", "AB"), ("B", "BC"), ("C", "CC"), ("C", "CC"));
        Assert.Equal([new Usd(365), new Usd(182.5m)], ledger.Claims.Select(claim => claim.RunningMonthly!.Value)); // $0.50 and $0.25 × 730 h
        Assert.Equal(new Usd(12 + 12 + 6), ledger.Realised); // A to B on nights 3 and 4, B to C on night 4
        var back = SavingsLedger.Advance(ledger, Day(5), Seen('B'), [Recommend('B', 'B')]);
        Assert.Equal([ClaimState.Reverted, ClaimState.Applied], back.Claims.Select(claim => claim.State));
        Assert.Equal(new Usd(365), back.Applied);
    }

    [Fact]
    public void A_night_that_did_not_see_the_sizes_counts_nothing()
    {
        var ledger = Fold(("A", "AB"), ("B", "BB"));
        Assert.Equal(ledger.Claims, SavingsLedger.Advance(ledger, Day(3), null, [Recommend('A', 'C')]).Claims);
    }

    [Fact]
    public void Usage_that_says_nothing_tonight_leaves_what_was_recommended()
    {
        var ledger = SavingsLedger.Advance(Fold(("A", "AB")), Day(2), Seen('A'), [Recommend('A', 'A') with { Direction = SizeDirection.Unknown, Cpu = null, Memory = null }]);
        Assert.Equal(ClaimState.Potential, Assert.Single(ledger.Claims).State);
    }

    [Theory]
    [InlineData(10.0, 0.0)] // no node went: nothing was saved yet
    [InlineData(9.8, 4.8)] // the nodes cost $0.20 an hour less: 24 × 0.20
    [InlineData(9.0, 12.0)] // $1.00 less, but the claim is of $0.50: 24 × 0.50
    [InlineData(11.0, 0.0)] // the nodes cost more
    [InlineData(null, null)] // what the nodes cost is not known: neither is the saving
    public void A_share_of_nodes_is_saved_only_as_far_as_the_nodes_cost_less(double? now, double? saved)
    {
        var ledger = SavingsLedger.Advance(SavingsLedger.Empty, Day(1), Seen('A', true, 10), [Recommend('A', 'B')]);
        ledger = SavingsLedger.Advance(ledger, Day(2), Seen('B', true, 10), []);
        ledger = SavingsLedger.Advance(ledger, Day(3), Seen('B', true, (decimal?)now), []);
        var claim = Assert.Single(ledger.Claims);
        Assert.Equal(new Usd(12), claim.SavedAtPrices);
        Assert.Equal(saved is null ? 0 : 1, claim.DaysMeasured);
        Assert.Equal(new Usd((decimal)(saved ?? 0)), claim.Realised);
    }

    [Fact]
    public void Without_a_price_there_is_a_claim_and_no_amount()
    {
        var ledger = SavingsLedger.Advance(SavingsLedger.Empty, Day(1), Seen('A', priced: false), [Recommend('A', 'B')]);
        Assert.Null(Assert.Single(ledger.Claims).PotentialMonthly);
        Assert.Equal([Nights.Web], ledger.Unpriced);
    }

    [Theory]
    [InlineData(true, "gunicorn")] // on nodes the requests of containers count
    [InlineData(false, "")] // on Fargate the task is billed
    public void The_size_of_a_whole_task_is_not_claimed_beside_those_of_its_containers(bool onNodes, string container)
    {
        var task = new UsageKey(Web.Workload, "");
        var seen = Seen('A') with { Sizes = [new SizeSeen { Key = task, Replicas = 1, Size = Size('A'), Rates = Rates(onNodes) }, .. Seen('A', onNodes).Sizes] };
        var ledger = SavingsLedger.Advance(SavingsLedger.Empty, Day(1), seen, [Recommend(task, Size('A'), Size('B')), Recommend('A', 'B')]);
        Assert.Equal(container, Assert.Single(ledger.Claims).Key.Container);
    }

    [Fact]
    public void The_running_claims_of_a_container_add_up_to_the_step_from_the_first_size_to_the_present_one() =>
        Histories.Sample(nights =>
        {
            var ledger = SavingsLedger.Empty;
            var day = 0;
            foreach (var (present, wanted, seen) in nights)
            {
                day++;
                ledger = SavingsLedger.Advance(ledger, Day(day), seen ? Seen(present) : null, [Recommend(present, wanted)]);
                Assert.True(ledger.Claims.Count(claim => claim.State == ClaimState.Potential) <= 1);
                Assert.Equal(ledger.Claims.Count, ledger.Claims.Select(claim => claim.Id).Distinct().Count());
                var chain = ledger.Claims.Where(claim => claim.State == ClaimState.Applied).ToList();
                for (var place = 1; place < chain.Count; place++) Assert.Equal(chain[place - 1].To, chain[place].From);
                if (chain.Count == 0 || !seen) continue;
                Assert.Equal(Size(present), chain[^1].To);
                Assert.Equal(Rates(false).Of(chain[0].From).Amount - Rates(false).Of(Size(present)).Amount, ledger.Applied.Amount / 730);
            }
        });

    [Fact]
    public void What_is_realised_is_never_more_than_what_the_sizes_cost_less_than_the_dearest_one() =>
        Histories.Sample(nights =>
        {
            var ledger = SavingsLedger.Empty;
            var most = 0m;
            var day = 0;
            foreach (var (present, wanted, seen) in nights)
            {
                day++;
                ledger = SavingsLedger.Advance(ledger, Day(day), seen ? Seen(present) : null, [Recommend(present, wanted)]);
                if (seen) most += 24 * (Rates(false).Of(Size('D')).Amount - Rates(false).Of(Size(present)).Amount);
                Assert.True(ledger.Realised.Amount <= most, $"{ledger.Realised} of at most {most}");
            }
        });

    [Fact]
    public void Nodes_never_give_more_than_they_cost_less() =>
        Gen.Select(Histories, Gen.Int[0, 100].Array[12]).Sample((nights, costs) =>
        {
            var ledger = SavingsLedger.Empty;
            for (var place = 0; place < nights.Length; place++)
            {
                var (present, wanted, _) = nights[place];
                var before = ledger;
                var nodes = costs[place % costs.Length] / 10m;
                ledger = SavingsLedger.Advance(before, Day(place + 1), Seen(present, true, nodes), [Recommend(present, wanted)]);
                var gained = ledger.Claims.Where(claim => claim.State == ClaimState.Applied).Sum(claim => claim.Realised - (before.Claims.FirstOrDefault(old => old.Id == claim.Id)?.Realised ?? Usd.Zero));
                var fall = 24 * Math.Max(0, ledger.NodesBefore!.Value.Amount - nodes);
                Assert.True(gained.Amount <= fall + 0.00001m, $"{gained} of at most {fall}");
            }
        });

    private static Gen<(char Present, char Wanted, bool Seen)[]> Histories { get; } =
        Gen.Select(Gen.Char["ABCD"], Gen.Char["ABCD"], Gen.Frequency((5, Gen.Const(true)), (1, Gen.Const(false)))).Array[1, 25];

    private static SavingsLedger Fold(params (string Seen, string Recommended)[] nights)
    {
        var ledger = SavingsLedger.Empty;
        for (var place = 0; place < nights.Length; place++)
        {
            var (seen, recommended) = nights[place];
            ledger = SavingsLedger.Advance(ledger, Day(place + 1), seen.Length == 0 ? Seen((SizeSeen?)null) : Seen(seen[0]), recommended.Length == 0 ? [] : [Recommend(recommended[0], recommended[1])]);
        }

        return ledger;
    }
}
