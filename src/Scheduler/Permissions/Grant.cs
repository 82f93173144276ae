namespace CostTool.Scheduler.Permissions;

/// <summary>Writes permissions down shortly.</summary>
internal static class Grant
{
    /// <summary>Actions of one service that are called as they are named.</summary>
    public static IEnumerable<Permission> On(PermissionScope scope, string service, params IEnumerable<string> operations) =>
        operations.Select(operation => $"{service}:{operation}").Select(action => new Permission(action, scope, [action]));

    /// <summary>An action that nobody calls, but that other calls need besides their own.</summary>
    public static IEnumerable<Permission> Besides(PermissionScope scope, string action, params IReadOnlyList<string> calls) => [new Permission(action, scope, calls)];
}
