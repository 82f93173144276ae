using System.Text;
using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Units;
using CostTool.Scheduler.Planning;
using CsCheck;

namespace CostTool.Scheduler.Tests.Planning;

public sealed class PlanFileTests
{
    private static readonly SchedulePlan Plan = SchedulePlanner.Plan(Plans.Inputs(Plans.Entry("b"), Plans.Entry("a"), Plans.Entry("é | <x>", runs: null)));

    [Fact]
    public void The_order_of_the_inputs_does_not_change_a_byte() => Assert.Equal(
        PlanFile.Of(Plan).ToBytes(), PlanFile.Of(SchedulePlanner.Plan(Plans.Inputs(Plans.Entry("é | <x>", runs: null), Plans.Entry("a"), Plans.Entry("b")))).ToBytes());

    [Fact]
    public void Reading_back_gives_what_was_written()
    {
        var bytes = PlanFile.Of(Plan).ToBytes();
        var read = PlanFile.Read(bytes, "plan.json");
        Assert.Equal(bytes, read.ToBytes());
        Assert.Equal(Plan.Total, read.Plan.Total);
    }

    [Fact]
    public void Equal_numbers_with_other_zeros_have_the_same_hash() => Assert.Equal(
        PlanFile.HashOf(Plan with { Total = Plan.Total with { Today = new Usd(5m) } }), PlanFile.HashOf(Plan with { Total = Plan.Total with { Today = new Usd(5.000m) } }));

    public static TheoryData<string, Func<PlanRow, PlanRow>> Changes { get; } = new()
    {
        { "id", row => row with { ScheduleId = row.ScheduleId + "x" } },
        { "strategy", row => row with { Strategy = Strategy.Drop } },
        { "expression", row => row with { Expression = "cron(0 5 * * ? *)" } },
        { "zone", row => row with { ExpressionTimezone = "UTC" } },
        { "exact", row => row with { Exact = !row.Exact } },
        { "runs unknown", row => row with { RunsPerMonth = null } },
        { "money", row => row with { UsdPerMonthPlanned = new Usd(0.0000000000000000000000000001m) } },
        { "caveat", row => row with { Caveats = [.. row.Caveats, "one more"] } },
        { "no caveat", row => row with { Caveats = [] } },
        { "launch", row => row with { Launch = Plans.Launch("nightly") } },
        { "vCPU", row => row with { TaskVcpu = 0.5m } },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Any_change_of_content_changes_the_hash(string what, Func<PlanRow, PlanRow> change)
    {
        var changed = Plan with { Rows = [change(Plan.Rows[0]), .. Plan.Rows.Skip(1)] };
        Assert.True(PlanFile.HashOf(Plan) != PlanFile.HashOf(changed), what);
    }

    [Fact]
    public void Hashes_are_equal_only_where_the_content_is() => Gen.Select(Gen.Decimal[0, 5], Gen.Int[0, 3], Gen.Decimal[0, 5], Gen.Int[0, 3]).Sample((usd, sets, otherUsd, otherSets) =>
        (PlanFile.HashOf(With(usd, sets)) == PlanFile.HashOf(With(otherUsd, otherSets))) == (usd == otherUsd && sets == otherSets)
        && PlanFile.HashOf(With(usd, sets)) == PlanFile.HashOf(With(usd, sets)));

    [Fact]
    public void An_edited_plan_is_refused()
    {
        var text = Encoding.UTF8.GetString(PlanFile.Of(Plan).ToBytes());
        var problem = Problem(text.Replace("cron(0 4", "cron(0 5", StringComparison.Ordinal));
        Assert.StartsWith("the plan was changed after it was saved: its stamp is `", problem.What, StringComparison.Ordinal);
        Assert.Equal("plan.json", problem.Where);
    }

    [Theory]
    [InlineData("", "plan.json:1")]
    [InlineData("null", "plan.json")]
    [InlineData("[]", "plan.json:1")]
    [InlineData("{\n\"costtool_plan\": 1,\n\"sha256\": 7}", "plan.json:3")]
    [InlineData("{\"costtool_plan\": 1, \"surprise\": 7}", "plan.json:1")]
    [InlineData("{\"costtool_plan\": 1}", "plan.json:1")]
    public void What_is_not_a_plan_is_one_problem_with_its_line(string text, string where) => Assert.Equal(where, Problem(text).Where);

    [Fact]
    public void Another_form_is_named() => Assert.Contains("of form `5`", Problem(Encoding.UTF8.GetString((PlanFile.Of(Plan) with { Form = 5 }).ToBytes())).What, StringComparison.Ordinal);

    private static SchedulePlan With(decimal usd, int sets) => Plan with { Total = Plan.Total with { Today = new Usd(usd), SetsWithoutCost = sets } };

    private static Problem Problem(string text) => Assert.Throws<ProblemException>(() => PlanFile.Read(Encoding.UTF8.GetBytes(text), "plan.json")).Problems.Single();
}
