using System.Net;
using System.Text.Json.Nodes;
using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.IdentityManagement.Model;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Amazon.ServiceQuotas.Model;
using Amazon.SimpleNotificationService.Model;
using Amazon.SQS.Model;
using CostTool.AwsDouble.Faults;
using Microsoft.Extensions.Time.Testing;

namespace CostTool.AwsSdk.Tests.Double;

/// <summary>The clients make the same round trips as AWS's command line.</summary>
public sealed class ClientTests : IAsyncLifetime
{
    private const string Trust = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"scheduler.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";
    private const string RunTask = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"ecs:RunTask","Resource":"arn:aws:ecs:us-east-1:123456789012:task-definition/shop + co-*"}}""";

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 1, 11, 59, 0, TimeSpan.Zero));

    private AwsDouble.AwsDouble _aws = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _aws = await AwsDouble.AwsDouble.StartAsync("us-east-1", _clock, Stop);

    public ValueTask DisposeAsync() => _aws.DisposeAsync();

    [Fact]
    public async Task Iam_keeps_roles_and_their_policies()
    {
        using var iam = _aws.IamClient();
        var made = await iam.CreateRoleAsync(
            new CreateRoleRequest { RoleName = "shop", Path = "/costtool/", AssumeRolePolicyDocument = Trust, Description = "Ränder & <co>", Tags = [new() { Key = "team", Value = "a b" }, new() { Key = "owner", Value = "" }] }, Stop);
        Assert.Equal(("arn:aws:iam::123456789012:role/costtool/shop", "request-1"), (made.Role?.Arn, made.ResponseMetadata.RequestId));
        await iam.PutRolePolicyAsync(new PutRolePolicyRequest { RoleName = "shop", PolicyName = "run", PolicyDocument = RunTask }, Stop);

        var role = (await iam.GetRoleAsync(new GetRoleRequest { RoleName = "shop" }, Stop)).Role!;
        Assert.Equal((_clock.GetUtcNow().UtcDateTime, "Ränder & <co>", 3600), (role.CreateDate, role.Description, role.MaxSessionDuration));
        Assert.Equal(Trust, WebUtility.UrlDecode(role.AssumeRolePolicyDocument));
        Assert.Equal(["owner=", "team=a b"], role.Tags!.Select(tag => $"{tag.Key}={tag.Value}"));
        // As IAM does: escaped, a plus too, so that reading it as a URL gives the text back.
        var policy = (await iam.GetRolePolicyAsync(new GetRolePolicyRequest { RoleName = "shop", PolicyName = "run" }, Stop)).PolicyDocument!;
        Assert.Equal((RunTask, false), (Uri.UnescapeDataString(policy), policy.Contains('{', StringComparison.Ordinal)));
        Assert.Equal(["run"], (await iam.ListRolePoliciesAsync(new ListRolePoliciesRequest { RoleName = "shop" }, Stop)).PolicyNames);
        await iam.TagRoleAsync(new TagRoleRequest { RoleName = "shop", Tags = [new() { Key = "team", Value = "c" }] }, Stop);
        var tags = await iam.ListRoleTagsAsync(new ListRoleTagsRequest { RoleName = "shop", MaxItems = 1 }, Stop);
        Assert.Equal(("owner", true), (Assert.Single(tags.Tags!).Key, tags.IsTruncated));
        Assert.Equal("c", Assert.Single((await iam.ListRoleTagsAsync(new ListRoleTagsRequest { RoleName = "shop", MaxItems = 1, Marker = tags.Marker }, Stop)).Tags!).Value);

        Assert.Equal("DeleteConflict", (await Assert.ThrowsAsync<DeleteConflictException>(() => iam.DeleteRoleAsync(new DeleteRoleRequest { RoleName = "shop" }, Stop))).ErrorCode);
        await iam.DeleteRolePolicyAsync(new DeleteRolePolicyRequest { RoleName = "shop", PolicyName = "run" }, Stop);
        await iam.DeleteRoleAsync(new DeleteRoleRequest { RoleName = "shop" }, Stop);
        var absent = await Assert.ThrowsAsync<NoSuchEntityException>(() => iam.GetRoleAsync(new GetRoleRequest { RoleName = "shop" }, Stop));
        Assert.Equal((HttpStatusCode.NotFound, $"request-{_aws.Calls.Count}", "The role with name shop cannot be found."), (absent.StatusCode, absent.RequestId, absent.Message));
    }

    [Theory]
    [InlineData("{", "This policy contains invalid Json")]
    [InlineData("""{"Version":"2012-10-17","Statement":[]}""", "Syntax errors in policy.")]
    [InlineData("""{"Version":"2012-10-18","Statement":[{"Effect":"Allow","Action":"ecs:RunTask","Resource":"*"}]}""", "The policy must contain a valid version string")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ecs:RunTask"}]}""", "Policy statement must contain resources.")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"RunTask","Resource":"*"}]}""", "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.")]
    public async Task Iam_refuses_what_is_no_policy(string policy, string message)
    {
        using var iam = _aws.IamClient();
        await iam.CreateRoleAsync(new CreateRoleRequest { RoleName = "shop", AssumeRolePolicyDocument = Trust }, Stop);
        var error = await Assert.ThrowsAsync<Amazon.IdentityManagement.Model.MalformedPolicyDocumentException>(() => iam.PutRolePolicyAsync(new PutRolePolicyRequest { RoleName = "shop", PolicyName = "run", PolicyDocument = policy }, Stop));
        Assert.Equal(message, error.Message);
    }

    [Fact]
    public async Task Sns_keeps_topics()
    {
        using var sns = _aws.SnsClient();
        var topic = (await sns.CreateTopicAsync(new CreateTopicRequest { Name = "shop", Attributes = new() { ["DisplayName"] = "Shop" }, Tags = [new() { Key = "owner", Value = "costtool" }] }, Stop)).TopicArn;
        Assert.Equal("arn:aws:sns:us-east-1:123456789012:shop", topic);
        await sns.SetTopicAttributesAsync(new SetTopicAttributesRequest { TopicArn = topic, AttributeName = "DisplayName", AttributeValue = "A=b&c" }, Stop);
        Assert.Equal("A=b&c", (await sns.GetTopicAttributesAsync(new GetTopicAttributesRequest { TopicArn = topic }, Stop)).Attributes!["DisplayName"]);
        await sns.TagResourceAsync(new Amazon.SimpleNotificationService.Model.TagResourceRequest { ResourceArn = topic, Tags = [new() { Key = "team", Value = "a" }] }, Stop);
        Assert.Equal(["owner", "team"], (await sns.ListTagsForResourceAsync(new Amazon.SimpleNotificationService.Model.ListTagsForResourceRequest { ResourceArn = topic }, Stop)).Tags!.Select(tag => tag.Key));
        Assert.Equal(topic, Assert.Single((await sns.ListTopicsAsync(new ListTopicsRequest(), Stop)).Topics!).TopicArn);
        await sns.DeleteTopicAsync(new DeleteTopicRequest { TopicArn = topic }, Stop);
        var error = await Assert.ThrowsAsync<NotFoundException>(() => sns.GetTopicAttributesAsync(new GetTopicAttributesRequest { TopicArn = topic }, Stop));
        Assert.Equal(("Topic does not exist", $"request-{_aws.Calls.Count}"), (error.Message, error.RequestId));
        await Assert.ThrowsAsync<InvalidParameterException>(() => sns.CreateTopicAsync(new CreateTopicRequest { Name = "no topic" }, Stop));
    }

    [Fact]
    public async Task CloudWatch_keeps_alarms()
    {
        using var watch = _aws.CloudWatchClient();
        for (var number = 1; number <= 3; number++)
        {
            await watch.PutMetricAlarmAsync(
                new PutMetricAlarmRequest
                {
                    AlarmName = $"shop-{number}", Namespace = "AWS/Events", MetricName = "FailedInvocations", Statistic = Statistic.Sum, Period = 60, EvaluationPeriods = 1, Threshold = 0.5,
                    ComparisonOperator = ComparisonOperator.GreaterThanThreshold, TreatMissingData = "notBreaching", Dimensions = [new() { Name = "RuleName", Value = "shop" }],
                    AlarmActions = ["arn:aws:sns:us-east-1:123456789012:shop"], OKActions = [], Tags = [new() { Key = "owner", Value = "costtool" }],
                }, Stop);
        }

        var page = await watch.DescribeAlarmsAsync(new DescribeAlarmsRequest { AlarmNamePrefix = "shop-", MaxRecords = 2 }, Stop);
        var rest = await watch.DescribeAlarmsAsync(new DescribeAlarmsRequest { AlarmNamePrefix = "shop-", MaxRecords = 2, NextToken = page.NextToken }, Stop);
        Assert.Equal(["shop-1", "shop-2", "shop-3"], page.MetricAlarms!.Concat(rest.MetricAlarms!).Select(alarm => alarm.AlarmName));
        Assert.Null(rest.NextToken);
        var alarm = page.MetricAlarms![0];
        Assert.Equal((StateValue.INSUFFICIENT_DATA, 0.5, true, "shop", _clock.GetUtcNow().UtcDateTime), (alarm.StateValue, alarm.Threshold, alarm.ActionsEnabled, alarm.Dimensions![0].Value, alarm.StateUpdatedTimestamp));
        Assert.Equal(["arn:aws:sns:us-east-1:123456789012:shop"], alarm.AlarmActions!);
        await watch.TagResourceAsync(new Amazon.CloudWatch.Model.TagResourceRequest { ResourceARN = alarm.AlarmArn, Tags = [new() { Key = "team", Value = "a" }] }, Stop);
        Assert.Equal(2, (await watch.ListTagsForResourceAsync(new Amazon.CloudWatch.Model.ListTagsForResourceRequest { ResourceARN = alarm.AlarmArn }, Stop)).Tags!.Count);

        // One of them is not there: none goes.
        await Assert.ThrowsAsync<Amazon.CloudWatch.Model.ResourceNotFoundException>(() => watch.DeleteAlarmsAsync(new DeleteAlarmsRequest { AlarmNames = ["shop-1", "shop-4"] }, Stop));
        await watch.DeleteAlarmsAsync(new DeleteAlarmsRequest { AlarmNames = ["shop-1", "shop-3"] }, Stop);
        Assert.Equal(["shop-2"], _aws.CloudWatch.AlarmNames);
    }

    [Fact]
    public async Task CloudWatch_gives_metrics_in_pages_and_either_order()
    {
        var start = new DateTimeOffset(2026, 11, 1, 10, 0, 0, TimeSpan.Zero);
        for (var minute = 0; minute < 4; minute++)
        {
            // 1 and 3 each minute more: sums 4, 6, 8, 10
            _aws.CloudWatch.Put("Shop", "Jobs", [("Queue", "mail")], start.AddMinutes(minute).AddSeconds(5), 1 + minute);
            _aws.CloudWatch.Put("Shop", "Jobs", [("Queue", "mail")], start.AddMinutes(minute).AddSeconds(50), 3 + minute);
        }

        using var watch = _aws.CloudWatchClient();
        var request = new GetMetricDataRequest
        {
            StartTime = start.UtcDateTime, EndTime = start.AddMinutes(3).UtcDateTime, MaxDatapoints = 2, ScanBy = ScanBy.TimestampAscending,
            MetricDataQueries =
            [
                new() { Id = "sums", MetricStat = new() { Metric = new() { Namespace = "Shop", MetricName = "Jobs", Dimensions = [new() { Name = "Queue", Value = "mail" }] }, Period = 60, Stat = "Sum" } },
                new() { Id = "none", MetricStat = new() { Metric = new() { Namespace = "Shop", MetricName = "Jobs" }, Period = 60, Stat = "p99" } },
            ],
        };
        var first = await watch.GetMetricDataAsync(request, Stop);
        var result = Assert.Single(first.MetricDataResults!);
        Assert.Equal(("sums", StatusCode.PartialData, start.UtcDateTime), (result.Id, result.StatusCode, result.Timestamps![0]));
        Assert.Equal([4, 6], result.Values!);
        request.NextToken = first.NextToken;
        var second = await watch.GetMetricDataAsync(request, Stop);
        Assert.Null(second.NextToken);
        // The minute that begins at the end is left out.
        Assert.Equal([("sums", StatusCode.Complete, "8"), ("none", StatusCode.Complete, "")], second.MetricDataResults!.Select(each => (each.Id!, each.StatusCode!, string.Join(' ', each.Values!))));
        request.NextToken = null;
        request.ScanBy = null;
        Assert.Equal([8, 6], (await watch.GetMetricDataAsync(request, Stop)).MetricDataResults![0].Values!);
        request.MetricDataQueries = [.. Enumerable.Range(0, 501).Select(number => new MetricDataQuery { Id = $"q{number}", MetricStat = request.MetricDataQueries[0].MetricStat })];
        Assert.Equal("ValidationError", (await Assert.ThrowsAsync<AmazonCloudWatchException>(() => watch.GetMetricDataAsync(request, Stop))).ErrorCode);
    }

    [Fact]
    public async Task Service_quotas_come_in_pages()
    {
        for (var number = 1; number <= 3; number++) _aws.ServiceQuotas.Put(new("ecs", $"L-0000000{number}", $"Quota {number}", 10, number * 1.5));
        using var quotas = _aws.ServiceQuotasClient();
        Assert.Equal(4.5, (await quotas.GetServiceQuotaAsync(new GetServiceQuotaRequest { ServiceCode = "ecs", QuotaCode = "L-00000003" }, Stop)).Quota!.Value);
        var page = await quotas.ListServiceQuotasAsync(new ListServiceQuotasRequest { ServiceCode = "ecs", MaxResults = 2 }, Stop);
        Assert.Equal(2, page.Quotas!.Count);
        Assert.Equal("Quota 3", Assert.Single((await quotas.ListServiceQuotasAsync(new ListServiceQuotasRequest { ServiceCode = "ecs", NextToken = page.NextToken }, Stop)).Quotas!).QuotaName);
        var error = await Assert.ThrowsAsync<NoSuchResourceException>(() => quotas.GetServiceQuotaAsync(new GetServiceQuotaRequest { ServiceCode = "ecs", QuotaCode = "L-9" }, Stop));
        Assert.Equal($"request-{_aws.Calls.Count}", error.RequestId);
    }

    [Fact]
    public async Task Sqs_speaks_the_json_of_its_newer_clients()
    {
        using var sqs = _aws.SqsClient();
        var url = (await sqs.CreateQueueAsync(new CreateQueueRequest { QueueName = "shop", Attributes = new() { ["VisibilityTimeout"] = "20" }, Tags = new() { ["owner"] = "costtool" } }, Stop)).QueueUrl;
        Assert.Equal("application/x-amz-json-1.0", _aws.Calls[0].ContentType);
        Assert.Equal(url, (await sqs.GetQueueUrlAsync(new GetQueueUrlRequest { QueueName = "shop" }, Stop)).QueueUrl);
        await sqs.SendMessageAsync(new SendMessageRequest { QueueUrl = url, MessageBody = "one" }, Stop);
        Assert.Equal((1, "20"), await CountAsync());
        var message = Assert.Single((await sqs.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = url, MessageSystemAttributeNames = ["All"] }, Stop)).Messages);
        Assert.Equal(("one", "1"), (message.Body, message.Attributes["ApproximateReceiveCount"]));
        Assert.Equal((0, "20"), await CountAsync());
        _clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal((1, "20"), await CountAsync());
        var again = Assert.Single((await sqs.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = url }, Stop)).Messages);
        await sqs.DeleteMessageAsync(new DeleteMessageRequest { QueueUrl = url, ReceiptHandle = again.ReceiptHandle }, Stop);
        Assert.Empty(_aws.Sqs.Bodies("shop"));
        Assert.Equal("costtool", (await sqs.ListQueueTagsAsync(new ListQueueTagsRequest { QueueUrl = url }, Stop)).Tags["owner"]);
        await sqs.DeleteQueueAsync(new DeleteQueueRequest { QueueUrl = url }, Stop);
        await Assert.ThrowsAsync<QueueDoesNotExistException>(() => sqs.GetQueueUrlAsync(new GetQueueUrlRequest { QueueName = "shop" }, Stop));
        _clock.Advance(TimeSpan.FromSeconds(59));
        await Assert.ThrowsAsync<QueueDeletedRecentlyException>(() => sqs.CreateQueueAsync(new CreateQueueRequest { QueueName = "shop" }, Stop));
        _clock.Advance(TimeSpan.FromSeconds(1));
        await sqs.CreateQueueAsync(new CreateQueueRequest { QueueName = "shop" }, Stop);

        async Task<(int Visible, string Timeout)> CountAsync()
        {
            var attributes = await sqs.GetQueueAttributesAsync(new GetQueueAttributesRequest { QueueUrl = url, AttributeNames = ["ApproximateNumberOfMessages", "VisibilityTimeout"] }, Stop);
            Assert.Equal(2, attributes.Attributes.Count);
            return (attributes.ApproximateNumberOfMessages, attributes.Attributes["VisibilityTimeout"]);
        }
    }

    [Fact]
    public async Task Ec2_describes_networks_and_instances()
    {
        _aws.Ec2.AddNetwork("vpc-1", 2, 200, "nat-1", "ecr.api", "s3");
        for (var number = 1; number <= 6; number++)
            _aws.Ec2.Add("Instances", new JsonObject { ["InstanceId"] = $"i-{number}", ["InstanceType"] = "m7i.large", ["LaunchTime"] = 1793491200, ["State"] = new JsonObject { ["Code"] = 16, ["Name"] = number == 6 ? "stopped" : "running" }, ["Tags"] = new JsonArray(new JsonObject { ["Key"] = "team", ["Value"] = "a" }) });
        using var ec2 = _aws.Ec2Client();
        var subnets = (await ec2.DescribeSubnetsAsync(new DescribeSubnetsRequest { SubnetIds = ["subnet-2"] }, Stop)).Subnets;
        Assert.Equal(("us-east-1b", 200), (Assert.Single(subnets).AvailabilityZone, subnets[0].AvailableIpAddressCount));
        var table = Assert.Single((await ec2.DescribeRouteTablesAsync(new DescribeRouteTablesRequest { Filters = [new("vpc-id", ["vpc-1"])] }, Stop)).RouteTables);
        Assert.Equal((true, "nat-1"), (table.Associations[0].Main, table.Routes.Single(route => route.NatGatewayId is not null).NatGatewayId));
        var running = new DescribeInstancesRequest { MaxResults = 5, Filters = [new("instance-state-name", ["run*", "pending"]), new("tag:team", ["a"])] };
        var page = await ec2.DescribeInstancesAsync(running, Stop);
        Assert.Equal(["i-1", "i-2", "i-3", "i-4", "i-5"], page.Reservations.SelectMany(reservation => reservation.Instances).Select(instance => instance.InstanceId));
        Assert.Equal(new DateTime(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc), page.Reservations[0].Instances[0].LaunchTime!.Value.ToUniversalTime());
        Assert.Null(page.NextToken);
        var error = await Assert.ThrowsAsync<AmazonEC2Exception>(() => ec2.DescribeSecurityGroupsAsync(new DescribeSecurityGroupsRequest { GroupIds = ["sg-9"] }, Stop));
        Assert.Equal(("InvalidGroup.NotFound", $"request-{_aws.Calls.Count}"), (error.ErrorCode, error.RequestId));
    }

    [Fact]
    public async Task Sts_says_who_calls()
    {
        using var sts = _aws.StsClient();
        Assert.Equal("123456789012", (await sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), Stop)).Account);
        _aws.Faults.Plan("sts:GetCallerIdentity", Fault.ExpiredToken);
        Assert.Equal("ExpiredToken", (await Assert.ThrowsAnyAsync<AmazonSecurityTokenServiceException>(() => sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), Stop))).ErrorCode);
    }
}
