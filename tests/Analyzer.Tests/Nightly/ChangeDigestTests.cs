using CostTool.Analyzer.Nightly;
using CostTool.Analyzer.Scenarios;
using CostTool.Analyzer.Units;
using static CostTool.Analyzer.Tests.Nightly.Nights;

namespace CostTool.Analyzer.Tests.Nightly;

public sealed class ChangeDigestTests
{
    [Fact]
    public void A_night_like_the_one_before_is_quiet()
    {
        var before = Work(1, Seen('A'), 'A', 'A', null);
        Assert.True(ChangeDigest.Of(Work(2, Seen('A'), 'A', 'A', before), before, before).IsQuiet);
    }

    [Fact]
    public void A_digest_says_what_moved_and_what_it_rests_on()
    {
        var before = Work(1, With(Seen('A'), 100, 0.04m, "1"), 'A', 'A', null);
        var digest = ChangeDigest.Of(Work(2, With(Seen('A'), 90, 0.05m, "2"), 'A', 'B', before), before, before);
        var size = Assert.Single(digest.Sizes);
        Assert.Equal((SizeChangeKind.Recommended, Size('A'), Size('B')), (size.Kind, size.Before!.Value, size.After!.Value));
        Assert.Equal(new PriceChange("p", "hour", 0.04m, 0.05m), Assert.Single(digest.Prices));
        Assert.Equal(new ScenarioChange("eks-current", "Today", new Usd(100), new Usd(90)), Assert.Single(digest.Scenarios));
        Assert.Equal(["bill: `bill.csv` changed", "1 prices moved", "1 recommended sizes moved"], digest.Causes);
        Assert.Equal(ClaimState.Potential, Assert.Single(digest.Claims).State);
    }

    [Fact]
    public void A_deployed_size_and_workloads_that_come_and_go_are_told()
    {
        var before = Work(1, Seen('A'), 'A', 'B', null);
        var deployed = ChangeDigest.Of(Work(2, Seen('B'), 'B', 'B', before), before, before);
        Assert.Contains(deployed.Sizes, size => size.Kind == SizeChangeKind.Deployed && size.After == Size('B'));
        Assert.Equal(ClaimState.Applied, Assert.Single(deployed.Claims).State);
        var gone = ChangeDigest.Of(Work(2, Seen((SizeSeen?)null), 'A', 'A', before), before, before);
        Assert.Equal(new WorkloadChange(Web, true), Assert.Single(gone.Workloads));
    }

    [Fact]
    public void A_night_without_samples_and_one_that_was_caught_up_say_so()
    {
        var night = Work(2, null, 'A', 'A', null) with { Usage = DayUsage.Nothing(Day(2)) };
        var notes = ChangeDigest.Of(night, null, null).Notes;
        Assert.Contains(notes, note => note.StartsWith("no samples of this day: that is not taken as no use", StringComparison.Ordinal));
        Assert.Contains(notes, note => note.StartsWith("this night was caught up", StringComparison.Ordinal));
    }

    [Fact]
    public void A_night_worked_out_again_is_the_same_night_unless_it_comes_out_differently()
    {
        var before = Work(1, Seen('A'), 'A', 'A', null);
        var night = Work(2, Seen('A'), 'A', 'B', before);
        Assert.Equal(1, Again(night, Seen('A'), Usage(2, "2"), before).Revision);
        var late = Again(night, Seen('A'), new DayUsage(Day(2), 288, 1, 24, "3"), before);
        Assert.Equal(2, late.Revision);
        Assert.Equal(["samples changed: 100 in 9 h were known, now 288 in 24 h"], late.RevisedBecause);
        var changed = Again(night, With(Seen('A'), 1, 1, "9"), Usage(2, "2"), before);
        Assert.Equal(["files changed: bill.csv"], changed.RevisedBecause);
    }

    private static Night Again(Night night, WorkspaceSeen seen, DayUsage usage, Night before) =>
        NightWork.WorkOut(new DueNight(night.Day, DueReason.Asked), "another", before, night, usage, seen, night.Recommendations);

    private static Night Work(int day, WorkspaceSeen? seen, char from, char to, Night? before) =>
        NightWork.WorkOut(new DueNight(Day(day), DueReason.Asked), "basis", before, null, Usage(day, $"{day}"), seen, [Recommend(from, to)]);

    private static DayUsage Usage(int day, string fingerprint) => new(Day(day), 100, 1, 9, fingerprint);

    private static WorkspaceSeen With(WorkspaceSeen seen, decimal cost, decimal price, string hash) => seen with
    {
        Scenarios = [new ScenarioFigure("eks-current", "Today", new Usd(cost), new Usd(cost), new Usd(cost), null)],
        Prices = [new PriceFigure("p", price, "hour", "2026-10")],
        Inputs = [new InputFile("bill.csv", "bill", 1, hash)],
    };
}
