using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Deployment.Applying;
using CostTool.Scheduler.Deployment.Comparing;
using CsCheck;

namespace CostTool.Scheduler.Tests.Deployment;

/// <summary>What holds of every apply, whatever is there before and whatever goes wrong.</summary>
public sealed class ApplyLawTests
{
    private static readonly Resolution NoParameters = new(new Dictionary<string, ResourceValue>());

    [Fact]
    public Task An_apply_converges_a_second_changes_nothing_and_nothing_foreign_is_touched() => Gen.Select(States.Any, States.Any).SampleAsync(async (before, after) =>
    {
        var world = new World();
        world.Account.Put("AWS::Scheduler::Schedule", "foreign", null, States.Map(("ScheduleExpression", States.Text("rate(1 day)"))));
        world.Account.Put("AWS::Scheduler::Schedule", "others", "other", States.Map());
        await world.ApplyAsync(before);
        Assert.True((await world.ApplyAsync(after)).Complete);
        var writes = world.Account.Writes;
        Assert.DoesNotContain((await world.Deployer.CompareAsync(after, NoParameters, TestContext.Current.CancellationToken)).Changes, change => change.Kind is not ChangeKind.None);
        Assert.Empty((await world.ApplyAsync(after)).Done);
        Assert.Equal(writes, world.Account.Writes);

        var fresh = new World();
        fresh.Account.Put("AWS::Scheduler::Schedule", "foreign", null, States.Map(("ScheduleExpression", States.Text("rate(1 day)"))));
        fresh.Account.Put("AWS::Scheduler::Schedule", "others", "other", States.Map());
        await fresh.ApplyAsync(after);
        Assert.Equal(fresh.Account.Picture(), world.Account.Picture());

        await world.Deployer.DestroyAsync(States.Name, null, "destroy", TestContext.Current.CancellationToken);
        Assert.Equal(["foreign", "others"], world.Account.Resources.Select(resource => resource.PhysicalName).Order(StringComparer.Ordinal));
    }, iter: 200, threads: 1);

    // From an older state: updates, replacements of both sorts, creations and removals all happen.
    private static readonly DesiredState Older = States.Of(0, 0, 0, 1, 2, -1);
    private static readonly DesiredState Newer = States.Of(1, 1, 0, 2, -1, 1);

    [Theory]
    [InlineData("KilledBefore")]
    [InlineData("KilledAfter")]
    public async Task Killed_at_any_call_and_run_again_it_ends_as_if_nothing_had_happened(string fault)
    {
        var calls = await CallsOfAsync(async world => await world.ApplyAsync(Newer));
        var whole = await AfterwardsAsync();
        for (var call = 1; call <= calls; call++)
        {
            var world = await WithOlderAsync();
            world.Account.Fault = (world.Account.Calls + call, Enum.Parse<AccountFault>(fault));
            await Assert.ThrowsAsync<KilledException>(() => world.ApplyAsync(Newer));
            Assert.True((await world.ApplyAsync(Newer, "again")).Complete);
            Assert.Equal(whole, world.Account.Picture());
        }
    }

    [Theory]
    [InlineData("KilledBefore")]
    [InlineData("KilledAfter")]
    public async Task Killed_at_any_call_a_removal_run_again_leaves_nothing(string fault)
    {
        var calls = await CallsOfAsync(world => world.Deployer.DestroyAsync(States.Name, null, "first", default));
        for (var call = 1; call <= calls; call++)
        {
            var world = await WithOlderAsync();
            world.Account.Fault = (world.Account.Calls + call, Enum.Parse<AccountFault>(fault));
            await Assert.ThrowsAsync<KilledException>(() => world.Deployer.DestroyAsync(States.Name, null, "first", TestContext.Current.CancellationToken));
            await world.Deployer.DestroyAsync(States.Name, null, "second", TestContext.Current.CancellationToken);
            Assert.Empty(world.Account.Resources);
        }
    }

