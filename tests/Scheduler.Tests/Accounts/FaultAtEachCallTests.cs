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
        var (calls, expected) = await UndisturbedAsync(remove: false);
        for (var call = 1; call <= calls; call++)
        {
            await using var test = await TestAccount.StartAsync();
            test.Aws.Faults.PlanAt(call, Named(fault));
            await StruckAsync(test, remove: false, goesOn, $"{fault} at call {call} of {calls}");
            Assert.True(expected == AccountSnapshot.Text(test.Aws), Told(test, $"{fault} at call {call} of {calls}", expected));
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Whichever_call_of_a_removal_it_strikes_nothing_is_left(string fault, bool goesOn)
    {
        var (calls, expected) = await UndisturbedAsync(remove: true);
        for (var call = 1; call <= calls; call++)
        {
            await using var test = await TestAccount.StartAsync();
            await test.ApplyAsync(State);
            test.Aws.Faults.PlanAt(test.Aws.Calls.Count + call, Named(fault));
            await StruckAsync(test, remove: true, goesOn, $"{fault} at call {call} of {calls}");
            Assert.True(expected == AccountSnapshot.Text(test.Aws), Told(test, $"{fault} at call {call} of {calls}", expected));
        }
    }

    // What a killed process leaves: nothing it had in hand is there for the next one. The dead are cut off and not cancelled, as a cancelled call may leave a connection of the process unfit for the next.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Dead_after_whichever_call_the_next_process_ends_as_without_it(bool remove)
    {
        var (calls, expected) = await UndisturbedAsync(remove);
        for (var call = 1; call <= calls; call++)
        {
            await using var test = await TestAccount.StartAsync();
            if (remove) await test.ApplyAsync(State);
            var journal = new JournalOfTheDead(test.Aws);
            test.Aws.Faults.DeadAfter = test.Aws.Calls.Count + call;
            var told = $"dead after call {call} of {calls}";
            using (var dead = test.Open(Once)) Assert.True((await RunAsync(test.DeployerOf(dead, journal, Once), remove)).Count > 0, told);
            test.Aws.Faults.DeadAfter = null;
            using var next = test.Open();
            var again = await RunAsync(test.DeployerOf(next, journal), remove);
            Assert.True(again.Count == 0, $"{told}, again: {string.Join('\n', again)}");
            Assert.True(expected == AccountSnapshot.Text(test.Aws), Told(test, told, expected));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task What_others_see_late_is_waited_for(int looksInVain)
    {
        var (_, expected) = await UndisturbedAsync(remove: false);
        await using var test = await TestAccount.StartAsync();
        test.Aws.Consistency.HiddenLooks = looksInVain;
        await StruckAsync(test, remove: false, goesOn: true, $"hidden for {looksInVain} looks");
        test.Aws.Consistency.HiddenLooks = 0;
        test.Aws.Consistency.Settle();
        Assert.True(expected == AccountSnapshot.Text(test.Aws), Told(test, "seen late", expected));
    }

    [Fact]
    public async Task Targets_that_a_rule_refused_while_the_call_succeeded_are_put_again()
    {
        var (_, expected) = await UndisturbedAsync(remove: false);
        await using var test = await TestAccount.StartAsync();
        test.Aws.Events.FailEntries(1);
        await StruckAsync(test, remove: false, goesOn: true, "FailedEntryCount 1");
        Assert.True(expected == AccountSnapshot.Text(test.Aws), Told(test, "FailedEntryCount 1", expected));
    }

    private static Fault Named(string fault) => (Fault)typeof(Fault).GetProperty(fault)!.GetValue(null)!;

    private static async Task<(int Calls, string Account)> UndisturbedAsync(bool remove)
    {
        await using var test = await TestAccount.StartAsync();
        await test.ApplyAsync(State);
        var before = remove ? test.Aws.Calls.Count : 0;
        if (remove) Assert.Empty(await RunAsync(test, remove: true));
        var calls = test.Aws.Calls.Count - before;
        TestContext.Current.TestOutputHelper!.WriteLine($"{calls} calls");
        return (calls, AccountSnapshot.Text(test.Aws));
    }

    // One run; where it stopped, a second with credentials that hold.
    private static async Task StruckAsync(TestAccount test, bool remove, bool goesOn, string told)
    {
        if (await RunAsync(test, remove) is not { Count: > 0 } problems) return;
        var said = string.Join('\n', problems);
        Assert.False(goesOn, $"{told}: {said}");
        Assert.True(problems.All(problem => problem.What.Contains("expired", StringComparison.Ordinal)), $"{told}: {said}");
        Assert.DoesNotContain("planted-secret", said, StringComparison.Ordinal);
        var again = await RunAsync(test, remove);
        Assert.True(again.Count == 0, $"{told}, again: {string.Join('\n', again)}");
    }

    private static Task<IReadOnlyList<Problem>> RunAsync(TestAccount test, bool remove) => RunAsync(test.Deployer, remove);

    private static async Task<IReadOnlyList<Problem>> RunAsync(Deployer deployer, bool remove)
    {
        try
        {
            var result = remove
                ? await deployer.DestroyAsync(State.Name, null, Guid.NewGuid().ToString("N"), TestAccount.Stop)
                : await deployer.ApplyAsync(State, TestAccount.Given(State), null, Guid.NewGuid().ToString("N"), TestAccount.Stop);
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
