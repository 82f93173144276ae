using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Accounts;
using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Permissions;

namespace CostTool.Sources.Diagnosis.Aws;

/// <summary>Finds out what a policy can be scoped to, from what is written down; nothing is sent.</summary>
public static class PolicyPlace
{
    private const int AccountDigits = 12;

    /// <summary>The place; what is not known is left open.</summary>
    /// <param name="deployment">Settings of the workspace; null without any.</param>
    /// <param name="region">Region as given, or as the workspace says; null for the environment's.</param>
    /// <param name="profile">Profile as given; null for the environment's.</param>
    /// <param name="account">Account as given; null for the one that ARNs of the settings name.</param>
    /// <exception cref="ProblemException">The account is none.</exception>
    public static PermissionPlace Of(DeploymentSettings? deployment, string? region, string? profile, string? account)
    {
        if (account is not null && (account.Length != AccountDigits || !account.All(char.IsAsciiDigit)))
            throw new ProblemException(new Problem($"`{account}` is not an account", "--account", "write its twelve digits"));
        var place = new PermissionPlace { Account = account ?? AccountIn(deployment) ?? "*" };
        if (Access(region, profile) is { } access) place = place with { Region = access.Region.SystemName, Partition = access.Region.PartitionName };
        return deployment is null ? place : place with { Deployment = deployment.Name, Cluster = deployment.Cluster, TaskRole = deployment.TaskRole };
    }

    private static AccountAccess? Access(string? region, string? profile)
    {
        try
        {
            return AccountAccess.Of(region, profile);
        }
        catch (ProblemException) when (region is null)
        {
            return null;
        }
    }

    // Images and secrets may lie in another account; the role of the tasks cannot.
    private static string? AccountIn(DeploymentSettings? deployment) => deployment?.TaskRole?.Split(':') is [_, _, _, _, { Length: AccountDigits } account, ..] ? account : null;
}
