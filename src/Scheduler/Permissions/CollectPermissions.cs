using static CostTool.Scheduler.Permissions.PermissionScopes;

namespace CostTool.Scheduler.Permissions;

/// <summary>Filling a workspace from an account: reading only.</summary>
internal static class CollectPermissions
{
    public static IReadOnlyList<Permission> Costs { get; } =
    [
        .. Grant.On(Anything, "ce", "GetCostAndUsage"),
        .. Grant.On(Anything, "pricing", "GetProducts"),
    ];

    public static IReadOnlyList<Permission> Inventory { get; } =
    [
        .. Grant.On(Anything, "ec2", "DescribeInstances"),
        .. Grant.On(Anything, "ecs", "DescribeTaskDefinition", "ListClusters", "ListServices"),
        .. Grant.On(EveryService, "ecs", "DescribeServices"),
        .. Grant.On(EveryTask, "ecs", "DescribeTasks"),
        .. Grant.On(EveryTaskList, "ecs", "ListTasks"),
    ];

    public static IReadOnlyList<Permission> Metrics { get; } = [.. Grant.On(Anything, "cloudwatch", "GetMetricData")];
}
