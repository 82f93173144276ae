using static CostTool.Scheduler.Permissions.PermissionScopes;

namespace CostTool.Scheduler.Permissions;

/// <summary>Starting one task by hand and following it.</summary>
internal static class RunPermissions
{
    public static IReadOnlyList<Permission> Run { get; } =
    [
        .. Grant.On(TasksStarted, "ecs", "RunTask"),
        .. Grant.Besides(TasksTagged, "ecs:TagResource", "ecs:RunTask"),
        .. Grant.Besides(PassToTasks, "iam:PassRole", "ecs:RunTask"),
        .. Grant.On(Tasks, "ecs", "DescribeTasks"),
        .. Grant.On(LogStreams, "logs", "GetLogEvents"),
    ];
}
