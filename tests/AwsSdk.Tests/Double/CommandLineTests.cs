using System.Text.Json.Nodes;
using CostTool.AwsDouble.Faults;
using Microsoft.Extensions.Time.Testing;

namespace CostTool.AwsSdk.Tests.Double;

/// <summary>AWS's own command line makes a round trip through each service of the double: what it cannot read, no client could.</summary>
public sealed class CommandLineTests : IAsyncLifetime
{
    private const string Trust = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"scheduler.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";
    private const string RunTask = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"ecs:RunTask","Resource":"arn:aws:ecs:us-east-1:123456789012:task-definition/shop-*"}}""";

    // A minute before noon, so that a minute is a span one can see.
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 1, 11, 59, 0, TimeSpan.Zero));

    private AwsDouble.AwsDouble _aws = null!;

    public async ValueTask InitializeAsync() => _aws = await AwsDouble.AwsDouble.StartAsync("us-east-1", _clock, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _aws.DisposeAsync();

    [Fact]
    public async Task Iam_keeps_roles_and_their_policies()
    {
        var made = await AwsCommand.RunAsync(_aws, "iam", "create-role", "--role-name", "shop", "--path", "/costtool/", "--assume-role-policy-document", Trust, "--tags", "Key=team,Value=a b", "Key=owner,Value=costtool");
        Assert.Equal("arn:aws:iam::123456789012:role/costtool/shop", Text(made, "Role", "Arn"));
        await AwsCommand.RunAsync(_aws, "iam", "put-role-policy", "--role-name", "shop", "--policy-name", "run", "--policy-document", RunTask);
        await AwsCommand.RunAsync(_aws, "iam", "attach-role-policy", "--role-name", "shop", "--policy-arn", AwsDouble.Iam.IamDouble.TaskExecutionPolicy);

        var role = await AwsCommand.RunAsync(_aws, "iam", "get-role", "--role-name", "shop");
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Trust), role["Role"]!["AssumeRolePolicyDocument"]));
        Assert.Equal("2026-11-01T11:59:00+00:00", Text(role, "Role", "CreateDate"));
        Assert.Equal(["owner=costtool", "team=a b"], role["Role"]!["Tags"]!.AsArray().Select(tag => $"{tag!["Key"]}={tag["Value"]}"));
        var policy = await AwsCommand.RunAsync(_aws, "iam", "get-role-policy", "--role-name", "shop", "--policy-name", "run");
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(RunTask), policy["PolicyDocument"]));
        Assert.Equal(["shop"], (await AwsCommand.RunAsync(_aws, "iam", "list-roles", "--path-prefix", "/costtool/"))["Roles"]!.AsArray().Select(each => Text(each!, "RoleName")));

        var decided = await AwsCommand.RunAsync(_aws, "iam", "simulate-principal-policy", "--policy-source-arn", "arn:aws:iam::123456789012:role/costtool/shop", "--action-names", "ecs:RunTask", "ecs:StopTask",
            "--resource-arns", "arn:aws:ecs:us-east-1:123456789012:task-definition/shop-small:1");
        Assert.Equal(["allowed", "implicitDeny"], decided["EvaluationResults"]!.AsArray().Select(each => Text(each!, "EvalDecision")));

        Assert.Contains("(DeleteConflict)", await AwsCommand.RefusedAsync(_aws, "iam", "delete-role", "--role-name", "shop"), StringComparison.Ordinal);
        await AwsCommand.RunAsync(_aws, "iam", "detach-role-policy", "--role-name", "shop", "--policy-arn", AwsDouble.Iam.IamDouble.TaskExecutionPolicy);
        await AwsCommand.RunAsync(_aws, "iam", "delete-role-policy", "--role-name", "shop", "--policy-name", "run");
        await AwsCommand.RunAsync(_aws, "iam", "delete-role", "--role-name", "shop");
        Assert.Contains("(NoSuchEntity)", await AwsCommand.RefusedAsync(_aws, "iam", "get-role", "--role-name", "shop"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sts_says_who_calls_until_the_token_is_expired()
    {
        Assert.Equal("arn:aws:iam::123456789012:user/operator", Text(await AwsCommand.RunAsync(_aws, "sts", "get-caller-identity"), "Arn"));
        _aws.Faults.Plan("sts:GetCallerIdentity", Fault.ExpiredToken);
        Assert.Contains("(ExpiredToken)", await AwsCommand.RefusedAsync(_aws, "sts", "get-caller-identity"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sns_keeps_topics_and_who_has_not_confirmed_yet()
    {
        var topic = Text(await AwsCommand.RunAsync(_aws, "sns", "create-topic", "--name", "shop-alarms", "--tags", "Key=owner,Value=costtool"), "TopicArn");
        await AwsCommand.RunAsync(_aws, "sns", "set-topic-attributes", "--topic-arn", topic, "--attribute-name", "DisplayName", "--attribute-value", "Shop & co");
        Assert.Equal("pending confirmation", Text(await AwsCommand.RunAsync(_aws, "sns", "subscribe", "--topic-arn", topic, "--protocol", "email", "--notification-endpoint", "ops@example.com"), "SubscriptionArn"));
        var attributes = (await AwsCommand.RunAsync(_aws, "sns", "get-topic-attributes", "--topic-arn", topic))["Attributes"]!;
        Assert.Equal(("Shop & co", "1", "0"), (Text(attributes, "DisplayName"), Text(attributes, "SubscriptionsPending"), Text(attributes, "SubscriptionsConfirmed")));
        Assert.Equal("PendingConfirmation", Text((await AwsCommand.RunAsync(_aws, "sns", "list-subscriptions-by-topic", "--topic-arn", topic))["Subscriptions"]![0]!, "SubscriptionArn"));
        await AwsCommand.RunAsync(_aws, "sns", "publish", "--topic-arn", topic, "--message", "one\ntwo");
        Assert.Equal("one\ntwo", Assert.Single(_aws.Sns.Published).Message);
        Assert.Equal("costtool", Text((await AwsCommand.RunAsync(_aws, "sns", "list-tags-for-resource", "--resource-arn", topic))["Tags"]![0]!, "Value"));
        await AwsCommand.RunAsync(_aws, "sns", "delete-topic", "--topic-arn", topic);
        Assert.Contains("(NotFound)", await AwsCommand.RefusedAsync(_aws, "sns", "get-topic-attributes", "--topic-arn", topic), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sqs_keeps_messages_and_forgets_a_name_after_a_minute()
    {
        var url = Text(await AwsCommand.RunAsync(_aws, "sqs", "create-queue", "--queue-name", "shop-dead", "--attributes", "MessageRetentionPeriod=1209600", "--tags", "owner=costtool"), "QueueUrl");
        var attributes = (await AwsCommand.RunAsync(_aws, "sqs", "get-queue-attributes", "--queue-url", url, "--attribute-names", "All"))["Attributes"]!;
        Assert.Equal(("1209600", "30", "arn:aws:sqs:us-east-1:123456789012:shop-dead"), (Text(attributes, "MessageRetentionPeriod"), Text(attributes, "VisibilityTimeout"), Text(attributes, "QueueArn")));
        await AwsCommand.RunAsync(_aws, "sqs", "send-message", "--queue-url", url, "--message-body", "<job> & more");
        var message = (await AwsCommand.RunAsync(_aws, "sqs", "receive-message", "--queue-url", url))["Messages"]![0]!;
        Assert.Equal("<job> & more", Text(message, "Body"));
        Assert.Equal("costtool", Text(await AwsCommand.RunAsync(_aws, "sqs", "list-queue-tags", "--queue-url", url), "Tags", "owner"));
        Assert.Equal([url], (await AwsCommand.RunAsync(_aws, "sqs", "list-queues", "--queue-name-prefix", "shop"))["QueueUrls"]!.AsArray().Select(each => each!.GetValue<string>()));
        await AwsCommand.RunAsync(_aws, "sqs", "delete-queue", "--queue-url", url);
        Assert.Contains("(AWS.SimpleQueueService.QueueDeletedRecently)", await AwsCommand.RefusedAsync(_aws, "sqs", "create-queue", "--queue-name", "shop-dead"), StringComparison.Ordinal);
        _clock.Advance(TimeSpan.FromSeconds(60));
        await AwsCommand.RunAsync(_aws, "sqs", "create-queue", "--queue-name", "shop-dead");
    }

    [Fact]
    public async Task CloudWatch_keeps_alarms_and_metrics()
    {
        await AwsCommand.RunAsync(_aws, "cloudwatch", "put-metric-alarm", "--alarm-name", "shop-failed", "--namespace", "AWS/Events", "--metric-name", "FailedInvocations", "--statistic", "Sum", "--period", "60",
            "--evaluation-periods", "1", "--threshold", "0", "--comparison-operator", "GreaterThanThreshold", "--treat-missing-data", "notBreaching", "--dimensions", "Name=RuleName,Value=shop", "--tags", "Key=owner,Value=costtool");
        var alarm = (await AwsCommand.RunAsync(_aws, "cloudwatch", "describe-alarms", "--alarm-names", "shop-failed"))["MetricAlarms"]![0]!;
        Assert.Equal(("INSUFFICIENT_DATA", "notBreaching", "shop"), (Text(alarm, "StateValue"), Text(alarm, "TreatMissingData"), Text(alarm["Dimensions"]![0]!, "Value")));
        Assert.Equal("costtool", Text((await AwsCommand.RunAsync(_aws, "cloudwatch", "list-tags-for-resource", "--resource-arn", Text(alarm, "AlarmArn")))["Tags"]![0]!, "Value"));

        await AwsCommand.RunAsync(_aws, "cloudwatch", "put-metric-data", "--namespace", "Shop", "--metric-data", "MetricName=Depth,Value=3.5,Timestamp=2026-11-01T11:50:10Z");
        await AwsCommand.RunAsync(_aws, "cloudwatch", "put-metric-data", "--namespace", "Shop", "--metric-data", "MetricName=Depth,Value=4.5,Timestamp=2026-11-01T11:50:50Z");
        Assert.Equal("Depth", Text((await AwsCommand.RunAsync(_aws, "cloudwatch", "list-metrics", "--namespace", "Shop"))["Metrics"]![0]!, "MetricName"));
        var data = await AwsCommand.RunAsync(_aws, "cloudwatch", "get-metric-data", "--start-time", "2026-11-01T11:00:00Z", "--end-time", "2026-11-01T12:00:00Z", "--metric-data-queries",
            """[{"Id":"q1","MetricStat":{"Metric":{"Namespace":"Shop","MetricName":"Depth"},"Period":60,"Stat":"Average"}}]""");
        var result = data["MetricDataResults"]![0]!;
        // (3.5 + 4.5) ÷ 2
        Assert.Equal((4.0, "2026-11-01T11:50:00+00:00"), (result["Values"]![0]!.GetValue<double>(), result["Timestamps"]![0]!.GetValue<string>()));

        await AwsCommand.RunAsync(_aws, "cloudwatch", "delete-alarms", "--alarm-names", "shop-failed");
        Assert.Contains("(ResourceNotFound)", await AwsCommand.RefusedAsync(_aws, "cloudwatch", "delete-alarms", "--alarm-names", "shop-failed"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ec2_describes_networks_and_instances()
    {
        _aws.Ec2.AddNetwork("vpc-1", 2, 200, "nat-1", "ecr.api", "s3");
        for (var number = 1; number <= 7; number++)
            _aws.Ec2.Add("Instances", new JsonObject { ["InstanceId"] = $"i-{number}", ["InstanceType"] = number == 7 ? "m7g.large" : "m7i.large", ["State"] = new JsonObject { ["Code"] = 16, ["Name"] = "running" } });
        var subnets = (await AwsCommand.RunAsync(_aws, "ec2", "describe-subnets", "--filters", "Name=vpc-id,Values=vpc-1", "Name=availability-zone,Values=us-east-1?"))["Subnets"]!.AsArray();
        Assert.Equal([("us-east-1a", 200), ("us-east-1b", 200)], subnets.Select(subnet => (Text(subnet!, "AvailabilityZone"), subnet!["AvailableIpAddressCount"]!.GetValue<int>())));
        var routes = (await AwsCommand.RunAsync(_aws, "ec2", "describe-route-tables", "--filters", "Name=association.main,Values=true"))["RouteTables"]![0]!["Routes"]!.AsArray();
        Assert.Equal("nat-1", Text(routes.Single(route => Text(route!, "DestinationCidrBlock") == "0.0.0.0/0")!, "NatGatewayId"));
        Assert.Equal(["com.amazonaws.us-east-1.ecr.api", "com.amazonaws.us-east-1.s3"], (await AwsCommand.RunAsync(_aws, "ec2", "describe-vpc-endpoints"))["VpcEndpoints"]!.AsArray().Select(each => Text(each!, "ServiceName")));
        Assert.Equal("available", Text((await AwsCommand.RunAsync(_aws, "ec2", "describe-nat-gateways", "--filter", "Name=vpc-id,Values=vpc-1"))["NatGateways"]![0]!, "State"));
        Assert.Equal("vpc-1", Text((await AwsCommand.RunAsync(_aws, "ec2", "describe-security-groups", "--group-ids", "sg-1"))["SecurityGroups"]![0]!, "VpcId"));
        // The command line asks for the next page by itself: 5 and 2.
        var reservations = (await AwsCommand.RunAsync(_aws, "ec2", "describe-instances", "--page-size", "5"))["Reservations"]!.AsArray();
        Assert.Equal((7, 2), (reservations.Count, _aws.Calls.Count(call => call.Name == "ec2:DescribeInstances")));
        Assert.Contains("(InvalidSubnetID.NotFound)", await AwsCommand.RefusedAsync(_aws, "ec2", "describe-subnets", "--subnet-ids", "subnet-9"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Service_quotas_tell_what_the_account_has_and_what_all_have()
    {
        _aws.ServiceQuotas.Put(new("ecs", "L-21C621EB", "Clusters per account", 10_000, 20_000));
        _aws.ServiceQuotas.Put(new("ecs", "L-9EF96962", "Services per cluster", 5_000, null));
        Assert.Equal(20_000, (await AwsCommand.RunAsync(_aws, "service-quotas", "get-service-quota", "--service-code", "ecs", "--quota-code", "L-21C621EB"))["Quota"]!["Value"]!.GetValue<double>());
        Assert.Equal(5_000, (await AwsCommand.RunAsync(_aws, "service-quotas", "get-aws-default-service-quota", "--service-code", "ecs", "--quota-code", "L-9EF96962"))["Quota"]!["Value"]!.GetValue<double>());
        Assert.Equal(["L-21C621EB"], (await AwsCommand.RunAsync(_aws, "service-quotas", "list-service-quotas", "--service-code", "ecs"))["Quotas"]!.AsArray().Select(quota => Text(quota!, "QuotaCode")));
        Assert.Contains("(NoSuchResourceException)", await AwsCommand.RefusedAsync(_aws, "service-quotas", "get-service-quota", "--service-code", "ecs", "--quota-code", "L-9EF96962"), StringComparison.Ordinal);
    }

    private static string Text(JsonNode node, params string[] path)
    {
        foreach (var name in path) node = node[name]!;
        return node.GetValue<string>();
    }
}
