using CostTool.Analyzer.Billing;
using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Tests.Commitments;

public sealed class CommitmentGranularityTests
{
    private static readonly DateTimeOffset First = new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, 0, 1, 2)] // hours in a row
    [InlineData(1, 0, 30, 31)] // an hourly plan with a hole of more than a day, but two rows an hour apart
    [InlineData(24, 0, 24, 48)] // days
    [InlineData(24, 0, 72)] // days with a hole
    [InlineData(744, 0)] // one row that begins with the month: a monthly bill
    [InlineData(1, 5)] // one row in the middle of it: a plan that was bought in its last hour
    public void The_smallest_distance_between_two_rows_is_the_length_of_each(int hours, params int[] starts) =>
        Assert.Equal(new Hours(hours), CommitmentGranularity.Of([.. starts.Select(start => Row("plan", start))], new Hours(744)));

    [Fact]
    public void Rows_of_different_plans_are_not_neighbours() =>
        Assert.Equal(new Hours(24), CommitmentGranularity.Of([Row("a", 0), Row("b", 1), Row("a", 24), Row("b", 25)], new Hours(744)));

    [Fact]
    public void No_rows_have_no_length_to_get_wrong() => Assert.Equal(new Hours(1), CommitmentGranularity.Of([], new Hours(744)));

    private static CommitmentHour Row(string plan, int hour) =>
        new() { PlanArn = plan, OfferingType = "", Hour = First.AddHours(hour), Committed = new Usd(1), Used = new Usd(1), CoveredOnDemand = null };
}
