using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CostTool.Cli;
using CostTool.EndToEnd.Collecting;
using CostTool.EndToEnd.Doctor;

namespace CostTool.EndToEnd.Deployments;

/// <summary>The program as a process, with the double of AWS behind <c>AWS_ENDPOINT_URL</c>.</summary>
public sealed class AwsDeploymentTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private AwsDouble.AwsDouble _aws = null!;

    private string Configuration => _folder.In("costtool.yaml");

    public async ValueTask InitializeAsync()
    {
        _aws = await AwsDouble.AwsDouble.StartAsync("eu-west-3", TimeProvider.System, TestContext.Current.CancellationToken);
        _aws.Arrange(() =>
        {
            _aws.Ec2.AddNetwork("vpc-1", 2, 250, "nat-1", "s3");
            _aws.Account.Call("ecs", "CreateCluster", new JsonObject { ["clusterName"] = "atelier", ["capacityProviders"] = new JsonArray("FARGATE", "FARGATE_SPOT") });
            _aws.Account.Call("iam", "CreateRole", new JsonObject
            {
                ["RoleName"] = "atelier-app",
                ["AssumeRolePolicyDocument"] = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}]}""",
            });
        });
        Workspaces.CopySample(_folder.Path);
        await EditAsync("subnet-0a11ce0000000001, subnet-0a11ce0000000002", "subnet-0a11ce01, subnet-0a11ce02");
        _aws.Arrange(() =>
        {
            foreach (var (id, zone) in (ReadOnlySpan<(string, string)>)[("subnet-0a11ce01", "eu-west-3a"), ("subnet-0a11ce02", "eu-west-3b")])
                _aws.Ec2.Add("Subnets", new JsonObject { ["SubnetId"] = id, ["VpcId"] = "vpc-1", ["AvailabilityZone"] = zone, ["AvailableIpAddressCount"] = 250, ["State"] = "available" });
            _aws.Ec2.Add("SecurityGroups", new JsonObject { ["GroupId"] = "sg-0a11ce0000000003", ["GroupName"] = "atelier", ["Description"] = "atelier", ["VpcId"] = "vpc-1" });
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _aws.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_sample_is_collected_planned_applied_compared_changed_exported_and_destroyed_to_nothing()
    {
        await CollectAsync();
        Done(await RunAsync("plan"));
        var alone = await RunAsync("apply");
        Assert.Equal(ExitCode.Failed, alone.Code);
        Assert.Contains("nobody is there to agree to", alone.Error, StringComparison.Ordinal);

        var applied = Done(await RunAsync("apply", "--yes", "--debug"));
        Assert.Contains("through NAT at 0.05 USD", applied.Error, StringComparison.Ordinal);
        Assert.Matches(@"aws: \S.* CreateSchedule \d+ ms 200 \S+", applied.Error);
        Assert.DoesNotContain("planted-secret", applied.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Authorization", applied.Error, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("done: ", applied.Output, StringComparison.Ordinal);

        Assert.StartsWith("0 to create, 0 to change, 0 to remove, ", Done(await RunAsync("diff", "--detailed-exitcode")).Output, StringComparison.Ordinal);
        Assert.Contains("done: 0 created", Done(await RunAsync("apply", "--yes")).Output, StringComparison.Ordinal);

        await EditAsync("log_retention_days: 30", "log_retention_days: 90");
        var changes = _folder.In("changes.json");
        var changed = await RunAsync("diff", "--detailed-exitcode", "--refresh", "--out", changes);
        Assert.Equal(ExitCode.Changes, changed.Code);
        Assert.StartsWith("~ update AWS::Logs::LogGroup /costtool/atelier\n      RetentionInDays: 30 -> 90\n0 to create, 1 to change, 0 to remove, ", changed.Output, StringComparison.Ordinal);
        using (var told = JsonDocument.Parse(await File.ReadAllTextAsync(changes, TestContext.Current.CancellationToken)))
            Assert.Equal(1, told.RootElement.GetProperty("summary").GetProperty("update").GetInt32());
        Assert.Contains("done: 0 created, 1 changed, 0 replaced, 0 removed", Done(await RunAsync("apply", "--reviewed", changes)).Output, StringComparison.Ordinal);

        Done(await RunAsync("export", "--out", _folder.In("template.yaml")));
        Directory.Delete(_folder.In("plan"), recursive: true);
        Done(await RunAsync("destroy", "--dry-run"));
        Assert.NotEmpty(_aws.Scheduler.Groups);
        Done(await RunAsync("destroy", "--yes"));
        Assert.Empty(_aws.Scheduler.Groups);
        Assert.Contains("0 to remove", Done(await RunAsync("destroy", "--yes")).Output, StringComparison.Ordinal);
        foreach (var kept in Directory.GetFiles(_folder.In(".costtool"), "*", SearchOption.AllDirectories))
            Assert.DoesNotContain("planted-secret", await File.ReadAllTextAsync(kept, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(60)]
    public async Task Killed_after_a_change_the_same_command_goes_on(int changesBefore)
    {
        Done(await RunAsync("plan"));
        var changes = 0;
        Process? running = null;
        _aws.AfterCall = (_, name) =>
        {
            if (name.Split(':')[1].StartsWith("Create", StringComparison.Ordinal) | name.Split(':')[1].StartsWith("Put", StringComparison.Ordinal) && ++changes == changesBefore) running?.Kill();
        };
        var killed = await RunAsync(process => running = process, "apply", "--yes");
        _aws.AfterCall = null;
        if (changes >= changesBefore) Assert.NotEqual(ExitCode.Done, killed.Code);
        Done(await RunAsync("apply", "--yes"));
        Assert.StartsWith("0 to create, 0 to change, 0 to remove, ", Done(await RunAsync("diff", "--detailed-exitcode", "--refresh")).Output, StringComparison.Ordinal);
        Assert.DoesNotContain(_aws.Scheduler.Groups, group => group.ToString()!.Contains("-lock", StringComparison.Ordinal));
    }

    // Bill, cluster and prices come from the account; the schedules and their history are the app's own files.
    private async Task CollectAsync()
    {
        using var tools = new TemporaryFolder();
        var sample = Repository.Path("samples", "atelier");
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var month = today.AddDays(1 - today.Day).AddMonths(-1);
        foreach (var folder in (string[])["bill", "k8s"]) Directory.Delete(_folder.In(folder), recursive: true);
        await EditAsync("month: 2026-10\nbill: [bill/*.csv.gz]\n", $"month: {month:yyyy-MM}\n");
        await EditAsync("prices: builtin", "prices: prices");
        var billed = CollectedSample.FillBill(_aws, sample, month);
        CollectedSample.FillPrices(_aws);
        var before = _aws.Calls.Count;
        var environment = _aws.Environment();
        environment["PATH"] = CollectedSample.Kubectl(tools, sample);
        var collected = Done(await OwnProcess.RunAsync(environment, "collect", _folder.Path, "--from", "aws,kubernetes,prices"));
        AllowedCalls.Are("collect", _aws.Calls.Skip(before));
        Assert.Contains("ECS: 1 clusters", collected.Output, StringComparison.Ordinal);
        var bill = Done(await CommandLine.RunAsync("bill", _folder.In("bill", $"cost-explorer-{month:yyyy-MM}.json"), "--json"));
        Assert.Contains(billed.ToString(CultureInfo.InvariantCulture), bill.Output, StringComparison.Ordinal);
    }

    private static CommandResult Done(CommandResult result)
    {
        Assert.True(result.Code is ExitCode.Done, result.Error + result.Output);
        return result;
    }

    private async Task EditAsync(string before, string after)
    {
        var text = await File.ReadAllTextAsync(Configuration, TestContext.Current.CancellationToken);
        Assert.Contains(before, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Configuration, text.Replace(before, after, StringComparison.Ordinal), TestContext.Current.CancellationToken);
    }

    private Task<CommandResult> RunAsync(string command, params string[] options) => RunAsync(_ => { }, command, options);

    private async Task<CommandResult> RunAsync(Action<Process> started, string command, params string[] options)
    {
        var before = _aws.Calls.Count;
        var result = await OwnProcess.RunAsync(_aws.Environment(), started, ["schedule", command, _folder.Path, .. options]);
        AllowedCalls.Are($"schedule {command}", _aws.Calls.Skip(before));
        return result;
    }
}
