using CostTool.Analyzer.Problems;
using CostTool.AwsDouble.Account;
using CostTool.AwsDouble.Faults;
using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Deployment.Applying;
using CostTool.Scheduler.Deployment.Comparing;
using CostTool.Scheduler.Tests.Deployment;

namespace CostTool.Scheduler.Tests.Accounts;

/// <summary>Each fault at each call of an apply and of a removal: what is there in the end is what a run without one leaves.</summary>
[Collection(AccountTests.Name)]
public sealed class FaultAtEachCallTests
{
    // One entry through the state machine has every type of resource, with the fewest calls.
    private static readonly DesiredState State = DeploymentBuilder.Build(Deployments.Saved(Deployments.Row("nightly")), Deployments.Settings, TimeProvider.System.GetUtcNow());

    private static readonly DesiredState WithWorkers = DeploymentBuilder.Build(Deployments.Saved(Deployments.Row("nightly")), Deployments.WithWorkers, TimeProvider.System.GetUtcNow());

    private static readonly ApplyOptions Once = new() { Attempts = 1, Rounds = 1 };

    /// <summary>What goes wrong, and whether the same run goes on by itself.</summary>
    public static TheoryData<string, bool> Faults => new()
    {
        { nameof(Fault.Throttling), true },
        { nameof(Fault.Internal), true },
        { nameof(Fault.CutBeforeEffect), true },
        { nameof(Fault.CutAfterEffect), true },
        { nameof(Fault.ExpiredToken), false },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Whichever_call_of_an_apply_it_strikes_the_account_ends_as_without_it(string fault, bool goesOn)
    {
        var (made, expected) = await UndisturbedAsync(State, remove: false);
        for (var call = 1; call <= made.Count; call++)
        {
            await using var test = await TestAccount.StartAsync();
            test.Aws.Faults.PlanAt(call, Named(fault));
            await StruckAsync(test, State, remove: false, goesOn, expected, $"{fault} at call {call} of {made.Count}");
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Whichever_call_of_a_removal_it_strikes_nothing_is_left(string fault, bool goesOn)
    {
        var (made, expected) = await UndisturbedAsync(State, remove: true);
        for (var call = 1; call <= made.Count; call++)
        {
            await using var test = await TestAccount.StartAsync();
            await test.ApplyAsync(State);
            test.Aws.Faults.PlanAt(test.Aws.Calls.Count + call, Named(fault));
            await StruckAsync(test, State, remove: true, goesOn, expected, $"{fault} at call {call} of {made.Count}");
        }
    }

    // What both states call alike is struck above: with workers, a walk over all calls would take four times as long.
    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Whichever_call_that_only_workers_need_it_strikes_the_account_ends_as_without_it(string fault, bool goesOn)
    {
        foreach (var remove in (bool[])[false, true])
        {
            var (plain, _) = await UndisturbedAsync(State, remove);
            var (made, expected) = await UndisturbedAsync(WithWorkers, remove);
            var own = made.Except(plain).ToList();
            Assert.Contains(remove ? "ecs:DeleteService" : "ecs:CreateService", own);
            foreach (var (name, nth) in own.SelectMany(name => Enumerable.Range(0, made.Count(call => call == name)).Select(nth => (name, nth))))
            {
                await using var test = await TestAccount.StartAsync();
                if (remove) await test.ApplyAsync(WithWorkers);
                test.Aws.Faults.Plan(name, [.. Enumerable.Repeat<Fault?>(null, nth), Named(fault)]);
                await StruckAsync(test, WithWorkers, remove, goesOn, expected, $"{fault} at {name}, after {nth}");
            }
        }
    }

    // What a killed process leaves: nothing it had in hand is there for the next one. The dead are cut off and not cancelled, as a cancelled call may leave a connection of the process unfit for the next.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Dead_after_whichever_call_the_next_process_ends_as_without_it(bool remove)
    {
        var (made, expected) = await UndisturbedAsync(State, remove);
        for (var call = 1; call <= made.Count; call++)
        {
            await using var test = await TestAccount.StartAsync();
            if (remove) await test.ApplyAsync(State);
            var journal = new JournalOfTheDead(test.Aws);
            test.Aws.Faults.DeadAfter = test.Aws.Calls.Count + call;
            var told = $"dead after call {call} of {made.Count}";
            using (var dead = test.Open(Once)) Assert.True((await RunAsync(test.DeployerOf(dead, journal, Once), State, remove)).Count > 0, told);
            test.Aws.Faults.DeadAfter = null;
            using var next = test.Open();
            var again = await RunAsync(test.DeployerOf(next, journal), State, remove);
            Assert.True(again.Count == 0, $"{told}, again: {string.Join('\n', again)}");
            Assert.True(expected == AccountSnapshot.Text(test.Aws), Told(test, told, expected));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task What_others_see_late_is_waited_for(int looksInVain)
    {
        var (_, expected) = await UndisturbedAsync(State, remove: false);
        await using var test = await TestAccount.StartAsync();
        test.Aws.Consistency.HiddenLooks = looksInVain;
        Assert.Empty(await RunAsync(test.Deployer, State, remove: false));
        test.Aws.Consistency.HiddenLooks = 0;
        test.Aws.Consistency.Settle();
        Assert.True(expected == AccountSnapshot.Text(test.Aws), Told(test, "seen late", expected));
    }

    [Fact]
    public async Task Targets_that_a_rule_refused_while_the_call_succeeded_are_put_again()
    {
        var (_, expected) = await UndisturbedAsync(State, remove: false);
        await using var test = await TestAccount.StartAsync();
        test.Aws.Events.FailEntries(1);
        await StruckAsync(test, State, remove: false, goesOn: true, expected, "FailedEntryCount 1");
    }

    private static Fault Named(string fault) => (Fault)typeof(Fault).GetProperty(fault)!.GetValue(null)!;

    private static async Task<(IReadOnlyList<string> Calls, string Account)> UndisturbedAsync(DesiredState state, bool remove)
    {
        await using var test = await TestAccount.StartAsync();
        await test.ApplyAsync(state);
        var before = remove ? test.Aws.Calls.Count : 0;
        if (remove) Assert.Empty(await RunAsync(test.Deployer, state, remove: true));
        var calls = test.Aws.Calls.Skip(before).Select(call => call.Name).ToList();
        TestContext.Current.TestOutputHelper!.WriteLine($"{calls.Count} calls");
        return (calls, AccountSnapshot.Text(test.Aws));
    }

    // One run; where it stopped, a second with credentials that hold.
    private static async Task StruckAsync(TestAccount test, DesiredState state, bool remove, bool goesOn, string expected, string told)
    {
        if (await RunAsync(test.Deployer, state, remove) is { Count: > 0 } problems)
        {
            var said = string.Join('\n', problems);
            Assert.False(goesOn, $"{told}: {said}");
            Assert.True(problems.All(problem => problem.What.Contains("expired", StringComparison.Ordinal)), $"{told}: {said}");
            Assert.DoesNotContain("planted-secret", said, StringComparison.Ordinal);
            var again = await RunAsync(test.Deployer, state, remove);
            Assert.True(again.Count == 0, $"{told}, again: {string.Join('\n', again)}");
        }

        Assert.True(expected == AccountSnapshot.Text(test.Aws), Told(test, told, expected));
    }

    private static async Task<IReadOnlyList<Problem>> RunAsync(Deployer deployer, DesiredState state, bool remove)
    {
        try
        {
            var result = remove
                ? await deployer.DestroyAsync(state.Name, null, Guid.NewGuid().ToString("N"), TestAccount.Stop)
                : await deployer.ApplyAsync(state, TestAccount.Given(state), null, Guid.NewGuid().ToString("N"), TestAccount.Stop);
            return [.. result.Failed.Select(failed => failed.Problem)];
        }
        catch (ProblemException stopped)
        {
            return stopped.Problems;
        }
    }

    private static string Told(TestAccount test, string told, string expected) =>
        $"{told}\nexpected: {expected}\nis: {AccountSnapshot.Text(test.Aws)}\ncalls: {string.Join(' ', test.Writes)}";

    /// <summary>On disk stays what was written before the last call; whoever is dead writes no more.</summary>
    private sealed class JournalOfTheDead(AwsDouble.AwsDouble aws) : IApplyJournal
    {
        private bool Alive => aws.Faults.DeadAfter is not { } last || aws.Calls.Count < last;

        public ApplyHeader? Interrupted { get; private set; }

        public void Begin(ApplyHeader header) => Interrupted = Alive ? header : Interrupted;

        public void Started(Change change)
        {
        }

        public void Done(Change change)
        {
        }

        public void Failed(Change change, Problem problem)
        {
        }

        public void End() => Interrupted = Alive ? null : Interrupted;
    }
}
