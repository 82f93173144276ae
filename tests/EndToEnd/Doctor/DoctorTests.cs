using System.Text.Json;
using System.Text.Json.Nodes;
using CostTool.AwsDouble.Faults;
using CostTool.Cli;
using CostTool.Scheduler.Permissions;
using CostTool.Sources.Tests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CostTool.EndToEnd.Doctor;

/// <summary><c>costtool doctor</c>, the built program, with the double of AWS behind <c>AWS_ENDPOINT_URL</c>.</summary>
public sealed class DoctorTests : IAsyncLifetime
{
    private const string Secret = "planted/secret+of+forty+letters+exactly0";
    private const string Role = "deployer";

    private AwsDouble.AwsDouble _aws = null!;

    public async ValueTask InitializeAsync()
    {
        _aws = await AwsDouble.AwsDouble.StartAsync("eu-west-3", TimeProvider.System, TestContext.Current.CancellationToken);
        _aws.Sts.CallerRole = Role;
    }

    public async ValueTask DisposeAsync() => await _aws.DisposeAsync();

    [Fact]
    public async Task With_the_policy_that_it_prints_every_command_is_allowed()
    {
        var policy = await OwnProcess.RunAsync(Keys(), "doctor", "--policy", "all", "--account", "123456789012");
        Assert.Equal(ExitCode.Done, policy.Code);
        Grant(policy.Output);
        var findings = await FindingsAsync(Keys(), ExitCode.Done, "doctor", "--json");
        Assert.All(findings.Where(finding => finding.Check.StartsWith("may ", StringComparison.Ordinal)), finding => Assert.Equal("ok", finding.Level));
        Assert.Equal(PermissionTable.Commands.Count - 1, findings.Count(finding => finding.Check.StartsWith("may ", StringComparison.Ordinal)));
        Assert.Contains(findings, finding => (finding.Check, finding.Level) == ("account", "ok") && finding.What == $"123456789012 as arn:aws:sts::123456789012:assumed-role/{Role}/operator, region eu-west-3");
        Assert.Contains(findings, finding => (finding.Check, finding.Level) == ("clock", "ok"));
        Assert.Contains(findings, finding => (finding.Check, finding.Level) == ("endpoints", "ok") && finding.What.EndsWith("(AWS_ENDPOINT_URL): answers", StringComparison.Ordinal));
        Assert.Contains(findings, finding => (finding.Check, finding.Level) == ("credentials", "ok") && finding.What == "key AKID…MPLE from the environment (AWS_ACCESS_KEY_ID)");
        // Nothing but reading, and no call twice as often as there are statements and resources.
        Assert.All(_aws.Calls.Where(call => call.Signature is not null), call => Assert.Contains(call.Name.Split(':')[1], (string[])["GetCallerIdentity", "GetRole", "SimulatePrincipalPolicy"]));
    }

    [Theory]
    [InlineData("scheduler:CreateSchedule", "schedule apply")]
    [InlineData("iam:PassRole", "schedule apply")]
    [InlineData("athena:StartQueryExecution", "bill --athena")]
    public async Task A_missing_permission_is_named_with_the_command_that_needs_it(string action, string command)
    {
        var policy = JsonNode.Parse(PolicyDocument.For(PermissionTable.Commands, new PermissionPlace { Region = "eu-west-3", Account = "123456789012" }).Json)!;
        foreach (var statement in policy["Statement"]!.AsArray())
        {
            var actions = statement!["Action"]!.AsArray();
            foreach (var named in actions.Where(named => named!.GetValue<string>() == action).ToList()) actions.Remove(named);
        }

        foreach (var empty in policy["Statement"]!.AsArray().Where(statement => statement!["Action"]!.AsArray().Count == 0).ToList()) policy["Statement"]!.AsArray().Remove(empty);
        Grant(policy.ToJsonString());
        var findings = await FindingsAsync(Keys(), ExitCode.Failed, "doctor", "--json", "--for", $"{command},schedule unlock");
        var missing = findings.Single(finding => finding.Check == $"may {command}");
        Assert.Equal("failed", missing.Level);
        Assert.EndsWith($"missing: {action}", missing.What, StringComparison.Ordinal);
        Assert.Equal($"allow what `costtool doctor --policy \"{command}\"` prints", missing.Mend);
        Assert.Equal("ok", findings.Single(finding => finding.Check == "may schedule unlock").Level);
    }

