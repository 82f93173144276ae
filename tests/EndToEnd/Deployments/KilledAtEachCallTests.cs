using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using CostTool.AwsDouble.Account;
using CostTool.Cli;
using CostTool.Scheduler.Planning;

namespace CostTool.EndToEnd.Deployments;

/// <summary>The program as a process, killed after the effect of each call in turn and before its answer: the same command, run again, leaves what an undisturbed run leaves.</summary>
public sealed class KilledAtEachCallTests : IDisposable
{
    private const int AtOnce = 4;

    private const string Workers = """
        dispatch:
          service: {image: "123456789012.dkr.ecr.eu-west-3.amazonaws.com/costtool:1", workspace: /workspace}
          pools:
            - {name: mail, queues: [emails], vcpu: 0.25, memory_gib: 0.5, deadline_seconds: 300}

        """;

    // Every call takes half an hour or more: set COSTTOOL_KILL_EVERY=1 for that. By default some are struck, at other places in each run.
    private const int UsualStep = 36;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("apply")]
    [InlineData("destroy")]
    public async Task Killed_after_any_call_and_run_again_it_ends_as_if_it_had_not_been(string command)
    {
        var planned = await PlannedAsync();
        var (calls, expected) = await UndisturbedAsync(planned, command);
        TestContext.Current.TestOutputHelper!.WriteLine($"{command}: {calls} calls");
        var step = int.TryParse(Environment.GetEnvironmentVariable("COSTTOOL_KILL_EVERY"), NumberStyles.None, CultureInfo.InvariantCulture, out var every) && every > 0 ? every : UsualStep;
        var first = 1 + (int)(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() % step);
        TestContext.Current.TestOutputHelper!.WriteLine($"struck: every {step}th from the {first}th");
        await Parallel.ForEachAsync(Enumerable.Range(0, calls).Select(number => first + (number * step)).TakeWhile(call => call <= calls), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Stop }, async (call, _) =>
        {
            await using var aws = await AccountAsync();
            var workspace = Copy(planned, $"{command}-{call}");
            if (command == "destroy") Done(await RunAsync(aws, workspace, "apply"), "apply before it");
            var before = aws.Calls.Count;
            Process? running = null;
            var struck = false;
            aws.AfterCall = (number, _) =>
            {
                if (number != before + call) return;
                struck = true;
                running!.Kill();
            };
            var killed = await RunAsync(aws, workspace, command, process => running = process);
            aws.AfterCall = null;
            // Calls go out several at once, and one that tries again makes more: the last of them may not come up.
            Assert.Equal(struck, killed.Code is not ExitCode.Done);
            Done(await RunAsync(aws, workspace, command), $"{command} after a kill at call {call}: {aws.Calls[before + call - 1].Name}");
            var ended = AccountSnapshot.Text(aws);
            Assert.True(expected == ended, $"killed at call {call} of {calls}, {aws.Calls[before + call - 1].Name}\nexpected: {expected}\nis: {ended}");
            Directory.Delete(workspace, recursive: true);
        });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_two_applies_at_once_one_goes_on_and_the_other_stops_and_says_why(bool sameWorkspace)
    {
        var planned = await PlannedAsync();
        var (_, expected) = await UndisturbedAsync(planned, "apply");
        await using var aws = await AccountAsync();
        var first = Copy(planned, "first");
        var second = sameWorkspace ? first : Copy(planned, "second");
        using var locked = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        aws.AfterCall = (_, name) =>
        {
            // The first change of anything but the lock: whoever makes it has the lock, and keeps it until the other was refused.
            if (name != "logs:CreateLogGroup" || locked.IsSet) return;
            locked.Set();
            goOn.Wait(TimeSpan.FromSeconds(25), Stop);
        };
        var winner = RunAsync(aws, first, "apply");
        Assert.True(locked.Wait(TimeSpan.FromMinutes(5), Stop));
        var refused = await RunAsync(aws, second, "apply");
        goOn.Set();
        Assert.Equal(ExitCode.Failed, refused.Code);
        // From another machine it meets the lock, or sees before that what the first one made since it was shown the changes.
        string[] clear = sameWorkspace ? ["another command changes this deployment"] : ["another apply (`", "the account moved since the changes were reviewed"];
        Assert.True(clear.Any(words => refused.Error.Contains(words, StringComparison.Ordinal)), refused.Error);
        Done(await winner, "the winner");
        Assert.Equal(expected, AccountSnapshot.Text(aws));
    }

    private async Task<string> PlannedAsync()
    {
        var workspace = _folder.In("planned");
        Workspaces.CopySample(workspace);
        await File.AppendAllTextAsync(Path.Combine(workspace, "costtool.yaml"), Workers, Stop);
        var done = await CommandLine.RunAsync("schedule", "plan", workspace);
        Assert.True(done.Code is ExitCode.Done, done.Error);
        // Two of the launched entries, and the workers: every type of resource, with few calls.
        var plan = Path.Combine(workspace, "plan", "plan.json");
        var whole = PlanFile.Read(await File.ReadAllBytesAsync(plan, Stop), plan).Plan;
        var few = whole with { Rows = [.. whole.Rows.Where(row => row.Strategy is Strategy.ScheduledOneShot).Take(2)] };
        Assert.Equal(2, few.Rows.Count);
        await File.WriteAllBytesAsync(plan, PlanFile.Of(few).ToBytes(), Stop);
        return workspace;
    }

    private async Task<(int Calls, string Account)> UndisturbedAsync(string planned, string command)
    {
        await using var aws = await AccountAsync();
        var workspace = Copy(planned, $"{command}-undisturbed");
        Done(await RunAsync(aws, workspace, "apply"), "apply");
        var before = command == "apply" ? 0 : aws.Calls.Count;
        if (command == "destroy") Done(await RunAsync(aws, workspace, command), command);
        return (aws.Calls.Count - before, AccountSnapshot.Text(aws));
    }

    private static async Task<AwsDouble.AwsDouble> AccountAsync()
    {
        var aws = await AwsDouble.AwsDouble.StartAsync("eu-west-3", TimeProvider.System, Stop);
        aws.Arrange(() =>
        {
            aws.Ec2.AddNetwork("vpc-1", 2, 250, "nat-1", "s3");
            foreach (var (id, zone) in (ReadOnlySpan<(string, string)>)[("subnet-0a11ce0000000001", "eu-west-3a"), ("subnet-0a11ce0000000002", "eu-west-3b")])
                aws.Ec2.Add("Subnets", new JsonObject { ["SubnetId"] = id, ["VpcId"] = "vpc-1", ["AvailabilityZone"] = zone, ["AvailableIpAddressCount"] = 250, ["State"] = "available" });
            aws.Ec2.Add("SecurityGroups", new JsonObject { ["GroupId"] = "sg-0a11ce0000000003", ["GroupName"] = "atelier", ["Description"] = "atelier", ["VpcId"] = "vpc-1" });
            aws.Account.Call("ecs", "CreateCluster", new JsonObject { ["clusterName"] = "atelier", ["capacityProviders"] = new JsonArray("FARGATE", "FARGATE_SPOT") });
            aws.Account.Call("iam", "CreateRole", new JsonObject
            {
                ["RoleName"] = "atelier-app",
                ["AssumeRolePolicyDocument"] = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}]}""",
            });
        });
        return aws;
    }

    private string Copy(string workspace, string name)
    {
        var copy = _folder.In(name);
        foreach (var file in Directory.GetFiles(workspace, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(copy, Path.GetRelativePath(workspace, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        return copy;
    }

    private static void Done(CommandResult result, string told) => Assert.True(result.Code is ExitCode.Done, $"{told}: {result.Error}{result.Output}");

    private static Task<CommandResult> RunAsync(AwsDouble.AwsDouble aws, string workspace, string command, Action<Process>? started = null) =>
        OwnProcess.RunAsync(aws.Environment(), started ?? (_ => { }), "schedule", command, workspace, "--yes");
}
