using CostTool.Analyzer.Nightly;
using static CostTool.Analyzer.Tests.Nightly.Nights;

namespace CostTool.Analyzer.Tests.Nightly;

public sealed class DueNightsTests
{
    [Theory]
    [InlineData("", 50, "50")] // the first run looks at its own day alone
    [InlineData("49", 50, "50")]
    [InlineData("50", 50, "50")] // again on the same day
    [InlineData("47", 50, "48 49 50")] // two were missed
    [InlineData("47 49", 50, "50")] // a hole before the last night stays: later nights were worked out without it
    [InlineData("15", 50, "16-50")] // the last night is 35 days back: all of them
    [InlineData("14", 50, "15-50")] // a day further: no further back than that
    [InlineData("1", 50, "15-50")]
    [InlineData("52", 50, "50")] // an earlier day than the last
    public void Due_are_the_day_asked_for_and_those_missed_since_the_last_night(string known, int asked, string due) =>
        Assert.Equal(Days(due), DueNights.Of(Day(asked), [.. Days(known).Select(day => Known(day, "a"))], Days(known).ToDictionary(day => day, day => Usage(day, "a"))).Select(night => night.Day));

    [Fact]
    public void A_night_is_due_again_when_the_samples_of_its_day_are_others()
    {
        var known = Days("1-5").Select(day => Known(day, "a")).ToList();
        var usage = Days("1-5").ToDictionary(day => day, day => Usage(day, day == Day(3) ? "b" : "a"));
        Assert.Equal([new DueNight(Day(3), DueReason.LateUsage), new DueNight(Day(6), DueReason.Asked)], DueNights.Of(Day(6), known, usage));
    }

    [Fact]
    public void A_night_without_samples_is_due_again_when_they_arrive_and_not_before()
    {
        IReadOnlyList<KnownNight> known = [new(Day(1), DayUsage.Nothing(Day(1)), "", "")];
        Assert.Equal([Day(2)], DueNights.Of(Day(2), known, new Dictionary<DateOnly, DayUsage>()).Select(night => night.Day));
        Assert.Equal([Day(1), Day(2)], DueNights.Of(Day(2), known, new Dictionary<DateOnly, DayUsage> { [Day(1)] = Usage(Day(1), "a") }).Select(night => night.Day));
    }

    [Theory]
    [InlineData(0, 0, DayCoverage.None)]
    [InlineData(1, 1, DayCoverage.Partial)]
    [InlineData(500, 23, DayCoverage.Partial)]
    [InlineData(24, 24, DayCoverage.Complete)]
    public void A_day_is_complete_when_every_hour_has_samples(long samples, int hours, DayCoverage coverage) =>
        Assert.Equal(coverage, new DayUsage(Day(1), samples, 1, hours, "a").Coverage);

    private static KnownNight Known(DateOnly day, string fingerprint) => new(day, Usage(day, fingerprint), "", "");

    private static DayUsage Usage(DateOnly day, string fingerprint) => new(day, 288, 1, 24, fingerprint);

    private static List<DateOnly> Days(string text) =>
    [
        .. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(part => part.Split('-') is [var from, var to]
            ? Enumerable.Range(int.Parse(from), int.Parse(to) - int.Parse(from) + 1) : [int.Parse(part)]).Select(Day),
    ];
}
