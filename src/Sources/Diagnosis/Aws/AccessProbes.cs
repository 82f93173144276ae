using Amazon.Athena;
using Amazon.Athena.Model;
using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Amazon.CloudWatchLogs;
using Amazon.CloudWatchLogs.Model;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.ECS;
using Amazon.ECS.Model;
using Amazon.EventBridge;
using Amazon.EventBridge.Model;
using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using Amazon.Runtime;
using Amazon.Scheduler;
using Amazon.Scheduler.Model;
using Amazon.ServiceQuotas;
using Amazon.ServiceQuotas.Model;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using Amazon.SQS;
using Amazon.SQS.Model;
using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;
using CostTool.Scheduler.Permissions;

namespace CostTool.Sources.Diagnosis.Aws;

/// <summary>What reading showed.</summary>
/// <param name="Allowed">Actions that went through.</param>
/// <param name="Denied">Actions that were refused.</param>
internal sealed record ProbedAccess(IReadOnlySet<string> Allowed, IReadOnlySet<string> Denied);

/// <summary>Tries actions that read, ask for little and cost nothing.</summary>
internal static class AccessProbes
{
    /// <summary>The actions that are tried.</summary>
    public static IReadOnlyList<string> Actions { get; } =
    [
        "athena:GetWorkGroup", "cloudwatch:DescribeAlarms", "ec2:DescribeSubnets", "ecs:ListTaskDefinitions", "events:ListRules", "iam:GetRole",
        "logs:DescribeLogGroups", "scheduler:ListSchedules", "servicequotas:ListServiceQuotas", "sns:GetTopicAttributes", "sqs:GetQueueUrl", "states:DescribeStateMachine",
    ];

    /// <summary>Tries those that are asked for, side by side.</summary>
    public static async Task<ProbedAccess> TryAsync(AwsSession session, PermissionPlace place, IReadOnlySet<string> actions, CancellationToken cancellationToken)
    {
        var tried = Actions.Where(actions.Contains).ToList();
        var answers = await System.Threading.Tasks.Task.WhenAll(tried.Select(action => MayAsync(session, place, action, cancellationToken))).ConfigureAwait(false);
        return new ProbedAccess(
            tried.Where((_, at) => answers[at] is true).ToHashSet(StringComparer.Ordinal),
            tried.Where((_, at) => answers[at] is false).ToHashSet(StringComparer.Ordinal));
    }

