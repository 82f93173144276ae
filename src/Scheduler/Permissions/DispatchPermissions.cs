using static CostTool.Scheduler.Permissions.PermissionScopes;

namespace CostTool.Scheduler.Permissions;

/// <summary>Starting and counting workers, and hearing what befell them: what the role of the dispatcher's service is given, too.</summary>
internal static class DispatchPermissions
{
    public static IReadOnlyList<Permission> Dispatch { get; } =
    [
        .. Grant.On(WorkersStarted, "ecs", "RunTask"),
        .. Grant.Besides(TasksTagged, "ecs:TagResource", "ecs:RunTask"),
        .. Grant.Besides(PassToTasks, "iam:PassRole", "ecs:RunTask"),
        .. Grant.On(Tasks, "ecs", "DescribeTasks"),
        .. Grant.On(TaskList, "ecs", "ListTasks"),
        .. Grant.On(EventQueue, "sqs", "GetQueueUrl", "ReceiveMessage"),
        // IAM has one action for a message and for a batch.
        .. Grant.Besides(EventQueue, "sqs:DeleteMessage", "sqs:DeleteMessageBatch"),
    ];

    /// <summary>Counting a broker's queues in SQS, and the lease that is kept there.</summary>
    public static IReadOnlyList<Permission> Broker { get; } =
    [
        .. Grant.On(EveryQueue, "sqs", "GetQueueAttributes", "GetQueueUrl"),
        .. Grant.On(LeaseQueue, "sqs", "ChangeMessageVisibility", "CreateQueue", "DeleteMessage", "GetQueueAttributes", "GetQueueUrl", "ReceiveMessage", "SendMessage"),
    ];
}
