using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CostTool.AwsDouble.Account;
using CostTool.AwsSdk.Tests;
using CostTool.Cli;

namespace CostTool.EndToEnd.Deployments;

/// <summary>The sample's plan, exported and deployed as a stack by AWS's own command line into one account, and applied into another.</summary>
public sealed partial class ExportedStackTests : IDisposable
{
    private const string Planned = "eu-west-3";

    // All that tells the two accounts apart: the tags that CloudFormation puts on what a stack makes, and the tag of the topic by which apply knows its own subscription.
    private static readonly string[] Marks = ["aws:cloudformation:", "costtool:subscription:"];

    // Workers beside the schedules, so that every type is there.
    private const string Workers = """

        dispatch:
          service: {image: "123456789012.dkr.ecr.eu-west-3.amazonaws.com/costtool:1"}
          pools:
            - {name: mail, queues: [mail, default], vcpu: 0.5, memory_gib: 1, deadline_seconds: 60}

        """;

    private readonly TemporaryFolder _folder = new();

    private string Configuration => _folder.In("costtool.yaml");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("cloudformation-yaml", Planned)]
    [InlineData("cloudformation-yaml", "us-east-1")]
    [InlineData("cloudformation-json", Planned)]
    [InlineData("cloudformation-json", "us-east-1")]
    public async Task A_stack_of_the_exported_template_and_an_apply_make_the_same_account(string format, string region)
    {
        var template = await ExportAsync(format);
        await using var stacked = await DoubledAccount.StartAsync(region);
        await using var applied = await DoubledAccount.StartAsync(region);
        var before = Snapshot(stacked);
        await CreateStackAsync(stacked, template);

        // The template is of the first region and goes into every one; apply takes what the settings say.
        await MoveAsync(region);
        Done(await applied.ScheduleAsync("apply", _folder.Path, "--yes"));
        var (ofStack, ofApply) = (Snapshot(stacked), Snapshot(applied));
        Assert.Equal(ofApply.Keys, ofStack.Keys);
        // Of the 14 types the policies of queues and topics and the subscription are told with their queue and topic.
        Assert.Equal(11, ofApply.Keys.Except(before.Keys).Select(name => name[..name.LastIndexOf(' ')]).Distinct().Count());
        foreach (var (name, resource) in ofApply) Assert.Equal($"{name} {resource}", $"{name} {ofStack[name]}");

        var diff = Done(await stacked.ScheduleAsync("diff", _folder.Path, "--refresh"));
        Assert.Contains("1 to create, 0 to change, 0 to remove, ", diff.Output, StringComparison.Ordinal);
        Assert.Contains("+ create AWS::SNS::Subscription atelier-alarms/email\n", diff.Output, StringComparison.Ordinal);

        await AwsCommand.RunAsync(stacked, "cloudformation", "delete-stack", "--stack-name", "atelier");
        Assert.Equal(before, Snapshot(stacked));
    }

    [Fact]
    public async Task What_a_stack_made_is_adopted_and_stays_as_it_is()
    {
        var template = await ExportAsync("cloudformation-yaml");
        await using var aws = await DoubledAccount.StartAsync(Planned);
        await CreateStackAsync(aws, template);
        // Somebody took the marks away.
        aws.Arrange(() => aws.Account.Call("logs", "UntagLogGroup", new JsonObject { ["logGroupName"] = "/costtool/atelier", ["tags"] = new JsonArray("costtool:deployment") }));
        var foreign = await aws.ScheduleAsync("apply", _folder.Path, "--yes");
        Assert.Equal(ExitCode.Failed, foreign.Code);
        Assert.Contains("costtool schedule adopt", foreign.Error, StringComparison.Ordinal);

        var adopted = Done(await aws.ScheduleAsync("adopt", _folder.Path, "/costtool/atelier"));
        Assert.Contains("adopted AWS::Logs::LogGroup /costtool/atelier\n1 adopted", adopted.Output, StringComparison.Ordinal);
        var whole = Snapshot(aws);
        // The subscription is there; apply subscribes again, which changes nothing, and marks it.
        Assert.Contains("done: 1 created, 0 changed, 0 replaced, 0 removed", Done(await aws.ScheduleAsync("apply", _folder.Path, "--yes")).Output, StringComparison.Ordinal);
        Assert.Equal(whole, Snapshot(aws));
        Assert.StartsWith("0 to create, 0 to change, 0 to remove, ", Done(await aws.ScheduleAsync("diff", _folder.Path, "--detailed-exitcode")).Output, StringComparison.Ordinal);
    }

    private static CommandResult Done(CommandResult result)
    {
        Assert.True(result.Code is ExitCode.Done, result.Error + result.Output);
        return result;
    }

    /// <summary>Plans the sample and exports the plan.</summary>
    private async Task<string> ExportAsync(string format)
    {
        Workspaces.CopySample(_folder.Path);
        await File.AppendAllTextAsync(Configuration, Workers, TestContext.Current.CancellationToken);
        Done(await CommandLine.RunAsync("schedule", "plan", _folder.Path));
        return Done(await CommandLine.RunAsync("schedule", "export", _folder.Path, "--format", format)).Output;
    }

    private static async Task CreateStackAsync(AwsDouble.AwsDouble aws, string template)
    {
        // As a template of this size is deployed: by its place in S3 where it is too large for a call.
        const string Place = "https://atelier-templates.s3.amazonaws.com/template";
        var inCall = System.Text.Encoding.UTF8.GetByteCount(template) <= 51_200;
        aws.Arrange(() => aws.CloudFormation.Bucket[Place] = template);
        await AwsCommand.RunAsync(aws, ["cloudformation", "create-stack", "--stack-name", "atelier", "--capabilities", "CAPABILITY_NAMED_IAM", .. inCall ? ["--template-body", template] : (string[])["--template-url", Place], "--parameters", .. Parameters(aws.Account.Region)]);
        var described = await AwsCommand.RunAsync(aws, "cloudformation", "describe-stacks", "--stack-name", "atelier");
        var status = (string)described["Stacks"]![0]!["StackStatus"]!;
        Assert.True(status == "CREATE_COMPLETE", (await AwsCommand.RunAsync(aws, "cloudformation", "describe-stack-events", "--stack-name", "atelier")).ToJsonString());
    }

    private static IEnumerable<string> Parameters(string region) =>
    [
        $"ParameterKey=DispatcherImage,ParameterValue=123456789012.dkr.ecr.{region}.amazonaws.com/costtool:1",
        $"ParameterKey=Image,ParameterValue=123456789012.dkr.ecr.{region}.amazonaws.com/atelier/app:2026.10",
        "ParameterKey=NotificationAddress,ParameterValue=ops@atelier.example",
        $"ParameterKey=SecretCeleryBrokerUrl,ParameterValue=arn:aws:ssm:{region}:123456789012:parameter/atelier/broker-url",
        $"ParameterKey=SecretDatabaseUrl,ParameterValue=arn:aws:secretsmanager:{region}:123456789012:secret:atelier/database-Ab12Cd",
        "ParameterKey=SecurityGroups,ParameterValue=sg-0a11ce0000000003",
        "ParameterKey=Subnets,ParameterValue=subnet-0a11ce0000000001\\,subnet-0a11ce0000000002",
        "ParameterKey=TaskRoleArn,ParameterValue=arn:aws:iam::123456789012:role/atelier-app",
    ];

    /// <summary>The settings of apply that name a region.</summary>
    private async Task MoveAsync(string region)
    {
        var text = await File.ReadAllTextAsync(Configuration, TestContext.Current.CancellationToken);
        var deploy = text.IndexOf("deploy:", StringComparison.Ordinal);
        await File.WriteAllTextAsync(Configuration, text[..deploy] + text[deploy..].Replace(Planned, region, StringComparison.Ordinal), TestContext.Current.CancellationToken);
    }

    /// <summary>What is in the account, without what a stack leaves on it.</summary>
    private static SortedDictionary<string, string> Snapshot(AwsDouble.AwsDouble aws)
    {
        SortedDictionary<string, string> told = new(StringComparer.Ordinal);
        aws.Arrange(() =>
        {
            foreach (var (name, resource) in AccountSnapshot.Of(aws.Account)) told[name] = InPhase(WithoutMarks(resource)!.AsObject()).ToJsonString();
        });
        return told;
    }

    private static JsonNode? WithoutMarks(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.Where(member => !IsMark(member.Key)).Select(member => KeyValuePair.Create(member.Key, WithoutMarks(member.Value)))),
        JsonArray list => new JsonArray([.. list.Where(item => item is not JsonObject tag || (tag["Key"] ?? tag["key"]) is not { } key || !IsMark((string)key!)).Select(WithoutMarks)]),
        _ => node?.DeepClone(),
    };

    private static bool IsMark(string key) => Array.Exists(Marks, mark => key.StartsWith(mark, StringComparison.Ordinal));

    // A rate starts ahead of whoever makes it: what counts is its phase, however late the other one was.
    private static JsonObject InPhase(JsonObject resource)
    {
        if (resource["StartDate"] is not { } start || Rate().Match((string)resource["ScheduleExpression"]!) is not { Success: true } rate) return resource;
        var seconds = int.Parse(rate.Groups[1].Value, CultureInfo.InvariantCulture) * 3600;
        resource["StartDate"] = start.GetValue<double>() % seconds;
        return resource;
    }

    [GeneratedRegex(@"^rate\((\d+) hours\)$")]
    private static partial Regex Rate();
}