    // Null where the answer says nothing of permissions.
    private static async Task<bool?> MayAsync(AwsSession session, PermissionPlace place, string action, CancellationToken cancellationToken)
    {
        try
        {
            await CallAsync(session, place, action, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (AmazonServiceException fault) when (Refusal.IsDenial(fault))
        {
            return false;
        }
        catch (AmazonServiceException fault) when (!Refusal.IsAbsence(fault) && fault.StatusCode is System.Net.HttpStatusCode.BadRequest or System.Net.HttpStatusCode.NotFound && !Refusal.IsExpiry(fault) && !Refusal.IsStranger(fault))
        {
            // It does not exist, and the caller was let in to hear so.
            return true;
        }
        catch (Exception fault) when (fault is AmazonClientException or AmazonServiceException or HttpRequestException or IOException)
        {
            return null;
        }
    }

    private static async System.Threading.Tasks.Task CallAsync(AwsSession session, PermissionPlace place, string action, CancellationToken cancellationToken)
    {
        var (keys, name) = (session.Credentials, place.Deployment == "*" ? "costtool-doctor" : place.Deployment);
        var inAccount = $"{place.Region}:{place.Account}";
        switch (action)
        {
            case "athena:GetWorkGroup":
                using (var client = new AmazonAthenaClient(keys, session.Configure(new AmazonAthenaConfig())))
                    await client.GetWorkGroupAsync(new GetWorkGroupRequest { WorkGroup = place.WorkGroup == "*" ? "primary" : place.WorkGroup }, cancellationToken).ConfigureAwait(false);
                break;
            case "cloudwatch:DescribeAlarms":
                using (var client = new AmazonCloudWatchClient(keys, session.Configure(new AmazonCloudWatchConfig())))
                    await client.DescribeAlarmsAsync(new DescribeAlarmsRequest { MaxRecords = 1 }, cancellationToken).ConfigureAwait(false);
                break;
            case "ec2:DescribeSubnets":
                using (var client = new AmazonEC2Client(keys, session.Configure(new AmazonEC2Config())))
                    await client.DescribeSubnetsAsync(new DescribeSubnetsRequest { MaxResults = 5 }, cancellationToken).ConfigureAwait(false);
                break;
            case "ecs:ListTaskDefinitions":
                using (var client = new AmazonECSClient(keys, session.Configure(new AmazonECSConfig())))
                    await client.ListTaskDefinitionsAsync(new ListTaskDefinitionsRequest { MaxResults = 1 }, cancellationToken).ConfigureAwait(false);
                break;
            case "events:ListRules":
                using (var client = new AmazonEventBridgeClient(keys, session.Configure(new AmazonEventBridgeConfig())))
                    await client.ListRulesAsync(new ListRulesRequest { Limit = 1 }, cancellationToken).ConfigureAwait(false);
                break;
            case "iam:GetRole":
                using (var client = new AmazonIdentityManagementServiceClient(keys, session.Configure(new AmazonIdentityManagementServiceConfig())))
                    await client.GetRoleAsync(new GetRoleRequest { RoleName = $"{name}-scheduler-{session.Access.Region.SystemName}" }, cancellationToken).ConfigureAwait(false);
                break;
            case "logs:DescribeLogGroups":
                using (var client = new AmazonCloudWatchLogsClient(keys, session.Configure(new AmazonCloudWatchLogsConfig())))
                    await client.DescribeLogGroupsAsync(new DescribeLogGroupsRequest { Limit = 1 }, cancellationToken).ConfigureAwait(false);
                break;
            case "scheduler:ListSchedules":
                using (var client = new AmazonSchedulerClient(keys, session.Configure(new AmazonSchedulerConfig())))
                    await client.ListSchedulesAsync(new ListSchedulesRequest { MaxResults = 1 }, cancellationToken).ConfigureAwait(false);
                break;
            case "servicequotas:ListServiceQuotas":
                using (var client = new AmazonServiceQuotasClient(keys, session.Configure(new AmazonServiceQuotasConfig())))
                    await client.ListServiceQuotasAsync(new ListServiceQuotasRequest { ServiceCode = "scheduler", MaxResults = 1 }, cancellationToken).ConfigureAwait(false);
                break;
            case "sns:GetTopicAttributes":
                using (var client = new AmazonSimpleNotificationServiceClient(keys, session.Configure(new AmazonSimpleNotificationServiceConfig())))
                    await client.GetTopicAttributesAsync(new GetTopicAttributesRequest { TopicArn = $"arn:{place.Partition}:sns:{inAccount}:{name}-alarms" }, cancellationToken).ConfigureAwait(false);
                break;
            case "sqs:GetQueueUrl":
                using (var client = new AmazonSQSClient(keys, session.Configure(new AmazonSQSConfig())))
                    await client.GetQueueUrlAsync(new GetQueueUrlRequest { QueueName = $"{name}-dead-letters" }, cancellationToken).ConfigureAwait(false);
                break;
            case "states:DescribeStateMachine":
                using (var client = new AmazonStepFunctionsClient(keys, session.Configure(new AmazonStepFunctionsConfig())))
                    await client.DescribeStateMachineAsync(new DescribeStateMachineRequest { StateMachineArn = $"arn:{place.Partition}:states:{inAccount}:stateMachine:{name}-fallback" }, cancellationToken).ConfigureAwait(false);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(action), action, "not tried");
        }
    }
}
