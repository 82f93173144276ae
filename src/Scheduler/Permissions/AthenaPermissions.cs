using static CostTool.Scheduler.Permissions.PermissionScopes;

namespace CostTool.Scheduler.Permissions;

/// <summary>Asking Athena, which reads the catalog and the buckets in the caller's name.</summary>
internal static class AthenaPermissions
{
    private const string Start = "athena:StartQueryExecution";

    public static IReadOnlyList<Permission> Query { get; } =
    [
        .. Grant.On(WorkGroup, "athena", "GetQueryExecution", "GetQueryResults", "GetWorkGroup", "StartQueryExecution", "StopQueryExecution"),
        .. Grant.Besides(Databases, "glue:GetDatabase", Start),
        .. Grant.Besides(Catalog, "glue:GetPartitions", Start),
        .. Grant.Besides(Catalog, "glue:GetTable", Start),
        .. Grant.Besides(Catalog, "glue:GetTables", Start),
        .. Grant.Besides(Objects, "s3:AbortMultipartUpload", Start),
        .. Grant.Besides(Objects, "s3:GetObject", Start, "athena:GetQueryResults"),
        .. Grant.Besides(Objects, "s3:ListMultipartUploadParts", Start),
        .. Grant.Besides(Objects, "s3:PutObject", Start),
        .. Grant.Besides(Buckets, "s3:GetBucketLocation", Start),
        .. Grant.Besides(Buckets, "s3:ListBucket", Start),
    ];
}
