using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Deployment.Comparing;
using CostTool.Scheduler.Deployment.CuttingOver;
using CostTool.Scheduler.Planning;
using CostTool.Scheduler.Tests.Planning;

namespace CostTool.Scheduler.Tests.Deployment;

public sealed class MovedRowsTests
{
    [Fact]
    public void A_plan_made_after_the_cut_over_takes_no_schedule_away_that_runs()
    {
        var problem = Assert.Single(Assert.Throws<ProblemException>(() => MovedRows.RequireKept(Plan(enabled: false), Removal("nightly", "ENABLED"))).Problems);
        Assert.Contains("`nightly` is switched off in Celery", problem.What, StringComparison.Ordinal);
        Assert.Contains("`atelier/nightly`", problem.What, StringComparison.Ordinal);
        Assert.Contains("disable its schedule in EventBridge Scheduler first", problem.Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "nightly", "DISABLED")] // Its owner ended the job.
    [InlineData(false, "weekly", "ENABLED")] // The entry is gone from Celery altogether.
    [InlineData(true, "nightly", "ENABLED")] // The row is on: it goes for another reason.
    public void Other_schedules_go(bool rowEnabled, string removed, string state) => MovedRows.RequireKept(Plan(rowEnabled), Removal(removed, state));

    private static SchedulePlan Plan(bool enabled)
    {
        var entry = Plans.Entry("nightly");
        return SchedulePlanner.Plan(Plans.Inputs(entry with { Entry = entry.Entry with { Enabled = enabled } }));
    }

    /// <summary>The schedule as a plan made it when its row was on.</summary>
    private static ChangeSet Removal(string entry, string state)
    {
        var made = DeploymentBuilder.Build(Deployments.Saved(Deployments.Row(entry)), Deployments.Settings).The(HeldSchedules.Type);
        var live = new LiveResource(made.Type, made.PhysicalName, new Dictionary<string, string>(), HeldSchedules.WithState(made.Properties, enabled: true).With("State", state), "atelier");
        return new ChangeSet("atelier", "", "", "", [new Change { Kind = ChangeKind.Delete, LogicalId = null, Type = made.Type, PhysicalName = made.PhysicalName, Desired = null, Live = live, Reason = "it is no longer planned" }]);
    }
}

file static class Edits
{
    public static MapValue With(this MapValue properties, string name, string text) => new(properties.Members.Where(member => member.Key != name).Append(KeyValuePair.Create(name, (ResourceValue)new TextValue(text))));
}
