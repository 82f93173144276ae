using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Amazon.IdentityManagement.Model;
using Amazon.Runtime;
using Amazon.ServiceQuotas;
using Amazon.ServiceQuotas.Model;
using Amazon.SQS;
using Amazon.SQS.Model;
using CostTool.AwsDouble;
using CostTool.AwsDouble.Faults;
using Microsoft.Extensions.Time.Testing;

namespace CostTool.AwsSdk.Tests.Double;

/// <summary>What goes wrong on demand, in every protocol.</summary>
public sealed class FaultTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero));

    private AwsDouble.AwsDouble _aws = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _aws = await AwsDouble.AwsDouble.StartAsync("us-east-1", _clock, Stop);

    public ValueTask DisposeAsync() => _aws.DisposeAsync();

    [Fact]
    public async Task Throttling_failures_and_cuts_are_tried_again_in_every_protocol()
    {
        Fault[] passing = [Fault.Throttling, Fault.Internal];
        _aws.Faults.Plan("cloudwatch:DescribeAlarms", passing);
        _aws.Faults.Plan("sqs:ListQueues", passing);
        _aws.Faults.Plan("ec2:DescribeVpcs", passing);
        _aws.Faults.Plan("service-quotas:ListServiceQuotas", Fault.CutBeforeEffect, Fault.CutAfterEffect);
        _aws.ServiceQuotas.Put(new("ecs", "L-1", "One", 1, 1));
        using var watch = _aws.CloudWatchClient();
        using var sqs = _aws.SqsClient();
        using var ec2 = _aws.Ec2Client();
        using var quotas = _aws.ServiceQuotasClient();
        await watch.DescribeAlarmsAsync(new DescribeAlarmsRequest(), Stop);
        await sqs.ListQueuesAsync(new ListQueuesRequest(), Stop);
        await ec2.DescribeVpcsAsync(new Amazon.EC2.Model.DescribeVpcsRequest(), Stop);
        await quotas.ListServiceQuotasAsync(new ListServiceQuotasRequest { ServiceCode = "ecs" }, Stop);
        Assert.Equal(
            ["Throttling", "InternalFailure", null, "ThrottlingException", "InternalFailure", null, "RequestLimitExceeded", "InternalError", null, null, null, null],
            _aws.Calls.Select(call => call.Error));
    }

    [Fact]
    public async Task A_fault_by_number_meets_that_call_and_a_cut_after_the_effect_leaves_it()
    {
        _aws.Faults.PlanAt(2, Fault.CutAfterEffect);
        using var sqs = _aws.SqsClient();
        await sqs.CreateQueueAsync(new CreateQueueRequest { QueueName = "one" }, Stop);
        // The retry finds the queue that the lost call made.
        await sqs.CreateQueueAsync(new CreateQueueRequest { QueueName = "two" }, Stop);
        Assert.Equal(["one", "two"], _aws.Sqs.QueueNames);
        Assert.Equal(3, _aws.Calls.Count);
    }

    [Fact]
    public async Task The_hook_comes_after_the_effect_and_before_the_answer()
    {
        var seen = new List<string>();
        _aws.AfterCall = (number, name) => seen.Add($"{number} {name} {string.Join(',', _aws.Sqs.QueueNames)}");
        using var sqs = _aws.SqsClient();
        await sqs.CreateQueueAsync(new CreateQueueRequest { QueueName = "one" }, Stop);
        await sqs.DeleteQueueAsync(new DeleteQueueRequest { QueueUrl = "http://any/123456789012/one" }, Stop);
        await Assert.ThrowsAsync<QueueDoesNotExistException>(() => sqs.GetQueueUrlAsync("one", Stop));
        Assert.Equal(["1 sqs:CreateQueue one", "2 sqs:DeleteQueue ", "3 sqs:GetQueueUrl "], seen);
    }

    [Fact]
    public async Task Calls_beyond_the_burst_are_throttled_until_the_bucket_fills()
    {
        _aws.Throttle = new TokenBucket(2, 3, _clock);
        using var quotas = new AmazonServiceQuotasClient(
            new BasicAWSCredentials("AKIDEXAMPLE", "secret"), new AmazonServiceQuotasConfig { ServiceURL = _aws.Address.ToString(), AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });
        _aws.ServiceQuotas.Put(new("ecs", "L-1", "One", 1, 1));
        Assert.Equal([true, true, true, false], await TryAsync(4));
        _clock.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal([true, false], await TryAsync(2));

        async Task<List<bool>> TryAsync(int times)
        {
            var passed = new List<bool>();
            for (var time = 0; time < times; time++)
            {
                try
                {
                    await quotas.ListServiceQuotasAsync(new ListServiceQuotasRequest { ServiceCode = "ecs" }, Stop);
                    passed.Add(true);
                }
                catch (AmazonServiceQuotasException error) when (error.ErrorCode == "ThrottlingException")
                {
                    passed.Add(false);
                }
            }

            return passed;
        }
    }

    [Fact]
    public async Task What_was_just_made_is_listed_later_and_named_at_once()
    {
        _aws.Consistency.HiddenLooks = 1;
        using var sqs = _aws.SqsClient();
        await sqs.CreateQueueAsync(new CreateQueueRequest { QueueName = "one" }, Stop);
        Assert.EndsWith("/one", (await sqs.GetQueueUrlAsync("one", Stop)).QueueUrl, StringComparison.Ordinal);
        Assert.Empty((await sqs.ListQueuesAsync(new ListQueuesRequest(), Stop)).QueueUrls ?? []);
        Assert.Single((await sqs.ListQueuesAsync(new ListQueuesRequest(), Stop)).QueueUrls);
        _aws.Consistency.HiddenLooks = 0;
        _aws.Consistency.HiddenFor = TimeSpan.FromSeconds(10);
        await sqs.CreateQueueAsync(new CreateQueueRequest { QueueName = "two" }, Stop);
        _clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Single((await sqs.ListQueuesAsync(new ListQueuesRequest(), Stop)).QueueUrls);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, (await sqs.ListQueuesAsync(new ListQueuesRequest(), Stop)).QueueUrls.Count);
    }

    [Fact]
    public async Task A_request_that_the_model_refuses_never_reaches_the_service()
    {
        using var iam = _aws.IamClient();
        // 65 letters, one too many; a trust policy is required.
        var error = await Assert.ThrowsAnyAsync<AmazonServiceException>(() => iam.CreateRoleAsync(new CreateRoleRequest { RoleName = new string('r', 65) }, Stop));
        Assert.Equal("ValidationError", error.ErrorCode);
        Assert.StartsWith("2 validation errors detected: Value null at 'assumeRolePolicyDocument' failed to satisfy constraint: Member must not be null; ", error.Message, StringComparison.Ordinal);
        Assert.Contains("at 'roleName' failed to satisfy constraint: Member must have length less than or equal to 64", error.Message, StringComparison.Ordinal);
        using var watch = _aws.CloudWatchClient();
        var alarm = new PutMetricAlarmRequest { AlarmName = "a", EvaluationPeriods = 1, ComparisonOperator = new ComparisonOperator("Above"), Namespace = ":no", MetricName = "m" };
        var refused = await Assert.ThrowsAnyAsync<AmazonServiceException>(() => watch.PutMetricAlarmAsync(alarm, Stop));
        Assert.Contains("Value 'Above' at 'comparisonOperator' failed to satisfy constraint: Member must satisfy enum value set", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Value ':no' at 'namespace' failed to satisfy constraint: Member must satisfy regular expression pattern: [^:].*", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signature_for_another_service_is_refused()
    {
        using var sqs = new AmazonSQSClient(
            new BasicAWSCredentials("AKIDEXAMPLE", "secret"), new AmazonSQSConfig { ServiceURL = _aws.Address.ToString(), AuthenticationRegion = "us-east-1", AuthenticationServiceName = "sns" });
        var error = await Assert.ThrowsAsync<AmazonSQSException>(() => sqs.ListQueuesAsync(new ListQueuesRequest(), Stop));
        Assert.Equal("InvalidSignatureException", error.ErrorCode);
    }

    [Fact]
    public async Task An_error_of_the_service_s_own_can_be_planned()
    {
        _aws.Faults.Plan("iam:GetRole", new ServiceErrorException("ServiceFailureException", "no"));
        using var iam = _aws.IamClient();
        await Assert.ThrowsAsync<NoSuchEntityException>(() => iam.GetRoleAsync(new GetRoleRequest { RoleName = "shop" }, Stop));
        Assert.Equal(["ServiceFailureException", "NoSuchEntityException"], _aws.Calls.Select(call => call.Error));
    }
}
