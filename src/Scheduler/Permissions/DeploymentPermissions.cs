using static CostTool.Scheduler.Permissions.PermissionScopes;

namespace CostTool.Scheduler.Permissions;

/// <summary>Reading, making and removing what a deployment consists of.</summary>
internal static class DeploymentPermissions
{
    public static IReadOnlyList<Permission> Read { get; } =
    [
        .. Grant.On(Anything, "scheduler", "ListScheduleGroups", "ListSchedules"),
        .. Grant.On(ScheduleGroup, "scheduler", "GetScheduleGroup", "ListTagsForResource"),
        .. Grant.On(OwnSchedules, "scheduler", "GetSchedule"),
        .. Grant.On(Anything, "ecs", "DescribeTaskDefinition", "ListClusters", "ListTaskDefinitionFamilies", "ListTaskDefinitions"),
        .. Grant.On(OwnService, "ecs", "DescribeServices"),
        .. Grant.On(Anything, "states", "ListStateMachines"),
        .. Grant.On(StateMachine, "states", "DescribeStateMachine", "ListTagsForResource"),
        .. Grant.On(Anything, "iam", "ListRoles"),
        .. Grant.On(DeploymentRoles, "iam", "GetRole", "GetRolePolicy", "ListAttachedRolePolicies", "ListRolePolicies"),
        .. Grant.On(Anything, "logs", "DescribeLogGroups"),
        .. Grant.On(LogGroup, "logs", "ListTagsForResource"),
        .. Grant.On(Anything, "events", "ListRules"),
        .. Grant.On(Rules, "events", "DescribeRule", "ListTargetsByRule"),
        .. Grant.On(Anything, "sns", "ListTopics"),
        .. Grant.On(Topic, "sns", "GetTopicAttributes", "ListSubscriptionsByTopic", "ListTagsForResource"),
        .. Grant.On(Anything, "sqs", "ListQueues"),
        .. Grant.On(Queues, "sqs", "GetQueueAttributes", "GetQueueUrl", "ListQueueTags"),
        .. Grant.On(AlarmList, "cloudwatch", "DescribeAlarms"),
        .. Grant.On(Alarms, "cloudwatch", "ListTagsForResource"),
    ];

    /// <summary>What is looked at before the first change: network, cluster and quotas.</summary>
    public static IReadOnlyList<Permission> Preflight { get; } =
    [
        .. Grant.On(Anything, "ec2", "DescribeRouteTables", "DescribeSecurityGroups", "DescribeSubnets", "DescribeVpcEndpoints"),
        .. Grant.On(Cluster, "ecs", "DescribeClusters"),
        .. Grant.On(Anything, "servicequotas", "ListServiceQuotas"),
    ];

    /// <summary>Keeping two applies apart.</summary>
    public static IReadOnlyList<Permission> Lock { get; } =
    [
        .. Grant.On(LockGroup, "scheduler", "CreateScheduleGroup", "DeleteScheduleGroup", "GetScheduleGroup", "ListTagsForResource"),
        .. Grant.Besides(LockGroup, "scheduler:TagResource", "scheduler:CreateScheduleGroup"),
    ];

    /// <summary>Looking who has the lock, and breaking it.</summary>
    public static IReadOnlyList<Permission> Unlock { get; } = [.. Grant.On(LockGroup, "scheduler", "DeleteScheduleGroup", "GetScheduleGroup", "ListTagsForResource")];

    /// <summary>Making what is missing and changing what differs.</summary>
    public static IReadOnlyList<Permission> Write { get; } =
    [
        .. Grant.On(ScheduleGroup, "scheduler", "CreateScheduleGroup"),
        .. Grant.On(OwnSchedules, "scheduler", "CreateSchedule"),
        .. Grant.On(TaskDefinitions, "ecs", "RegisterTaskDefinition"),
        .. Grant.Besides(PassToTasks, "iam:PassRole", "ecs:RegisterTaskDefinition"),
        .. Grant.On(OwnService, "ecs", "CreateService", "UpdateService"),
        .. Grant.On(StateMachine, "states", "CreateStateMachine", "UpdateStateMachine"),
        .. Grant.Besides(PassToStateMachine, "iam:PassRole", "states:CreateStateMachine", "states:UpdateStateMachine"),
        .. Grant.On(DeploymentRoles, "iam", "AttachRolePolicy", "CreateRole", "PutRolePolicy", "UpdateAssumeRolePolicy", "UpdateRole"),
        .. Grant.On(LogGroup, "logs", "CreateLogGroup", "PutRetentionPolicy"),
        .. Grant.On(Rules, "events", "PutTargets"),
        .. Grant.Besides(PassToEvents, "iam:PassRole", "events:PutTargets"),
        .. Grant.On(Topic, "sns", "CreateTopic", "Subscribe"),
        .. Grant.On(Queues, "sqs", "CreateQueue"),
        .. Grant.On(Alarms, "cloudwatch", "PutMetricAlarm"),
    ];

    /// <summary>Writing the mark of ownership: tags, and descriptions of what takes none.</summary>
    public static IReadOnlyList<Permission> Mark { get; } =
    [
        .. Grant.On(ScheduleGroup, "scheduler", "TagResource"),
        .. Grant.On(OwnSchedules, "scheduler", "UpdateSchedule"),
        .. Grant.Besides(PassToScheduler, "iam:PassRole", "scheduler:CreateSchedule", "scheduler:UpdateSchedule"),
        .. Grant.On(TaskDefinitions, "ecs", "TagResource"),
        .. Grant.On(OwnService, "ecs", "TagResource"),
        .. Grant.On(StateMachine, "states", "TagResource"),
        .. Grant.On(DeploymentRoles, "iam", "TagRole"),
        .. Grant.On(LogGroup, "logs", "TagResource"),
        .. Grant.On(Rules, "events", "PutRule"),
        .. Grant.On(Topic, "sns", "TagResource"),
        .. Grant.On(Queues, "sqs", "TagQueue"),
        .. Grant.On(Alarms, "cloudwatch", "TagResource"),
    ];

    /// <summary>Turning schedules on and off, which <c>apply --cutover</c> may anyway.</summary>
    public static IReadOnlyList<Permission> Switch { get; } =
    [
        .. Grant.On(OwnSchedules, "scheduler", "UpdateSchedule"),
        .. Grant.Besides(PassToScheduler, "iam:PassRole", "scheduler:UpdateSchedule"),
    ];

    /// <summary>Removing what the plan no longer has, or everything. Policies of queues and topics go by being emptied.</summary>
    public static IReadOnlyList<Permission> Delete { get; } =
    [
        .. Grant.On(ScheduleGroup, "scheduler", "DeleteScheduleGroup"),
        .. Grant.On(OwnSchedules, "scheduler", "DeleteSchedule"),
        .. Grant.On(Anything, "ecs", "DeregisterTaskDefinition"),
        .. Grant.On(OwnService, "ecs", "DeleteService"),
        .. Grant.On(StateMachine, "states", "DeleteStateMachine"),
        .. Grant.On(DeploymentRoles, "iam", "DeleteRole", "DeleteRolePolicy", "DetachRolePolicy"),
        .. Grant.On(LogGroup, "logs", "DeleteLogGroup"),
        .. Grant.On(Rules, "events", "DeleteRule", "RemoveTargets"),
        .. Grant.On(Topic, "sns", "DeleteTopic", "SetTopicAttributes", "Unsubscribe", "UntagResource"),
        .. Grant.On(Queues, "sqs", "DeleteQueue", "SetQueueAttributes"),
        .. Grant.On(Alarms, "cloudwatch", "DeleteAlarms"),
    ];
}
