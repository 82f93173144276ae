namespace CostTool.Scheduler.Permissions;

/// <summary>A condition of an IAM statement.</summary>
/// <param name="Operator">Such as <c>StringEquals</c>.</param>
/// <param name="Key">Context key.</param>
/// <param name="Value">A template, filled by <see cref="PermissionPlace"/>.</param>
public sealed record PolicyCondition(string Operator, string Key, string Value);

/// <summary>What a permission is good for: resources and the conditions on them. One statement of a policy.</summary>
/// <param name="Sid">Letters and digits; names the statement.</param>
/// <param name="Resources">Templates of ARNs, or <c>*</c> where IAM gives the actions no resource.</param>
/// <param name="Conditions">All have to hold.</param>
public sealed record PermissionScope(string Sid, IReadOnlyList<string> Resources, IReadOnlyList<PolicyCondition> Conditions)
{
    /// <summary>A scope without conditions.</summary>
    public PermissionScope(string sid, params IReadOnlyList<string> resources)
        : this(sid, resources, [])
    {
    }

    /// <summary>The resources are forms of one, of which an action takes one.</summary>
    public bool Forms { get; init; }
}

/// <summary>An IAM action that a command needs, on what, and for which calls.</summary>
/// <param name="Action">Such as <c>scheduler:CreateSchedule</c>.</param>
/// <param name="Scope">On what.</param>
/// <param name="Calls">The API calls that need it, as IAM's prefix and the operation: usually the action itself.</param>
public sealed record Permission(string Action, PermissionScope Scope, IReadOnlyList<string> Calls);

/// <summary>What a command needs to be allowed.</summary>
/// <param name="Command">As on the command line, without <c>costtool</c>.</param>
/// <param name="Permissions">Sorted by statement and action; each once.</param>
public sealed record CommandPermissions(string Command, IReadOnlyList<Permission> Permissions);