    [Theory]
    [InlineData("ThrottledBefore", 0)]
    [InlineData("CutBefore", 0)]
    [InlineData("CutAfter", 0)]
    [InlineData("CutAfter", 1)] // What was made is not found at the first look.
    [InlineData("CutAfter", 2)]
    public async Task A_fault_at_any_step_is_got_over_in_the_same_run(string fault, int notFoundFor)
    {
        var whole = await AfterwardsAsync();
        var reads = (await WithOlderAsync()).Account.Log.Count;
        var sample = await WithOlderAsync();
        await sample.ApplyAsync(Newer);
        for (var call = 1; call <= sample.Account.Log.Count - reads; call++)
        {
            if (sample.Account.Log[reads + call - 1].Split(' ')[0] is "list" or "find") continue;
            var world = await WithOlderAsync();
            world.Account.NotFoundFor = notFoundFor;
            world.Account.Fault = (world.Account.Calls + call, Enum.Parse<AccountFault>(fault));
            var result = await world.ApplyAsync(Newer);
            Assert.True(result.Complete, string.Join('\n', result.Failed));
            Assert.Equal(whole, world.Account.Picture());
        }
    }

    [Fact]
    public async Task What_goes_goes_after_everything_that_pointed_to_it_has_moved()
    {
        var world = await WithOlderAsync();
        var before = world.Account.Log.Count;
        await world.ApplyAsync(Newer);
        string[] writes = [.. world.Account.Log.Skip(before).Where(line => line.Split(' ')[0] is "create" or "update" or "delete")];
        var newVersion = Array.IndexOf(writes, "create shop-size");
        Assert.True(newVersion < Array.IndexOf(writes, "update job-0"));
        Assert.True(Array.IndexOf(writes, "update job-0") < Array.LastIndexOf(writes, "delete shop-size"));
        Assert.True(Array.IndexOf(writes, "delete job-2") < Array.LastIndexOf(writes, "delete shop-size"));
    }

    [Fact]
    public async Task What_is_not_ours_stops_everything_before_the_first_write_until_it_is_adopted()
    {
        var world = new World();
        world.Account.Put("AWS::SQS::Queue", "shop-dead", null, States.Map(("Fixed", States.Text("0"))));
        var refused = await Assert.ThrowsAsync<ProblemException>(() => world.ApplyAsync(Older));
        Assert.Contains("shop-dead", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, world.Account.Writes);
        Assert.Equal(["shop-dead"], (await world.Deployer.AdoptAsync(Older, NoParameters, ["Dead"], "adopt", TestContext.Current.CancellationToken)).Select(change => change.PhysicalName));
        Assert.True((await world.ApplyAsync(Older)).Complete);
    }

    [Fact]
    public async Task What_another_deployment_owns_is_never_adopted()
    {
        var world = new World();
        world.Account.Put("AWS::SQS::Queue", "shop-dead", "other", States.Map());
        await Assert.ThrowsAsync<ProblemException>(() => world.Deployer.AdoptAsync(Older, NoParameters, ["Dead"], "adopt", TestContext.Current.CancellationToken));
        Assert.Equal("other", Assert.Single(world.Account.Resources).Owner);
    }

    [Fact]
    public async Task An_account_that_moved_since_the_review_stops_the_apply()
    {
        var world = await WithOlderAsync();
        var seen = await world.Deployer.CompareAsync(Newer, NoParameters, TestContext.Current.CancellationToken);
        world.Account.Put("AWS::Scheduler::Schedule", "late", States.Name, States.Map());
        var writes = world.Account.Writes;
        var reviewed = ReviewedChanges.Of(seen);
        var moved = await Assert.ThrowsAsync<ProblemException>(() => world.Deployer.ApplyAsync(Newer, NoParameters, reviewed, "id", TestContext.Current.CancellationToken));
        Assert.Contains("moved", moved.Message, StringComparison.Ordinal);
        Assert.Equal(writes, world.Account.Writes);
    }

