using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using Amazon.Runtime;
using CostTool.Scheduler.Permissions;

namespace CostTool.Sources.Diagnosis.Aws;

/// <summary>A command whose permissions are looked at.</summary>
/// <param name="Permissions">What it needs.</param>
/// <param name="Needed">The user needs it: what is missing has failed.</param>
public sealed record AskedCommand(CommandPermissions Permissions, bool Needed);

/// <summary>Which permissions are missing for which command: by IAM's own simulation where that is allowed, else by reading. What neither tells is said to be unknown.</summary>
/// <param name="session">Region and credentials.</param>
/// <param name="place">Name of the deployment and of what it uses; the account is the caller's.</param>
/// <param name="commands">The commands.</param>
public sealed class PermissionCheck(AwsSession session, PermissionPlace place, IReadOnlyList<AskedCommand> commands) : ICheck
{
    private const int Shown = 12;
    private const string Simulation = "iam:SimulatePrincipalPolicy";

    /// <inheritdoc/>
    public string Name => "permissions";

    /// <inheritdoc/>
    public bool Needed => false;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken)
    {
        string caller;
        PermissionPlace here;
        try
        {
            var identity = await session.CallerAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
            caller = identity.Arn;
            here = place with { Account = identity.Account, Partition = caller.Split(':')[1] };
        }
        catch (Exception fault) when (fault is AmazonClientException or AmazonServiceException or HttpRequestException)
        {
            return [new Finding(Name, FindingLevel.Warning, "not known: AWS does not say who the caller is", "mend credentials and account first")];
        }

        if (caller.EndsWith(":root", StringComparison.Ordinal))
            return [new Finding(Name, FindingLevel.Warning, "the root user may do everything but what service control policies forbid, which cannot be asked", "work with a role: `costtool doctor --policy \"schedule apply\"`")];
        using var client = new AmazonIdentityManagementServiceClient(session.Credentials, session.Configure(new AmazonIdentityManagementServiceConfig()));
        var permissions = commands.SelectMany(command => command.Permissions.Permissions).DistinctBy(permission => (permission.Scope.Sid, permission.Action)).ToList();
        try
        {
            var answers = await new PolicySimulation(client, here).AskAsync(caller, permissions, cancellationToken).ConfigureAwait(false);
            return [.. commands.Select(command => Simulated(command, answers))];
        }
        catch (AmazonServiceException fault) when (Refusal.IsDenial(fault) || Refusal.IsAbsence(fault) || fault is NoSuchEntityException or InvalidInputException)
        {
            var reason = Refusal.IsDenial(fault) ? $"{Simulation} is missing" : $"{Simulation} answers {Refusal.Shown(fault)}";
            var read = await AccessProbes.TryAsync(session, here, permissions.Select(permission => permission.Action).ToHashSet(StringComparer.Ordinal), cancellationToken).ConfigureAwait(false);
            return [.. commands.Select(command => Tried(command, read, reason))];
        }
    }

    private static Finding Simulated(AskedCommand command, IReadOnlyDictionary<(string Sid, string Action), Decision> answers)
    {
        var all = command.Permissions.Permissions;
        var missing = all.Where(permission => answers[(permission.Scope.Sid, permission.Action)] is Decision.Denied).Select(permission => permission.Action).ToList();
        var open = all.Where(permission => answers[(permission.Scope.Sid, permission.Action)] is Decision.Unknown).Select(permission => permission.Action).ToList();
        if (missing.Count > 0) return Missing(command, missing);
        return open.Count > 0
            ? new Finding(Check(command), FindingLevel.Warning, $"not known, as policies have conditions that only a real call meets: {Listed(open)}", "")
            : new Finding(Check(command), FindingLevel.Ok, FormattableString.Invariant($"all {all.Count} are allowed"));
    }

    private static Finding Tried(AskedCommand command, ProbedAccess read, string reason)
    {
        var actions = command.Permissions.Permissions.Select(permission => permission.Action).Distinct(StringComparer.Ordinal).ToList();
        var missing = actions.Where(read.Denied.Contains).ToList();
        if (missing.Count > 0) return Missing(command, missing);
        var open = actions.Where(action => !read.Allowed.Contains(action)).ToList();
        return open.Count == 0
            ? new Finding(Check(command), FindingLevel.Ok, FormattableString.Invariant($"all {actions.Count} are allowed, as reading showed"))
            : new Finding(Check(command), FindingLevel.Warning, FormattableString.Invariant($"{actions.Count - open.Count} of {actions.Count} are allowed, as reading showed; {open.Count} are not known: {reason}"), "allow what `costtool doctor --policy doctor` prints, and ask again");
    }

    private static Finding Missing(AskedCommand command, IReadOnlyList<string> missing) =>
        Finding.Broken(Check(command), command.Needed, FormattableString.Invariant($"{missing.Count} missing: {Listed(missing)}"), $"allow what `costtool doctor --policy \"{command.Permissions.Command}\"` prints");

    private static string Check(AskedCommand command) => $"may {command.Permissions.Command}";

    private static string Listed(IReadOnlyList<string> actions)
    {
        var distinct = actions.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return $"{string.Join(", ", distinct.Take(Shown))}{(distinct.Count > Shown ? FormattableString.Invariant($" and {distinct.Count - Shown} more") : "")}";
    }
}
