using System.Text.RegularExpressions;
using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Deployment.Applying;

namespace CostTool.Scheduler.Accounts.Calling;

/// <summary>Tells a role that does not exist from one that a service has not seen yet: both are refused in the same words, and only the second passes.</summary>
/// <param name="client">IAM.</param>
/// <param name="calls">Its pace.</param>
internal sealed partial class NamedRoles(IAmazonIdentityManagementService client, ServiceCalls calls)
{
    /// <summary>Does a change of a resource that names roles.</summary>
    /// <exception cref="AccountFaultException">It may be tried again.</exception>
    /// <exception cref="ProblemException">It is refused, or IAM says that a role does not exist.</exception>
    public async Task<T> ChangeAsync<T>(DesiredResource resolved, string deployment, Func<Task<T>> change, CancellationToken cancellationToken)
    {
        try
        {
            return await change().ConfigureAwait(false);
        }
        catch (AccountFaultException fault) when (AccountErrors.DoubtsARole(fault))
        {
            // The deployment's own were made a moment ago, and IAM itself may not tell of them yet.
            foreach (var role in RolesOf(resolved).Where(role => !role.Name.StartsWith($"{deployment}-", StringComparison.Ordinal)))
                if (await IsMissingAsync(role.Name, cancellationToken).ConfigureAwait(false))
                    throw new ProblemException(new Problem($"the role `{role.Arn}` does not exist", $"{resolved.Type} `{resolved.PhysicalName}`", "make the role, or name another in costtool.yaml and plan again; then run the same command again"));
            throw;
        }
    }

    private static IEnumerable<(string Name, string Arn)> RolesOf(DesiredResource resource) =>
        resource.Properties.Members.Values.OfType<TextValue>().Select(value => RoleArn().Match(value.Text)).Where(match => match.Success).Select(match => (match.Groups["name"].Value, match.Value));

    private async Task<bool> IsMissingAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await calls.FindAsync("GetRole", name, Kinds.Properties.NotFound, () => client.GetRoleAsync(new GetRoleRequest { RoleName = name }, cancellationToken), cancellationToken).ConfigureAwait(false) is null;
        }
        catch (ProblemException)
        {
            // Who may not ask waits, as for a role that is not seen yet.
            return false;
        }
    }

    [GeneratedRegex("^arn:[^:]+:iam::[0-9]{12}:role/(?:.*/)?(?<name>[^/]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex RoleArn();
}