    [Fact]
    public async Task An_interrupted_apply_of_reviewed_changes_goes_on_though_its_own_steps_moved_the_account()
    {
        var world = await WithOlderAsync();
        var seen = await world.Deployer.CompareAsync(Newer, NoParameters, TestContext.Current.CancellationToken);
        var reviewed = ReviewedChanges.Of(seen);
        // The lists take one call for each type, and two schedules are not there to be found: the third write is killed.
        world.Account.Fault = (world.Account.Calls + InMemoryAccount.Types.Length + 1 + 3, AccountFault.KilledAfter);
        await Assert.ThrowsAsync<KilledException>(() => world.Deployer.ApplyAsync(Newer, NoParameters, reviewed, "id", TestContext.Current.CancellationToken));
        Assert.True((await world.Deployer.ApplyAsync(Newer, NoParameters, reviewed, "other", TestContext.Current.CancellationToken)).Complete);
    }

    [Fact]
    public async Task Of_two_applies_at_once_the_second_stops_with_a_message()
    {
        var world = new World();
        await using var held = await world.Lock.TakeAsync(States.Name, "first", TestContext.Current.CancellationToken);
        var stopped = await Assert.ThrowsAsync<ProblemException>(() => world.ApplyAsync(Older));
        Assert.Contains("another apply", stopped.Message, StringComparison.Ordinal);
        // It looked whether there is anything to do, and wrote nothing.
        Assert.Equal(0, world.Account.Writes);
    }

    [Theory]
    [InlineData(5, 2, true)] // 2 + 3 are as many as there may be.
    [InlineData(4, 2, false)]
    public async Task Quotas_are_looked_at_before_the_first_write(long limit, long inUse, bool fits)
    {
        var world = new World(new FixedQuota("AWS::Scheduler::Schedule", limit, inUse));
        if (fits)
        {
            Assert.True((await world.ApplyAsync(Older)).Complete);
            return;
        }

        await Assert.ThrowsAsync<ProblemException>(() => world.ApplyAsync(Older));
        Assert.Equal(0, world.Account.Writes);
    }

    [Fact]
    public async Task Stopped_it_begins_no_step_and_says_what_is_left()
    {
        using var stop = new CancellationTokenSource();
        var world = new World();
        var changes = await world.Deployer.CompareAsync(Older, NoParameters, TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        var result = await new ApplyRun(world.Account.Kinds, States.Name, "id", NoParameters, new MadeUpTempo(), world.Journal, new ApplyOptions()).DoAsync(changes, stop.Token);
        Assert.Equal(7, result.Skipped.Count); // Role, queue, group, task definition and three schedules.
        Assert.Equal(0, world.Account.Writes);
    }

    private static async Task<World> WithOlderAsync()
    {
        var world = new World();
        await world.ApplyAsync(Older);
        return world;
    }

    private static async Task<string> AfterwardsAsync()
    {
        var world = await WithOlderAsync();
        await world.ApplyAsync(Newer);
        return world.Account.Picture();
    }

    private static async Task<int> CallsOfAsync(Func<World, Task> act)
    {
        var world = await WithOlderAsync();
        var before = world.Account.Calls;
        await act(world);
        return world.Account.Calls - before;
    }

    /// <summary>An account with everything around it.</summary>
    private sealed class World
    {
        public World(IQuotaReader? quotas = null) => Deployer = new Deployer(Account.Kinds, Lock, Journal, quotas ?? new FixedQuota("", 0, 0), new MadeUpTempo(), new ApplyOptions());

        public InMemoryAccount Account { get; } = new();

        public MemoryLock Lock { get; } = new();

        public MemoryJournal Journal { get; } = new();

        public Deployer Deployer { get; }

        public Task<ApplyResult> ApplyAsync(DesiredState state, string id = "id") => Deployer.ApplyAsync(state, NoParameters, null, id, TestContext.Current.CancellationToken);
    }
}
