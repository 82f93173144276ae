using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using CostTool.Scheduler.Permissions;

namespace CostTool.Sources.Diagnosis.Aws;

/// <summary>What a simulation says of an action.</summary>
internal enum Decision
{
    /// <summary>It is allowed.</summary>
    Allowed,

    /// <summary>It is not.</summary>
    Denied,

    /// <summary>It depends on what only a real call has, such as the caller's address.</summary>
    Unknown,
}

/// <summary>Asks IAM whether a principal's policies allow actions; nothing is carried out.</summary>
/// <remarks>Service control policies and boundaries count; policies of resources do not, as the simulation has none of them.</remarks>
internal sealed class PolicySimulation(IAmazonIdentityManagementService client, PermissionPlace place)
{
    // IAM is one for all regions and slow to forgive.
    private const int AtOnce = 4;

    // Stands in a resource for what is made later: a star would be compared as a letter.
    private const string Sample = "costtool-doctor";

    /// <summary>The decisions, by statement and action.</summary>
    /// <exception cref="AmazonIdentityManagementServiceException">The simulation is not allowed, or does not know the principal.</exception>
    public async Task<IReadOnlyDictionary<(string Sid, string Action), Decision>> AskAsync(string caller, IReadOnlyList<Permission> permissions, CancellationToken cancellationToken)
    {
        var principal = await PrincipalAsync(caller, cancellationToken).ConfigureAwait(false);
        var decisions = new Dictionary<(string, string), Decision>();
        foreach (var batch in permissions.GroupBy(permission => permission.Scope.Sid, StringComparer.Ordinal).Chunk(AtOnce))
        {
            var answers = await Task.WhenAll(batch.Select(statement => StatementAsync(principal, [.. statement], cancellationToken))).ConfigureAwait(false);
            foreach (var (key, decision) in answers.SelectMany(answer => answer)) decisions[key] = decision;
        }

        return decisions;
    }

    /// <summary>The role behind a session: sessions name it without its path, which simulation asks for.</summary>
    private async Task<string> PrincipalAsync(string caller, CancellationToken cancellationToken)
    {
        var parts = caller.Split(':', 6);
        if (!parts[5].StartsWith("assumed-role/", StringComparison.Ordinal)) return caller;
        var role = await client.GetRoleAsync(new GetRoleRequest { RoleName = parts[5].Split('/')[1] }, cancellationToken).ConfigureAwait(false);
        return role.Role!.Arn!;
    }

    private async Task<IReadOnlyList<((string Sid, string Action) Key, Decision Decision)>> StatementAsync(string principal, IReadOnlyList<Permission> permissions, CancellationToken cancellationToken)
    {
        var scope = permissions[0].Scope;
        var actions = permissions.Select(permission => permission.Action).ToList();
        // One resource at a time: with several, the answer for all is that of the worst, whatever each is for.
        var seen = actions.ToDictionary(action => action, _ => new List<Decision>(), StringComparer.Ordinal);
        foreach (var resource in place.Resources(scope))
        {
            var request = new SimulatePrincipalPolicyRequest
            {
                PolicySourceArn = principal,
                ActionNames = actions,
                ResourceArns = resource == "*" ? null : [resource.Replace("*", Sample, StringComparison.Ordinal)],
                ContextEntries = scope.Conditions.Count == 0 ? null : [.. scope.Conditions.Select(Context)],
            };
            SimulatePrincipalPolicyResponse page;
            do
            {
                page = await client.SimulatePrincipalPolicyAsync(request, cancellationToken).ConfigureAwait(false);
                foreach (var result in page.EvaluationResults ?? []) seen[result.EvalActionName!].Add(Of(result));
                request.Marker = page.Marker;
            }
            while (page.IsTruncated is true);
        }

        return [.. seen.Select(pair => ((scope.Sid, pair.Key), Sum(pair.Value, scope.Forms)))];
    }

    private ContextEntry Context(PolicyCondition condition) => new()
    {
        ContextKeyName = condition.Key,
        ContextKeyType = ContextKeyTypeEnum.String,
        ContextKeyValues = [place.Fill(condition.Value).Replace("*", Sample, StringComparison.Ordinal)],
    };

    private static Decision Of(EvaluationResult result) =>
        result.EvalDecision == PolicyEvaluationDecisionType.Allowed ? Decision.Allowed
        : result.MissingContextValues is { Count: > 0 } && result.EvalDecision == PolicyEvaluationDecisionType.ImplicitDeny ? Decision.Unknown
        : Decision.Denied;

    private static Decision Sum(IReadOnlyList<Decision> decisions, bool forms)
    {
        if (decisions.Count == 0) return Decision.Unknown;
        return forms ? decisions.Min() : decisions.Contains(Decision.Denied) ? Decision.Denied : decisions.Max();
    }
}
