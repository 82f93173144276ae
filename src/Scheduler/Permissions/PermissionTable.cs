using CostTool.Analyzer.Problems;

namespace CostTool.Scheduler.Permissions;

/// <summary>What each command that asks AWS needs to be allowed. Tests hold it against the calls that the code makes.</summary>
public static class PermissionTable
{
    /// <summary>Calls that AWS answers to everyone with credentials.</summary>
    /// <remarks>https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html: "No permissions are required".</remarks>
    public static IReadOnlyList<string> FreeCalls { get; } = ["sts:GetCallerIdentity"];

    /// <summary>The commands, in the order in which they are read about.</summary>
    public static IReadOnlyList<CommandPermissions> Commands { get; } =
    [
        Command("bill --athena", AthenaPermissions.Query),
        Command("rightsize --athena", AthenaPermissions.Query),
        Command("collect", CollectPermissions.Costs, CollectPermissions.Inventory, CollectPermissions.Metrics),
        Command("schedule diff", DeploymentPermissions.Read),
        Command("schedule apply", DeploymentPermissions.Read, DeploymentPermissions.Preflight, DeploymentPermissions.Lock, DeploymentPermissions.Write, DeploymentPermissions.Mark, DeploymentPermissions.Delete),
        Command("schedule destroy", DeploymentPermissions.Read, DeploymentPermissions.Lock, DeploymentPermissions.Delete),
        Command("schedule adopt", DeploymentPermissions.Read, DeploymentPermissions.Lock, DeploymentPermissions.Mark),
        Command("schedule unlock", DeploymentPermissions.Unlock),
        Command("schedule rollback", DeploymentPermissions.Read, DeploymentPermissions.Switch),
        Command("schedule run", RunPermissions.Run),
        Command("dispatch", DispatchPermissions.Dispatch),
        Command("dispatch, broker in SQS", DispatchPermissions.Broker),
        Command("doctor", DoctorPermissions.Own),
    ];

    /// <summary>The permissions of a command.</summary>
    /// <exception cref="ProblemException">No such command asks AWS.</exception>
    public static CommandPermissions Of(string command) =>
        Commands.FirstOrDefault(known => known.Command == command)
        ?? throw new ProblemException(new Problem($"`{command}` is no command that asks AWS", "doctor", $"name some of: {string.Join(", ", Commands.Select(known => known.Command))}"));

    private static CommandPermissions Command(string name, params IEnumerable<IReadOnlyList<Permission>> parts) => new(
        name,
        [
            .. parts.SelectMany(part => part)
                .GroupBy(permission => (permission.Scope.Sid, permission.Action))
                .Select(same => same.First() with { Calls = [.. same.SelectMany(permission => permission.Calls).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)] })
                .OrderBy(permission => permission.Scope.Sid, StringComparer.Ordinal).ThenBy(permission => permission.Action, StringComparer.Ordinal),
        ]);
}
