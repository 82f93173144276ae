using CostTool.AwsDouble.Iam;

namespace CostTool.AwsDouble.Account;

/// <summary>Whether a service may act as a role, as services ask when they are given one.</summary>
internal static class AssumableRoles
{
    extension(DoubleAccount account)
    {
        /// <summary>The role exists, has been around for long enough to be seen, and its trust policy lets the service in on behalf of a resource of this account.</summary>
        public bool MayBeAssumed(string roleArn, string service, string sourceArn) =>
            account.Resources.Look(roleArn) && account.Service<IamDouble>().Trusts(roleArn, service, new Dictionary<string, string> { ["aws:SourceAccount"] = account.AccountId, ["aws:SourceArn"] = sourceArn });
    }
}
