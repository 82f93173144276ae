namespace CostTool.AwsSdk.Tests.Double;

/// <summary>Stacks of small templates, made by AWS's own command line.</summary>
public sealed class CloudFormationDoubleTests : IAsyncLifetime
{
    private const string Queues = """
        Parameters:
          Days: {Type: String, Default: 4}
          Prefix: {Type: String}
        Resources:
          Last:
            Type: AWS::SQS::Queue
            Properties:
              QueueName: !Join ["-", [!Ref Prefix, last]]
              Tags:
                - {Key: before, Value: !GetAtt First.Arn}
                - {Key: literal, Value: !Sub "${!Prefix} ${AWS::Region} ${First.QueueName}"}
          First:
            Type: AWS::SQS::Queue
            Properties: {QueueName: !Sub "${Prefix}-first", VisibilityTimeout: !Ref Days}
        """;

    private AwsDouble.AwsDouble _aws = null!;

    public async ValueTask InitializeAsync() => _aws = await AwsDouble.AwsDouble.StartAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _aws.DisposeAsync();

    [Fact]
    public async Task Short_functions_are_evaluated_and_what_is_needed_is_made_first()
    {
        await RunAsync("create-stack", "--stack-name", "s", "--template-body", Queues, "--parameters", "ParameterKey=Prefix,ParameterValue=shop");
        Assert.Equal("CREATE_COMPLETE", await StatusAsync());
        var tags = (await AwsCommand.RunAsync(_aws, "sqs", "list-queue-tags", "--queue-url", $"{_aws.Address}123456789012/shop-last"))["Tags"]!;
        Assert.Equal(("arn:aws:sqs:us-east-1:123456789012:shop-first", "${Prefix} us-east-1 shop-first", "Last"), ((string)tags["before"]!, (string)tags["literal"]!, (string)tags["aws:cloudformation:logical-id"]!));
        Assert.Equal(["First", "Last"], await EventsAsync("CREATE_COMPLETE"));

        await RunAsync("update-stack", "--stack-name", "s", "--use-previous-template", "--parameters", "ParameterKey=Prefix,UsePreviousValue=true", "ParameterKey=Days,ParameterValue=9");
        Assert.Equal("UPDATE_COMPLETE", await StatusAsync());
        Assert.Equal(["First"], await EventsAsync("UPDATE_COMPLETE"));
        // Of a deleted stack only its id tells.
        var id = (string)(await RunAsync("describe-stacks", "--stack-name", "s"))["Stacks"]![0]!["StackId"]!;
        await RunAsync("delete-stack", "--stack-name", "s");
        Assert.Equal(["Last", "First"], await EventsAsync("DELETE_COMPLETE", id));
    }

    [Theory]
    [InlineData("Parameters: [Prefix] must have values", Queues)]
    [InlineData("Requires capabilities : [CAPABILITY_NAMED_IAM]", "{\"Resources\":{\"R\":{\"Type\":\"AWS::IAM::Role\",\"Properties\":{\"RoleName\":\"r\",\"AssumeRolePolicyDocument\":{}}}}}")]
    [InlineData("Circular dependency between resources: [A, B]", "Resources: {A: {Type: AWS::SQS::Queue, DependsOn: B}, B: {Type: AWS::SQS::Queue, DependsOn: [A]}}")]
    [InlineData("Unresolved resource dependencies [B]", "Resources: {A: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref B}}}")]
    [InlineData("Unrecognized resource types: [AWS::SQS::Cue]", "Resources: {A: {Type: AWS::SQS::Cue}}")]
    public async Task What_does_not_hold_together_is_refused(string why, string template)
    {
        Assert.Contains(why, await AwsCommand.RefusedAsync(_aws, "cloudformation", "create-stack", "--stack-name", "s", "--template-body", template), StringComparison.Ordinal);
        Assert.Contains("does not exist", await AwsCommand.RefusedAsync(_aws, "cloudformation", "describe-stacks", "--stack-name", "s"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resource_that_fails_takes_the_stack_back_and_the_events_say_why()
    {
        await RunAsync("create-stack", "--stack-name", "s", "--template-body", "Resources: {A: {Type: AWS::SQS::Queue, Properties: {QueueName: a}}, B: {Type: AWS::SQS::Queue, DependsOn: A, Properties: {QueueName: b, VisibilityTimeout: 99999}}}");
        Assert.Equal("ROLLBACK_COMPLETE", await StatusAsync());
        Assert.Equal(["B"], await EventsAsync("CREATE_FAILED"));
        Assert.Contains("VisibilityTimeout", (await RunAsync("describe-stack-events", "--stack-name", "s")).ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(_aws.Account.Resources.Arns, arn => arn.Contains(":sqs:", StringComparison.Ordinal));
    }

    private Task<System.Text.Json.Nodes.JsonNode> RunAsync(params IEnumerable<string> words) => AwsCommand.RunAsync(_aws, ["cloudformation", .. words]);

    private async Task<string> StatusAsync() => (string)(await RunAsync("describe-stacks", "--stack-name", "s"))["Stacks"]![0]!["StackStatus"]!;

    /// <summary>The resources that reached a status, the first first.</summary>
    private async Task<string[]> EventsAsync(string status, string stack = "s") =>
        [.. (await RunAsync("describe-stack-events", "--stack-name", stack))["StackEvents"]!.AsArray().Where(told => (string)told!["ResourceStatus"]! == status && (string)told["ResourceType"]! != "AWS::CloudFormation::Stack").Reverse().Select(told => (string)told!["LogicalResourceId"]!)];
}
