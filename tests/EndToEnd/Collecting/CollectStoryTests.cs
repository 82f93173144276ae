using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Units;
using CostTool.Cli;
using CostTool.Cli.Celery;
using CostTool.Sources.Collecting;
using CostTool.Sources.Pricing;
using CostTool.Sources.Workspaces;

namespace CostTool.EndToEnd.Collecting;

/// <summary>A workspace from an account, a cluster and a database, used without a network; and the same after being killed.</summary>
public sealed partial class CollectStoryTests : IAsyncLifetime
{
    private const string NoNetwork = "http://127.0.0.1:1";
    private readonly TemporaryFolder _workspace = new();
    private readonly TemporaryFolder _tools = new();
    private readonly GeneratedSample _sample = new();
    private readonly DateOnly _finished = Today.AddDays(1 - Today.Day).AddMonths(-1);
    private readonly Dictionary<string, string> _environment = new() { ["AWS_ACCESS_KEY_ID"] = "AKIDEXAMPLE", ["AWS_SECRET_ACCESS_KEY"] = "planted-secret", ["AWS_REGION"] = "eu-west-3" };
    private AwsDouble.AwsDouble _aws = null!;

    private static DateOnly Today => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    public async ValueTask InitializeAsync()
    {
        _aws = await AwsDouble.AwsDouble.StartAsync(TestContext.Current.CancellationToken);
        _environment["AWS_ENDPOINT_URL"] = _aws.Address.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        await _aws.DisposeAsync();
        _workspace.Dispose();
        _tools.Dispose();
        _sample.Dispose();
    }