    [Fact]
    public async Task Where_the_simulation_is_not_allowed_reading_is_tried_and_the_rest_is_not_known()
    {
        Grant(PolicyDocument.For([PermissionTable.Of("doctor")], new PermissionPlace()).Json);
        _aws.Faults.Plan("iam:SimulatePrincipalPolicy", [.. Enumerable.Repeat<Fault?>(new AwsDouble.ServiceErrorException("AccessDenied", $"not authorized {Secret}", 403), 50)]);
        _aws.Faults.Plan("sqs:GetQueueUrl", [.. Enumerable.Repeat<Fault?>(new AwsDouble.ServiceErrorException("AccessDeniedException", "not authorized", 403), 4)]);
        var findings = await FindingsAsync(Keys(), ExitCode.Failed, "doctor", "--json", "--for", "schedule diff,collect");
        Assert.Equal(("failed", "1 missing: sqs:GetQueueUrl"), findings.Where(finding => finding.Check == "may schedule diff").Select(finding => (finding.Level, finding.What)).Single());
        var collect = findings.Single(finding => finding.Check == "may collect");
        Assert.Equal("warning", collect.Level);
        Assert.EndsWith("are not known: iam:SimulatePrincipalPolicy is missing", collect.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_has_expired_is_told_as_such()
    {
        _aws.Faults.Plan("sts:GetCallerIdentity", Fault.ExpiredToken, Fault.ExpiredToken, Fault.ExpiredToken);
        var keys = new Dictionary<string, string>(Keys()) { ["AWS_SESSION_TOKEN"] = $"token-{Secret}", ["AWS_CREDENTIAL_EXPIRATION"] = "2020-01-01T00:00:00Z" };
        var findings = await FindingsAsync(keys, ExitCode.Failed, "doctor", "--json");
        Assert.StartsWith("the session has expired: ExpiredToken", findings.Single(finding => (finding.Check, finding.Level) == ("account", "failed")).What, StringComparison.Ordinal);
        Assert.Equal("expired at 2020-01-01 00:00:00Z", findings.Single(finding => (finding.Check, finding.Level) == ("session", "failed")).What);
        Assert.StartsWith("not known", findings.Single(finding => finding.Check == "permissions").What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_credentials_it_says_so_and_still_what_it_can()
    {
        var environment = new Dictionary<string, string> { ["AWS_ENDPOINT_URL"] = _aws.Address.ToString(), ["AWS_REGION"] = "eu-west-3" };
        var findings = await FindingsAsync(environment, ExitCode.Failed, "doctor", "--json");
        var none = findings.Single(finding => finding.Check == "credentials");
        Assert.Equal(("failed", "none: neither in the environment nor in a profile, and no container or instance gives any"), (none.Level, none.What));
        Assert.Contains(findings, finding => (finding.Check, finding.Level) == ("versions", "ok"));
        Assert.Contains(findings, finding => (finding.Check, finding.Level) == ("endpoints", "ok"));
        Assert.Contains(findings, finding => (finding.Check, finding.Level) == ("clock", "ok"));
        // A workspace of files needs no account: only a warning, and 2 on demand.
        Assert.Equal(ExitCode.Done, (await OwnProcess.RunAsync(environment, "doctor", Repository.Path("samples", "real-cur2"))).Code);
        Assert.Equal(ExitCode.Changes, (await OwnProcess.RunAsync(environment, "doctor", Repository.Path("samples", "real-cur2"), "--detailed-exitcode")).Code);
    }

    [Theory]
    [InlineData(0, "ok", "within 5 s of the services")]
    [InlineData(60, "warning", "60 s behind the services")]
    [InlineData(-60, "warning", "60 s ahead of the services")]
    [InlineData(600, "failed", "600 s behind the services, which refuse signatures beyond five minutes")]
    public async Task A_clock_that_is_wrong_is_told_by_how_much(int secondsAhead, string level, string end)
    {
        await using var service = await ClockedAsync(TimeSpan.FromSeconds(secondsAhead));
        var findings = await FindingsAsync(new Dictionary<string, string>(Keys()) { ["AWS_ENDPOINT_URL"] = service.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() }, ExitCode.Failed, "doctor", "--json");
        var clock = findings.Single(finding => finding.Check == "clock");
        Assert.Equal(level, clock.Level);
        // A date has whole seconds, and starting takes some.
        var seconds = end.Split(' ')[0];
        Assert.Contains(int.TryParse(seconds, out var told) ? new[] { told - 1, told, told + 1 }.Select(about => end.Replace(seconds, $"{about}", StringComparison.Ordinal)) : [end], text => clock.What.EndsWith(text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_endpoint_that_does_not_answer_is_named_with_its_variable_and_without_its_secrets()
    {
        var findings = await FindingsAsync(new Dictionary<string, string>(Keys()) { ["AWS_ENDPOINT_URL_SCHEDULER"] = $"http://someone:hunter2@127.0.0.1:{LoopbackPort.Free()}/?key=hunter2" }, ExitCode.Failed, "doctor", "--json");
        var down = findings.Single(finding => (finding.Check, finding.Level) == ("endpoints", "failed"));
        Assert.StartsWith("Scheduler at http://127.0.0.1:", down.What, StringComparison.Ordinal);
        Assert.EndsWith("(AWS_ENDPOINT_URL_SCHEDULER): nothing answers", down.What, StringComparison.Ordinal);
        Assert.Equal("mend or unset AWS_ENDPOINT_URL_SCHEDULER", down.Mend);
    }

    [Fact]
    public async Task Where_nothing_answers_there_is_one_finding_with_the_variable()
    {
        var findings = await FindingsAsync(new Dictionary<string, string>(Keys()) { ["AWS_ENDPOINT_URL"] = $"http://127.0.0.1:{LoopbackPort.Free()}" }, ExitCode.Failed, "doctor", "--json");
        var down = findings.Single(finding => finding.Check == "endpoints");
        Assert.Matches(@"^nothing is reachable: all services at http://127\.0\.0\.1:\d+ \(AWS_ENDPOINT_URL\): nothing answers$", down.What);
        Assert.Equal(("failed", "mend or unset AWS_ENDPOINT_URL"), (down.Level, down.Mend));
        Assert.Equal("warning", findings.Single(finding => finding.Check == "clock").Level);
    }

    [Fact]
    public async Task A_network_that_lets_nothing_through_is_one_finding_that_counts_the_addresses()
    {
        var environment = Keys();
        environment.Remove("AWS_ENDPOINT_URL");
        environment["HTTPS_PROXY"] = environment["https_proxy"] = $"http://127.0.0.1:{LoopbackPort.Free()}";
        environment["NO_PROXY"] = environment["no_proxy"] = "";
        var down = (await FindingsAsync(environment, ExitCode.Failed, "doctor", "--json")).Single(finding => finding.Check == "endpoints");
        Assert.Matches(@"^nothing is reachable: all services at https://sts\.eu-west-3\.amazonaws\.com and 14 more: ", down.What);
        Assert.Equal("check the network, a proxy, and that the service exists in the region", down.Mend);
    }

    [Fact]
    public async Task A_profile_that_is_not_there_is_named_in_our_own_words()
    {
        var environment = Keys();
        environment.Remove("AWS_ACCESS_KEY_ID");
        environment.Remove("AWS_SECRET_ACCESS_KEY");
        var credentials = (await FindingsAsync(environment, ExitCode.Failed, "doctor", "--json", "--profile", "nobody")).Single(finding => finding.Check == "credentials");
        Assert.Equal(("failed", "none: profile `nobody` is not there or not whole"), (credentials.Level, credentials.What));
    }

    [Fact]
    public async Task The_broker_and_the_databases_of_a_workspace_are_tried_and_no_password_is_shown()
    {
        using var folder = new TemporaryFolder();
        folder.Write("celery/beat.csv", "name,task,crontab\n");
        folder.Write("costtool.yaml", "name: shop\nregion: eu-west-3\ncelery: {broker: env:SHOP_BROKER, database: env:SHOP_DATABASE}\ndispatch: {pools: [{name: web, queues: [mail], vcpu: 0.25, memory_gib: 0.5, deadline_seconds: 60}]}\n");
        var environment = new Dictionary<string, string>(Keys())
        {
            ["SHOP_BROKER"] = $"redis://:hunter2-{Secret}@127.0.0.1:{LoopbackPort.Free()}/0",
            ["SHOP_DATABASE"] = $"postgresql://shop:hunter2@127.0.0.1:{LoopbackPort.Free()}/shop",
        };
        var findings = await FindingsAsync(environment, ExitCode.Failed, "doctor", folder.Path, "--json");
        Assert.StartsWith("redis://127.0.0.1:", findings.Single(finding => (finding.Check, finding.Level) == ("broker", "failed")).What, StringComparison.Ordinal);
        Assert.Contains("postgresql://shop@127.0.0.1:", findings.Single(finding => (finding.Check, finding.Level) == ("celery database", "failed")).What, StringComparison.Ordinal);
        Assert.StartsWith("pool web: `mail` is not counted: redis://127.0.0.1:", findings.Single(finding => (finding.Check, finding.Level) == ("queues", "failed")).What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_is_scoped_to_the_deployment_and_fits()
    {
        var policy = await OwnProcess.RunAsync(Keys(), "doctor", Repository.Path("samples", "atelier"), "--policy", "schedule diff", "--account", "123456789012", "--region", "eu-west-3");
        Assert.Equal(ExitCode.Done, policy.Code);
        Assert.Empty(_aws.Calls);
        using var document = JsonDocument.Parse(policy.Output);
        Assert.Equal("2012-10-17", document.RootElement.GetProperty("Version").GetString());
        Assert.Contains("a managed policy takes 6144", policy.Error, StringComparison.Ordinal);
        Assert.Equal((ExitCode.Failed, ""), ((await OwnProcess.RunAsync(Keys(), "doctor", "--policy", "schedule fly")) is var wrong ? wrong.Code : default, wrong.Output));
        Assert.Contains("`schedule fly` is no command that asks AWS", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_is_as_it_was_agreed()
    {
        var help = await CommandLine.RunAsync("doctor", "--help");
        Assert.Equal(ExitCode.Done, help.Code);
        GoldenText.Matches(Path.Combine("doctor", "help.txt"), help.Output.Replace(typeof(CommandLine).Assembly.GetName().Name!, "costtool", StringComparison.Ordinal));
    }

    private static async Task<WebApplication> ClockedAsync(TimeSpan ahead)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var application = builder.Build();
        application.Run(context =>
        {
            context.Response.Headers.Date = (TimeProvider.System.GetUtcNow() + ahead).ToString("R");
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        });
        await application.StartAsync(TestContext.Current.CancellationToken);
        return application;
    }

    private Dictionary<string, string> Keys() => new()
    {
        ["AWS_ENDPOINT_URL"] = _aws.Address.ToString(),
        ["AWS_REGION"] = "eu-west-3",
        ["AWS_ACCESS_KEY_ID"] = "AKIDEXAMPLE",
        ["AWS_SECRET_ACCESS_KEY"] = Secret,
    };

    private void Grant(string policy) => _aws.Arrange(() =>
    {
        _aws.Iam.Handle("CreateRole", new JsonObject { ["RoleName"] = Role, ["AssumeRolePolicyDocument"] = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}""" });
        // IAM counts no white space.
        _aws.Iam.Handle("PutRolePolicy", new JsonObject { ["RoleName"] = Role, ["PolicyName"] = "costtool", ["PolicyDocument"] = JsonNode.Parse(policy)!.ToJsonString() });
    });

    private static async Task<IReadOnlyList<(string Check, string Level, string What, string? Mend)>> FindingsAsync(IReadOnlyDictionary<string, string> environment, ExitCode code, params string[] arguments)
    {
        var result = await OwnProcess.RunAsync(environment, arguments);
        Assert.True(result.Code == code, $"{result.Code}: {result.Output}{result.Error}");
        Assert.DoesNotContain(Secret, result.Output + result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", result.Output + result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("AKIDEXAMPLE", result.Output + result.Error, StringComparison.Ordinal);
        return [.. JsonNode.Parse(result.Output)!.AsArray().Select(row => ((string)row!["check"]!, (string)row["level"]!, (string)row["what"]!, (string?)row["mend"]))];
    }
}
