using System.Text.Json.Nodes;
using CostTool.AwsDouble.Account;

namespace CostTool.AwsDouble.Iam;

/// <summary>A role with its policies.</summary>
internal sealed class Role
{
    public required string Name { get; init; }

    public required string Path { get; init; }

    public required string Id { get; init; }

    public required string Arn { get; init; }

    public required double Created { get; init; }

    public required PolicyDocument Trust { get; set; }

    public string? Description { get; set; }

    public required int MaxSessionDuration { get; set; }

    public string? PermissionsBoundary { get; init; }

    public TagSet Tags { get; } = new();

    /// <summary>Inline policies by name.</summary>
    public SortedDictionary<string, PolicyDocument> Inline { get; } = new(StringComparer.Ordinal);

    /// <summary>ARNs of managed policies.</summary>
    public SortedSet<string> Attached { get; } = new(StringComparer.Ordinal);

    /// <summary>As IAM shows it; listings leave tags and boundary out.</summary>
    public JsonObject ToJson(bool listed = false)
    {
        var role = new JsonObject
        {
            ["Path"] = Path,
            ["RoleName"] = Name,
            ["RoleId"] = Id,
            ["Arn"] = Arn,
            ["CreateDate"] = Created,
            ["AssumeRolePolicyDocument"] = Trust.Escaped,
            ["MaxSessionDuration"] = MaxSessionDuration,
        }.With("Description", Description);
        if (listed) return role;
        if (PermissionsBoundary is { } boundary) role["PermissionsBoundary"] = new JsonObject { ["PermissionsBoundaryType"] = "PermissionsBoundaryPolicy", ["PermissionsBoundaryArn"] = boundary };
        if (Tags.Count > 0) role["Tags"] = Tags.ToJson();
        role["RoleLastUsed"] = new JsonObject();
        return role;
    }
}