    [Fact]
    public async Task A_workspace_from_everything_is_reported_and_planned_without_a_network_and_the_bill_is_the_accounts()
    {
        var billed = FillBill();
        FillEcs();
        CollectedSample.FillPrices(_aws);
        _environment["PATH"] = CollectedSample.Kubectl(_tools, _sample.Path(""));
        var database = await DatabaseAsync();
        _environment["COSTTOOL_TEST_DB"] = $"sqlite:///{database}";
        _workspace.Write("costtool.yaml", $"region: eu-west-3\nmonth: {_finished:yyyy-MM}\nprices: prices\ncelery: {{database: env:COSTTOOL_TEST_DB, history: env:COSTTOOL_TEST_DB}}\n");

        var result = await OwnProcess.RunAsync(_environment, "collect", _workspace.Path, "--from", "prices,celery,cloudwatch,aws,kubernetes", "--days", "2");
        Assert.True(result.Code == ExitCode.Done, result.Error + result.Output);
        // Two metrics of one service on two days.
        Assert.Contains("2 metrics of ECS services as collected, 2 of the last 2 days: 4 metrics, $0.00004", result.Error, StringComparison.Ordinal);
        Assert.Contains("CloudWatch: 2 samples of 1 services in 1 days, nothing in 1", result.Output, StringComparison.Ordinal);

        // The price that was asked, with its evidence; beside it what the built-in book has and the price list has not.
        var book = PriceBookFolder.Open(_workspace.In("prices")).For(Region.Parse("eu-west-3", "test"));
        var builtIn = PriceBook.LoadBuiltIn().For(Region.Parse("eu-west-3", "test"));
        Assert.Equal((0.9m, "AWS price list AmazonEC2, SKU M5X", "2026-11-20"), (book.OnDemand("m5.xlarge").UsdPerUnit, book.OnDemand("m5.xlarge").Source, book.OnDemand("m5.xlarge").Dated));
        Assert.Equal(0.07m, book.Find(PriceIds.Fargate(book.Region, Analyzer.Pricing.OperatingSystem.Linux, CpuArchitecture.X86_64, FargateUnits.VCpuHour, PurchaseOption.OnDemand))!.UsdPerUnit);
        var spot = PriceIds.Fargate(book.Region, Analyzer.Pricing.OperatingSystem.Linux, CpuArchitecture.X86_64, FargateUnits.VCpuHour, PurchaseOption.Spot);
        Assert.Equal(builtIn.Find(spot)!.UsdPerUnit, book.Find(spot)!.UsdPerUnit);
        Assert.Contains("Fargate Spot is not in the price list", result.Output, StringComparison.Ordinal);

        // From here on there is neither network nor database.
        var profiles = await ProfilesAsync(_tools.Path);
        Assert.NotEmpty(profiles);
        _environment["AWS_ENDPOINT_URL"] = NoNetwork;
        File.Delete(database);
        Assert.Equal(profiles, await ProfilesAsync(_workspace.Path));
        var calls = _aws.Calls.Count;
        var report = await OwnProcess.RunAsync(_environment, "report", _workspace.Path, "--out", _workspace.In("report"), "--as-of", Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Assert.True(report.Code == ExitCode.Done, report.Error);
        Assert.Equal(billed, Reconciled());
        var plan = await OwnProcess.RunAsync(_environment, "schedule", "plan", _workspace.Path, "--out", _workspace.In("plan"));
        Assert.True(plan.Code is ExitCode.Done or ExitCode.Changes, plan.Error);
        Assert.True(File.Exists(_workspace.In("plan", "plan.json")));
        Assert.Equal(calls, _aws.Calls.Count);

        // Nothing is asked twice on a day but what may change and is free.
        _environment["AWS_ENDPOINT_URL"] = _aws.Address.ToString();
        await OwnProcess.RunAsync(_environment, "collect", _workspace.Path, "--from", "aws,cloudwatch,prices", "--days", "2");
        Assert.DoesNotContain(_aws.Calls.Skip(calls), call => call.Name is "ce:GetCostAndUsage" or "cloudwatch:GetMetricData" or "pricing:GetProducts");

        // The first workspace reads the database itself.
        async Task<IReadOnlyList<(string, long, double)>> ProfilesAsync(string folder)
        {
            if (folder == _tools.Path) _tools.Write("costtool.yaml", $"celery: {{database: \"sqlite:///{database}\", history: \"sqlite:///{database}\"}}\n");
            var read = await CeleryWorkspace.ReadAsync(WorkspaceReader.Open(folder), null, false, TestContext.Current.CancellationToken);
            return [.. read.Profiles.Select(profile => (profile.Task, profile.Runs, profile.Runtime.SumSeconds))];
        }
    }

    [Theory]
    [InlineData(2)] // the second page of the bill
    [InlineData(7)] // within ECS
    [InlineData(10)] // within the metrics or prices
    public async Task Killed_at_a_call_the_same_command_ends_with_the_files_of_an_uninterrupted_one(int call)
    {
        FillBill();
        FillEcs();
        CollectedSample.FillPrices(_aws);
        using var whole = new TemporaryFolder();
        var done = await CollectAsync(whole.Path, _ => { });
        Assert.True(done.Code == ExitCode.Done, done.Error);
        var (all, paid) = (_aws.Calls.Count, Paid());
        var day = TimeProvider.System.GetUtcNow().Date;
        Assert.True(call < all, $"{all} calls");

        Process? running = null;
        var seen = 0;
        _aws.AfterCall = (_, _) =>
        {
            if (++seen == call) running!.Kill();
        };
        Assert.NotEqual(ExitCode.Done, (await CollectAsync(_workspace.Path, process => running = process)).Code);
        _aws.AfterCall = null;
        var again = await CollectAsync(_workspace.Path, _ => { });
        Assert.True(again.Code == ExitCode.Done, again.Error);
        Assert.Equal(Files(whole.Path), Files(_workspace.Path));
        // The answer that was under way is lost; no other is asked for again on the same day. Pages of two days are not put together.
        Assert.InRange(Paid() - paid, paid, TimeProvider.System.GetUtcNow().Date == day ? paid + 1 : 2 * paid);
    }

    [Fact]
    public async Task Metrics_of_many_services_are_asked_by_the_five_hundred_and_in_pages_and_none_is_lost()
    {
        const int Services = 260;
        FillBill();
        FillEcs();
        for (var service = 2; service <= Services; service++)
        {
            var name = $"web-{service}";
            _aws.Account.Call("ecs", "CreateService", new JsonObject
            {
                ["cluster"] = "atelier", ["serviceName"] = name, ["taskDefinition"] = "web", ["desiredCount"] = 1, ["launchType"] = "FARGATE",
                ["networkConfiguration"] = new JsonObject { ["awsvpcConfiguration"] = new JsonObject { ["subnets"] = new JsonArray("subnet-1") } },
            });
            foreach (var metric in (ReadOnlySpan<string>)["CPUUtilization", "MemoryUtilization"])
                _aws.CloudWatch.Put("AWS/ECS", metric, [("ClusterName", "atelier"), ("ServiceName", name)], new DateTimeOffset(Today.AddDays(-1), new TimeOnly(0, 10), TimeSpan.Zero), 50);
        }

        _aws.CloudWatch.PointsOfAPage = 300;
        var result = await OwnProcess.RunAsync(_environment, "collect", _workspace.Path, "--from", "aws,cloudwatch", "--days", "1", "--region", "eu-west-3");
        Assert.True(result.Code == ExitCode.Done, result.Error);
        // The first of them has two samples.
        Assert.Contains($"CloudWatch: {Services + 1} samples of {Services} services in 1 days", result.Output, StringComparison.Ordinal);
        // 520 metrics: 500 of them with 502 points in two pages, then 20.
        Assert.Equal(3, _aws.Calls.Count(call => call.Name == "cloudwatch:GetMetricData" && call.Error is null));
    }

    [Fact]
    public async Task A_bill_of_the_users_own_keeps_Cost_Explorer_from_being_asked()
    {
        FillBill();
        _workspace.Write("bill/export.csv", "bill/BillingPeriodStartDate,lineItem/UnblendedCost\n");
        var result = await OwnProcess.RunAsync(_environment, "collect", _workspace.Path, "--from", "aws");
        Assert.Contains("Cost Explorer: not asked, as bill/export.csv is a bill already and the same money would count twice", result.Error, StringComparison.Ordinal);
        Assert.Equal(0, Paid());
    }

    [Theory]
    [InlineData("""{"OwnerId":"123456789012","n":1}""", false)]
    [InlineData("""{"accountId": "123456789012"}""", false)]
    [InlineData("""{"when":"123456789012"}""", true)]
    [InlineData("""{"OwnerId":"1234567890123"}""", true)]
    public void Account_ids_are_known_by_the_members_that_hold_them(string text, bool kept) =>
        Assert.Equal(kept, new AccountRedaction(new byte[32]).Redact(text) == text);

    [GeneratedRegex("asked-[0-9]{4}-[0-9]{2}-[0-9]{2}")]
    private static partial Regex Day();

    private int Paid() => _aws.Calls.Count(call => call.Name == "ce:GetCostAndUsage");

    // What the record and the raw answers say of the time differs from run to run; every file that is read does not.
    private static IReadOnlyList<string> Files(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => (Path: file, Name: Path.GetRelativePath(folder, file)))
            .Where(file => file.Name != "collect.json").OrderBy(file => file.Name, StringComparer.Ordinal)
            .Select(file => file.Name.StartsWith("raw", StringComparison.Ordinal) ? Day().Replace(file.Name, "asked") : $"{file.Name} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file.Path)))}"),
    ];

