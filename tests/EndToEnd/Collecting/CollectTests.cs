using System.IO.Compression;
using System.Text.Json.Nodes;
using CostTool.Cli;

namespace CostTool.EndToEnd.Collecting;

/// <summary><c>costtool collect</c> with the double of AWS, a kubectl of recorded answers, and afterwards no network.</summary>
public sealed class CollectTests : IAsyncLifetime
{
    private const string Secret = "planted-secret";

    private readonly Dictionary<string, string> _environment = new() { ["AWS_ACCESS_KEY_ID"] = "AKIDEXAMPLE", ["AWS_SECRET_ACCESS_KEY"] = Secret, ["AWS_REGION"] = "us-east-1" };
    private readonly TemporaryFolder _workspace = new();
    private readonly TemporaryFolder _tools = new();
    private readonly DateOnly _finished = Month(-1);
    private AwsDouble.AwsDouble _aws = null!;

    public async ValueTask InitializeAsync()
    {
        _aws = await AwsDouble.AwsDouble.StartAsync(TestContext.Current.CancellationToken);
        _environment["AWS_ENDPOINT_URL"] = _aws.Address.ToString();
        // Twelve groups at five a page: three requests for the month.
        for (var item = 1; item <= 12; item++) _aws.CostExplorer.Add(_finished, "Amazon Elastic Compute Cloud - Compute", $"EUW3-BoxUsage:m5.{item}xlarge", item, item * 10, "Hrs");
        var account = _aws.Account;
        account.Call("ecs", "CreateCluster", new JsonObject { ["clusterName"] = "atelier" });
        account.Call("ecs", "RegisterTaskDefinition", new JsonObject
        {
            ["family"] = "web", ["cpu"] = "512", ["memory"] = "1024", ["networkMode"] = "awsvpc", ["requiresCompatibilities"] = new JsonArray("FARGATE"),
            ["containerDefinitions"] = new JsonArray(new JsonObject
            {
                ["name"] = "web", ["image"] = "123456789012.dkr.ecr.eu-west-3.amazonaws.com/web:1", ["memory"] = 1024, ["command"] = new JsonArray("serve", $"--key={Secret}"),
                ["environment"] = new JsonArray(new JsonObject { ["name"] = "DATABASE_URL", ["value"] = $"postgresql://u:{Secret}@db/shop" }),
            }),
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _aws.DisposeAsync();
        _workspace.Dispose();
        _tools.Dispose();
    }

    [Fact]
    public async Task A_bill_in_pages_becomes_one_file_that_is_read_offline_and_never_asked_for_again()
    {
        var first = await OwnProcess.RunAsync(_environment, "collect", _workspace.Path, "--from", "aws");
        Assert.Equal((ExitCode.Done, ""), (first.Code, Errors(first)));
        // Three pages of the finished month and, but for its first day, one of the running one.
        var expected = TimeProvider.System.GetUtcNow().Day == 1 ? 3 : 4;
        Assert.Equal(expected, Asked());
        Assert.Contains($"Cost Explorer: {expected} requests, $0.0{expected}", first.Output, StringComparison.Ordinal);
        Assert.Contains("at $0.01 a request: at least", first.Error, StringComparison.Ordinal);

        Assert.Equal($"month: {_finished:yyyy-MM}\n", File.ReadAllText(_workspace.In("costtool.yaml")));

        await OwnProcess.RunAsync(_environment, "collect", _workspace.Path, "--from", "aws");
        Assert.Equal(expected, Asked());

        _environment["AWS_ENDPOINT_URL"] = "http://127.0.0.1:1";
        var bill = await OwnProcess.RunAsync(_environment, "bill", _workspace.In("bill", $"cost-explorer-{_finished:yyyy-MM}.json"), "--json");
        Assert.Equal(ExitCode.Done, bill.Code);
        // 1 + 2 + … + 12 dollars
        Assert.Contains("78", bill.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_limit_stops_between_pages_and_a_later_run_pays_only_for_the_rest()
    {
        var stopped = await OwnProcess.RunAsync(_environment, "collect", _workspace.Path, "--from", "aws", "--max-cost-explorer-requests", "2");
        Assert.Equal(ExitCode.Failed, stopped.Code);
        Assert.Contains("after 2 requests, $0.02", stopped.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_workspace.In("bill", $"cost-explorer-{_finished:yyyy-MM}.json")));
        Assert.Contains("ECS: 1 clusters", stopped.Output, StringComparison.Ordinal);
        await OwnProcess.RunAsync(_environment, "collect", _workspace.Path, "--from", "aws");
        Assert.Equal(TimeProvider.System.GetUtcNow().Day == 1 ? 3 : 4, Asked());
    }

    [Fact]
    public async Task A_dry_run_asks_nothing_and_writes_nothing()
    {
        var told = await OwnProcess.RunAsync(_environment, "collect", _workspace.In("new"), "--from", "aws,kubernetes", "--dry-run");
        Assert.Equal(ExitCode.Done, told.Code);
        Assert.Contains("--max-cost-explorer-requests stops at 20, $0.20", told.Output, StringComparison.Ordinal);
        Assert.Contains("kubectl get pods --all-namespaces --output json", told.Output, StringComparison.Ordinal);
        Assert.Empty(_aws.Calls);
        Assert.False(Directory.Exists(_workspace.In("new")));
    }

    [Fact]
    public async Task Secrets_of_a_cluster_are_never_written_and_its_report_is_that_of_the_whole_answers()
    {
        using var sample = new GeneratedSample();
        Kubectl(sample);
        var result = await OwnProcess.RunAsync(_environment, "collect", _workspace.Path, "--from", "kubernetes", "--context", "prod");
        Assert.Equal((ExitCode.Done, ""), (result.Code, Errors(result)));
        Assert.DoesNotContain(Secret, EverythingWritten() + result.Output + result.Error, StringComparison.Ordinal);
        Assert.Contains("--context prod get nodes --output json", File.ReadAllText(_tools.In("asked")), StringComparison.Ordinal);

        using var plain = new TemporaryFolder();
        foreach (var file in (string[])["nodes", "pods", "workloads"]) plain.Write($"k8s/{file}.json", File.ReadAllText(_tools.In($"{file}.json")));
        foreach (var folder in (string[])[plain.Path, _workspace.Path])
            Assert.Equal(ExitCode.Done, (await CommandLine.RunAsync("report", folder, "--out", Path.Combine(folder, "report"), "--as-of", "2026-11-01")).Code);
        foreach (var csv in (string[])["scenarios.csv", "scenario_lines.csv", "workloads.csv"])
            Assert.Equal(File.ReadAllText(plain.In("report", csv)), File.ReadAllText(_workspace.In("report", csv)));
    }

    [Fact]
    public async Task Task_definitions_keep_sizes_but_no_secrets_and_redacted_account_ids_still_join()
    {
        _aws.Account.Call("ecs", "CreateService", new JsonObject
        {
            ["cluster"] = "atelier", ["serviceName"] = "web", ["taskDefinition"] = "web", ["desiredCount"] = 1, ["launchType"] = "FARGATE",
            ["networkConfiguration"] = new JsonObject { ["awsvpcConfiguration"] = new JsonObject { ["subnets"] = new JsonArray("subnet-1") } },
        });
        var result = await OwnProcess.RunAsync(_environment, "collect", _workspace.Path, "--from", "aws", "--redact");
        Assert.Equal((ExitCode.Done, ""), (result.Code, Errors(result)));
        Assert.Contains("1 clusters, 1 services, 1 task definitions", result.Output, StringComparison.Ordinal);
        var written = EverythingWritten();
        Assert.DoesNotContain(Secret, written + result.Output + result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(_aws.Account.AccountId, written, StringComparison.Ordinal);
        var service = JsonNode.Parse(File.ReadAllText(_workspace.In("ecs", "services-atelier-1.json")))!["services"]![0]!;
        var definition = JsonNode.Parse(File.ReadAllText(_workspace.In("ecs", "task-definition-web-1.json")))!["taskDefinition"]!;
        Assert.Equal(definition["taskDefinitionArn"]!.GetValue<string>(), service["taskDefinition"]!.GetValue<string>());
        Assert.Equal(("512", "1024"), (definition["cpu"]!.GetValue<string>(), definition["memory"]!.GetValue<string>()));
        Assert.Contains("with --redact", (await OwnProcess.RunAsync(_environment, "collect", _workspace.Path, "--from", "aws")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Running_instances_are_written_without_their_secrets_and_their_types_are_those_whose_prices_are_asked()
    {
        foreach (var (id, type, state) in (ReadOnlySpan<(string, string, string)>)[("i-2", "m5.xlarge", "running"), ("i-1", "c5.large", "running"), ("i-3", "m5.4xlarge", "stopped")])
        {
            _aws.Ec2.Add("Instances", new JsonObject
            {
                ["InstanceId"] = id, ["InstanceType"] = type, ["InstanceLifecycle"] = id == "i-1" ? "spot" : null, ["Architecture"] = "x86_64", ["KeyName"] = Secret, ["PrivateIpAddress"] = "10.1.2.3",
                ["State"] = new JsonObject { ["Name"] = state, ["Code"] = state is "running" ? 16 : 80 }, ["Placement"] = new JsonObject { ["AvailabilityZone"] = "us-east-1a", ["Tenancy"] = "default" },
                ["Tags"] = new JsonArray(new JsonObject { ["Key"] = "eks:cluster-name", ["Value"] = "prod" }, new JsonObject { ["Key"] = "password", ["Value"] = Secret }),
            });
        }

        _workspace.Write("costtool.yaml", "region: us-east-1\n");
        var result = await OwnProcess.RunAsync(_environment, "collect", _workspace.Path, "--from", "aws,prices");
        Assert.Contains("EC2: 2 instances of 2 types", result.Output, StringComparison.Ordinal);
        var written = JsonNode.Parse(File.ReadAllText(_workspace.In("ec2", "instances.json")))!["Reservations"]![0]!["Instances"]!.AsArray();
        Assert.Equal(["i-1 c5.large spot", "i-2 m5.xlarge "], written.Select(instance => $"{instance!["InstanceId"]} {instance["InstanceType"]} {instance["InstanceLifecycle"]}"));
        Assert.Equal("""[{"Key":"eks:cluster-name","Value":"prod"}]""", written[0]!["Tags"]!.ToJsonString());
        Assert.DoesNotContain(Secret, EverythingWritten(), StringComparison.Ordinal);
        Assert.DoesNotContain("10.1.2.3", EverythingWritten(), StringComparison.Ordinal);
        // Beside them those that the bill names; what is stopped is not asked for.
        Assert.Contains("Pricing: GetProducts of Fargate and of c5.large, m5.10xlarge, ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_collected_rows_of_a_database_give_the_schedules_that_the_database_gave()
    {
        var database = _tools.In("beat.sqlite3");
        await using (var packed = new GZipStream(File.OpenRead(Repository.Path("tests", "Sources.Tests", "Data", "celery", "django_celery.sqlite3.gz")), CompressionMode.Decompress))
        await using (var file = File.Create(database)) await packed.CopyToAsync(file, TestContext.Current.CancellationToken);
        _workspace.Write("costtool.yaml", $"celery: {{database: \"sqlite:///{database}\"}}\n");
        var direct = await Schedules();
        var result = await OwnProcess.RunAsync(_environment, "collect", _workspace.Path, "--from", "celery");
        Assert.Equal((ExitCode.Done, ""), (result.Code, Errors(result)));
        File.Delete(database);
        Assert.Equal(direct, await Schedules());
        Assert.NotEmpty(direct);

        async Task<IReadOnlyList<string>> Schedules()
        {
            var imported = await CommandLine.RunAsync("schedule", "import", _workspace.Path, "--json");
            Assert.Equal(ExitCode.Done, imported.Code);
            // A row's place differs, and so may the spaces within JSON that an entry carries.
            return [.. imported.Output.Replace(" ", "", StringComparison.Ordinal).Split('\n').Where(line => !line.Contains("\"origin\"", StringComparison.Ordinal))];
        }
    }

    [Fact]
    public async Task A_missing_kubectl_is_one_error_and_the_others_are_collected()
    {
        _environment["PATH"] = _tools.Path;
        var result = await OwnProcess.RunAsync(_environment, "collect", _workspace.Path, "--from", "kubernetes,aws");
        Assert.Equal(ExitCode.Failed, result.Code);
        Assert.Equal("error: kubernetes: `kubectl` cannot be started (PATH): install kubectl, or leave kubernetes out of --from\n", Errors(result));
        Assert.Contains("ECS: 1 clusters", result.Output, StringComparison.Ordinal);
    }

    private int Asked() => _aws.Calls.Count(call => call.Name == "ce:GetCostAndUsage");

    private static string Errors(CommandResult result) => string.Concat(result.Error.Split('\n').Where(line => line.StartsWith("error:", StringComparison.Ordinal)).Select(line => line + "\n"));

    // What gunzip gives is searched too: a packed secret is written all the same.
    private string EverythingWritten() => string.Concat(Directory.EnumerateFiles(_workspace.Path, "*", SearchOption.AllDirectories).Select(file =>
    {
        using Stream bytes = file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(File.OpenRead(file), CompressionMode.Decompress) : File.OpenRead(file);
        using var reader = new StreamReader(bytes);
        return reader.ReadToEnd();
    }));

    private void Kubectl(GeneratedSample sample)
    {
        foreach (var file in (string[])["nodes", "pods", "workloads"])
        {
            var list = JsonNode.Parse(File.ReadAllText(sample.Path($"k8s/{file}.json")))!;
            foreach (var container in Containers(list))
                (container["env"], container["args"]) = (new JsonArray(new JsonObject { ["name"] = "KEY", ["value"] = Secret }), new JsonArray(Secret));
            _tools.Write($"{file}.json", list.ToJsonString());
        }

        var script = _tools.Write("kubectl", $"#!/bin/sh\necho \"$@\" >> '{_tools.In("asked")}'\ncase \"$*\" in *nodes*) f=nodes;; *pods*) f=pods;; *) f=workloads;; esac\nexec cat '{_tools.Path}'/$f.json\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _environment["PATH"] = $"{_tools.Path}:{Environment.GetEnvironmentVariable("PATH")}";
    }

    private static IEnumerable<JsonNode> Containers(JsonNode? node) => node switch
    {
        JsonArray items => items.SelectMany(Containers),
        JsonObject members => members.SelectMany(member => member is { Key: "containers" or "initContainers", Value: JsonArray containers } ? containers.OfType<JsonObject>() : Containers(member.Value)),
        _ => [],
    };

    private static DateOnly Month(int offset) => TimeProvider.System.GetUtcNow() is var today ? new DateOnly(today.Year, today.Month, 1).AddMonths(offset) : default;
}
