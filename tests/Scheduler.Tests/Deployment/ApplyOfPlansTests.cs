using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Deployment.Applying;
using CostTool.Scheduler.Deployment.Comparing;

namespace CostTool.Scheduler.Tests.Deployment;

/// <summary>Whole plans, with every type of resource that they need.</summary>
public sealed class ApplyOfPlansTests
{
    private static readonly Dictionary<string, ResourceValue> Pseudo = new(StringComparer.Ordinal)
    {
        ["AWS::Region"] = new TextValue("eu-west-3"), ["AWS::AccountId"] = new TextValue("123456789012"), ["AWS::Partition"] = new TextValue("aws"), ["AWS::URLSuffix"] = new TextValue("amazonaws.com"),
    };

    [Fact]
    public async Task A_plan_is_applied_changes_nothing_the_second_time_and_is_removed_to_nothing()
    {
        var state = Deployments.MixedState;
        var (account, deployer) = For(state);
        var result = await deployer.ApplyAsync(state, Given(state), null, "id", TestContext.Current.CancellationToken);
        Assert.True(result.Complete, string.Join('\n', result.Failed));
        Assert.Equal(state.Resources.Count, account.Resources.Count);
        Assert.DoesNotContain(account.Resources, resource => resource.PhysicalName.Contains("${", StringComparison.Ordinal));
        Assert.Contains(account.Resources, resource => resource.Type is "AWS::IAM::Role" && resource.PhysicalName.EndsWith("-eu-west-3", StringComparison.Ordinal));

        var writes = account.Writes;
        Assert.Empty((await deployer.ApplyAsync(state, Given(state), null, "id", TestContext.Current.CancellationToken)).Done);
        Assert.Equal(writes, account.Writes);
        await deployer.DestroyAsync(state.Name, null, "id", TestContext.Current.CancellationToken);
        Assert.Empty(account.Resources);
    }

    [Fact]
    public async Task Of_a_changed_plan_only_the_change_shows()
    {
        var state = Deployments.MixedState;
        var (_, deployer) = For(state);
        await deployer.ApplyAsync(state, Given(state), null, "id", TestContext.Current.CancellationToken);
        var schedule = state.Resources.First(resource => resource.Type is "AWS::Scheduler::Schedule");
        var moved = schedule with { Properties = new MapValue(schedule.Properties.Members.Where(member => member.Key != "ScheduleExpression").Append(KeyValuePair.Create("ScheduleExpression", (ResourceValue)new TextValue("rate(7 hours)")))) };
        var changed = state with { Resources = [.. state.Resources.Select(resource => resource == schedule ? moved : resource)] };
        var change = Assert.Single((await deployer.CompareAsync(changed, Given(changed), TestContext.Current.CancellationToken)).Effective);
        Assert.Equal((ChangeKind.Update, schedule.PhysicalName), (change.Kind, change.PhysicalName));
        Assert.Equal("ScheduleExpression", Assert.Single(change.Differences).Path);
    }

    [Fact]
    public void A_value_for_no_parameter_is_an_error() =>
        Assert.Contains("`Nothing`", Assert.Throws<ProblemException>(() => Resolution.Of(Deployments.MixedState, new Dictionary<string, ResourceValue> { ["Nothing"] = new TextValue("") })).Message, StringComparison.Ordinal);

    private static Resolution Given(DesiredState state) => Resolution.Of(state, Pseudo
        .Concat(state.Parameters.Where(parameter => parameter.Default is null).Select(parameter => KeyValuePair.Create(parameter.Name, Resolution.Value(parameter, $"given-{parameter.Name},other"))))
        .ToDictionary(StringComparer.Ordinal));

    private static (InMemoryAccount Account, Deployer Deployer) For(DesiredState state)
    {
        var account = new InMemoryAccount([.. state.Resources.Select(resource => resource.Type)]);
        return (account, new Deployer(account.Kinds, new MemoryLock(), new MemoryJournal(), new FixedQuota("", 0, 0), new MadeUpTempo(), new ApplyOptions()));
    }
}
