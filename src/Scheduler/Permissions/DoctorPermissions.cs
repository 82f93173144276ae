using static CostTool.Scheduler.Permissions.PermissionScopes;

namespace CostTool.Scheduler.Permissions;

/// <summary>What lets <c>doctor</c> say for sure which permissions are missing; without it, it tries reading and says what is not known.</summary>
internal static class DoctorPermissions
{
    public static IReadOnlyList<Permission> Own { get; } =
    [
        .. Grant.On(Principals, "iam", "SimulatePrincipalPolicy"),
        // A session names its role without the path that the simulation asks for.
        .. Grant.On(PrincipalRoles, "iam", "GetRole"),
    ];
}
