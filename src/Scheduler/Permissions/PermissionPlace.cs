using System.Text.RegularExpressions;

namespace CostTool.Scheduler.Permissions;

/// <summary>Where a policy is for: what the templates of resources are filled with. What is not known is <c>*</c>.</summary>
public sealed partial record PermissionPlace
{
    /// <summary>Partition: <c>aws</c>, <c>aws-cn</c>, <c>aws-us-gov</c>.</summary>
    public string Partition { get; init; } = "aws";

    /// <summary>Region.</summary>
    public string Region { get; init; } = "*";

    /// <summary>Account, twelve digits.</summary>
    public string Account { get; init; } = "*";

    /// <summary>Name of the deployment.</summary>
    public string Deployment { get; init; } = "*";

    /// <summary>Name of the ECS cluster.</summary>
    public string Cluster { get; init; } = "*";

    /// <summary>Workgroup of Athena.</summary>
    public string WorkGroup { get; init; } = "*";

    /// <summary>ARN of the role that the app itself works with; null where it has none.</summary>
    public string? TaskRole { get; init; }

    /// <summary>The resources of a scope, here: a template of a role that there is none of falls away.</summary>
    public IReadOnlyList<string> Resources(PermissionScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return [.. scope.Resources.Where(template => TaskRole is not null || template != PermissionScopes.TaskRole).Select(Fill).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>Fills a template.</summary>
    public string Fill(string template) => Stars().Replace(
        Placeholder().Replace(template, found => found.Groups[1].Value switch
        {
            "partition" => Partition,
            "region" => Region,
            "account" => Account,
            "deployment" => Deployment,
            "cluster" => Cluster,
            "workgroup" => WorkGroup,
            "taskRole" => TaskRole ?? throw new InvalidOperationException("there is no role of the app"),
            var unknown => throw new InvalidOperationException($"`{unknown}` is nothing that a template can name"),
        }),
        "*");

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Placeholder();

    // A name that is not known next to a wildcard is one wildcard.
    [GeneratedRegex(@"\*(-?\*)+")]
    private static partial Regex Stars();
}