    private Task<CommandResult> CollectAsync(string folder, Action<Process> started) =>
        OwnProcess.RunAsync(_environment, started, "collect", folder, "--from", "aws,cloudwatch,prices", "--days", "1", "--months", "2", "--concurrency", "1");

    private decimal FillBill() => CollectedSample.FillBill(_aws, _sample.Path(""), _finished);

    private void FillEcs()
    {
        var account = _aws.Account;
        account.Call("ecs", "CreateCluster", new JsonObject { ["clusterName"] = "atelier" });
        account.Call("ecs", "RegisterTaskDefinition", new JsonObject
        {
            ["family"] = "web", ["cpu"] = "512", ["memory"] = "1024", ["networkMode"] = "awsvpc", ["requiresCompatibilities"] = new JsonArray("FARGATE"),
            ["containerDefinitions"] = new JsonArray(new JsonObject { ["name"] = "web", ["image"] = "123456789012.dkr.ecr.eu-west-3.amazonaws.com/web:1", ["memory"] = 1024 }),
        });
        account.Call("ecs", "CreateService", new JsonObject
        {
            ["cluster"] = "atelier", ["serviceName"] = "web", ["taskDefinition"] = "web", ["desiredCount"] = 1, ["launchType"] = "FARGATE",
            ["networkConfiguration"] = new JsonObject { ["awsvpcConfiguration"] = new JsonObject { ["subnets"] = new JsonArray("subnet-1") } },
        });
        var start = new DateTimeOffset(Today.AddDays(-1), TimeOnly.MinValue, TimeSpan.Zero);
        foreach (var (minutes, percent) in (ReadOnlySpan<(int, double)>)[(10, 20), (20, 60)])
            foreach (var metric in (ReadOnlySpan<string>)["CPUUtilization", "MemoryUtilization"])
                _aws.CloudWatch.Put("AWS/ECS", metric, [("ClusterName", "atelier"), ("ServiceName", "web")], start.AddMinutes(minutes), percent);
    }

    private async Task<string> DatabaseAsync()
    {
        var database = _tools.In("beat.sqlite3");
        await using var packed = new GZipStream(File.OpenRead(Repository.Path("tests", "Sources.Tests", "Data", "celery", "django_celery.sqlite3.gz")), CompressionMode.Decompress);
        await using var file = File.Create(database);
        await packed.CopyToAsync(file, TestContext.Current.CancellationToken);
        return database;
    }

    private decimal Reconciled()
    {
        var rows = File.ReadAllLines(_workspace.In("report", "reconciliation.csv"));
        var column = Array.FindIndex(rows[0].Split(','), name => name == "billed_usd");
        Assert.True(column >= 0, rows[0]);
        return rows.Skip(1).Sum(row => decimal.Parse(CsvLine.Split(row)![column], CultureInfo.InvariantCulture));
    }
}
