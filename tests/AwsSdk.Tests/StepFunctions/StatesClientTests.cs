using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;
using Microsoft.Extensions.Time.Testing;

namespace CostTool.AwsSdk.Tests.StepFunctions;

public sealed class StatesClientTests : IAsyncLifetime
{
    private const string Definition = """{"StartAt":"Only","States":{"Only":{"Type":"Succeed"}}}""";
    private const string Role = "arn:aws:iam::123456789012:role/states";
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    private AwsDouble.AwsDouble _aws = null!;
    private AmazonStepFunctionsClient _states = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _aws = await AwsDouble.AwsDouble.StartAsync("eu-west-3", new FakeTimeProvider(Start), Stop);
        _states = _aws.StatesClient();
        _aws.Arrange(() => _aws.Account.Call("iam", "CreateRole", new()
        {
            ["RoleName"] = "states",
            ["AssumeRolePolicyDocument"] = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"states.amazonaws.com"},"Action":"sts:AssumeRole","Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:states:*:*:stateMachine:shop-*"}}}]}""",
        }));
    }

    public ValueTask DisposeAsync()
    {
        _states.Dispose();
        return _aws.DisposeAsync();
    }

    [Fact]
    public async Task A_machine_is_made_once_changed_in_parts_and_deleted_whether_it_is_there_or_not()
    {
        var request = new CreateStateMachineRequest { Name = "shop-fallback", Definition = Definition, RoleArn = Role, Type = StateMachineType.STANDARD, Tags = [new() { Key = "owner", Value = "costtool" }] };
        var arn = (await _states.CreateStateMachineAsync(request, Stop)).StateMachineArn!;
        Assert.Equal(arn, (await _states.CreateStateMachineAsync(request, Stop)).StateMachineArn);
        var changed = Definition.Replace("Only", "One", StringComparison.Ordinal);
        request.Definition = changed;
        await Assert.ThrowsAsync<StateMachineAlreadyExistsException>(() => _states.CreateStateMachineAsync(request, Stop));
        await _states.UpdateStateMachineAsync(new UpdateStateMachineRequest { StateMachineArn = arn, Definition = changed }, Stop);
        var told = await _states.DescribeStateMachineAsync(new DescribeStateMachineRequest { StateMachineArn = arn }, Stop);
        Assert.Equal((changed, Role, StateMachineStatus.ACTIVE, LogLevel.OFF), (told.Definition, told.RoleArn, told.Status, told.LoggingConfiguration!.Level));
        Assert.Equal("costtool", (await _states.ListTagsForResourceAsync(new ListTagsForResourceRequest { ResourceArn = arn }, Stop)).Tags!.Single().Value);
        Assert.Equal("shop-fallback", (await _states.ListStateMachinesAsync(new ListStateMachinesRequest(), Stop)).StateMachines!.Single().Name);
        await Assert.ThrowsAsync<MissingRequiredParameterException>(() => _states.UpdateStateMachineAsync(new UpdateStateMachineRequest { StateMachineArn = arn }, Stop));
        await _states.DeleteStateMachineAsync(new DeleteStateMachineRequest { StateMachineArn = arn }, Stop);
        await _states.DeleteStateMachineAsync(new DeleteStateMachineRequest { StateMachineArn = arn }, Stop);
        await Assert.ThrowsAsync<StateMachineDoesNotExistException>(() => _states.DescribeStateMachineAsync(new DescribeStateMachineRequest { StateMachineArn = arn }, Stop));
    }

    [Theory]
    [InlineData("shop-x", Role, "{}", "InvalidDefinition")]
    [InlineData("shop-x", Role, """{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"}}}""", "InvalidDefinition")]
    [InlineData("shop x", Role, Definition, "InvalidName")]
    [InlineData("other", Role, Definition, "AccessDeniedException")] // the role trusts machines of another name
    [InlineData("shop-x", "arn:aws:iam::123456789012:role/absent", Definition, "AccessDeniedException")]
    public async Task What_is_refused_has_its_name(string name, string role, string definition, string code)
    {
        var error = await Assert.ThrowsAnyAsync<AmazonStepFunctionsException>(() => _states.CreateStateMachineAsync(new CreateStateMachineRequest { Name = name, Definition = definition, RoleArn = role }, Stop));
        Assert.Equal(code, error.ErrorCode);
    }

    [Fact]
    public async Task An_execution_runs_until_it_is_ended_and_its_name_starts_it_once()
    {
        var machine = (await _states.CreateStateMachineAsync(new CreateStateMachineRequest { Name = "shop-fallback", Definition = Definition, RoleArn = Role }, Stop)).StateMachineArn;
        var request = new StartExecutionRequest { StateMachineArn = machine, Name = "e1", Input = """{"a":1}""" };
        var arn = (await _states.StartExecutionAsync(request, Stop)).ExecutionArn!;
        Assert.Equal(arn, (await _states.StartExecutionAsync(request, Stop)).ExecutionArn);
        Assert.Equal(ExecutionStatus.RUNNING, (await _states.DescribeExecutionAsync(new DescribeExecutionRequest { ExecutionArn = arn }, Stop)).Status);
        _aws.Arrange(() => _aws.StepFunctions.End(arn, null, "CostTool.TimedOut", "too long"));
        var told = await _states.DescribeExecutionAsync(new DescribeExecutionRequest { ExecutionArn = arn }, Stop);
        Assert.Equal((ExecutionStatus.FAILED, """{"a":1}""", Start.UtcDateTime), (told.Status, told.Input, told.StopDate));
        await Assert.ThrowsAsync<ExecutionAlreadyExistsException>(() => _states.StartExecutionAsync(request, Stop));
    }

    [Fact]
    public async Task The_real_command_line_makes_starts_stops_and_reads()
    {
        var machine = (string)(await AwsCommand.RunAsync(_aws, "stepfunctions", "create-state-machine", "--name", "shop-cli", "--role-arn", Role, "--definition", Definition))["stateMachineArn"]!;
        var execution = (string)(await AwsCommand.RunAsync(_aws, "stepfunctions", "start-execution", "--state-machine-arn", machine))["executionArn"]!;
        await AwsCommand.RunAsync(_aws, "stepfunctions", "stop-execution", "--execution-arn", execution, "--cause", "enough");
        var history = (await AwsCommand.RunAsync(_aws, "stepfunctions", "get-execution-history", "--execution-arn", execution))["events"]!.AsArray();
        Assert.Equal(["ExecutionStarted", "ExecutionAborted"], history.Select(told => (string)told!["type"]!));
        Assert.Equal("enough", (string?)history[1]!["executionAbortedEventDetails"]!["cause"]);
    }
}
