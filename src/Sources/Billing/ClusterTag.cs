using CostTool.Sources.Sql;

namespace CostTool.Sources.Billing;

/// <summary>The SQL that finds the name of the EKS cluster among the tags of a row.</summary>
internal static class ClusterTag
{
    private static readonly string[] ValueKeys = ["awseksclustername", "eksclustername", "alphaeksctlioclustername"];
    private const string OwnerKey = "kubernetesiocluster";
    private const string ValuePattern = """"(?:aws_|user_|aws:|user:)*(?:aws[:_])?(?:eks[:_]cluster[-_]name|alpha[._]eksctl[._]io[/_]cluster[-_]name)"\s*:\s*"([^"]+)"""";
    private const string OwnerPattern = """"(?:user[_:])?kubernetes[._]io[/_]cluster[/_]([^"]+)"\s*:\s*"(?:owned|shared)"""";

    /// <param name="table">The bill.</param>
    /// <param name="instance">SQL of the instance id; rows without one have no cluster.</param>
    /// <returns>Null where no column can hold a cluster.</returns>
    public static string? Sql(BillTable table, string instance)
    {
        var found = new List<string>();
        foreach (var name in table.ColumnNames.Order(StringComparer.Ordinal))
        {
            var key = BillSource.Key(name);
            if (!key.StartsWith("resourcetags", StringComparison.Ordinal)) continue;
            var tag = key["resourcetags".Length..];
            if (tag.StartsWith("user", StringComparison.Ordinal)) tag = tag["user".Length..];
            if (ValueKeys.Contains(tag)) found.Insert(0, $"nullif({table.Text(name)}, '')");
            else if (tag.StartsWith(OwnerKey, StringComparison.Ordinal) && OwnedCluster(name) is { } cluster)
                found.Add($"CASE WHEN {table.Text(name)} IN ('owned', 'shared') THEN {SqlText.Literal(cluster)} END");
        }

        foreach (var map in new[] { "resource_tags", "tags" })
        {
            if (table.MapText(map) is not { } text) continue;
            found.Add($"nullif(regexp_extract({text}, {SqlText.Literal(ValuePattern)}, 1), '')");
            found.Add($"nullif(regexp_extract({text}, {SqlText.Literal(OwnerPattern)}, 1), '')");
        }

        return found.Count == 0 ? null : $"CASE WHEN {instance} IS NOT NULL THEN coalesce({string.Join(", ", found)}) END";
    }

    /// <summary>The cluster in <c>resourceTags/user:kubernetes.io/cluster/NAME</c>; Athena's spelling has lost the name's punctuation.</summary>
    private static string? OwnedCluster(string column)
    {
        foreach (var marker in new[] { "kubernetes.io/cluster/", "kubernetes_io_cluster_" })
        {
            var at = column.IndexOf(marker, StringComparison.Ordinal);
            if (at >= 0 && at + marker.Length < column.Length) return column[(at + marker.Length)..];
        }

        return null;
    }
}
