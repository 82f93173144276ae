using System.Text.RegularExpressions;
using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Deployment.Building;
using CostTool.Scheduler.Planning;

namespace CostTool.Scheduler.Deployment;

/// <summary>What a deployment asks for, so that nothing of one account or region stands in it.</summary>
public static partial class DeploymentParameters
{
    internal const string Cluster = "Cluster";
    internal const string Subnets = "Subnets";
    internal const string SecurityGroups = "SecurityGroups";
    internal const string NotificationAddress = "NotificationAddress";
    internal const string TaskRole = "TaskRoleArn";

    /// <summary>The values that the settings give, by parameter; lists are separated by commas.</summary>
    /// <exception cref="ProblemException">As <see cref="DeploymentBuilder.Build"/>.</exception>
    public static IReadOnlyDictionary<string, string> ValuesOf(PlanFile plan, DeploymentSettings settings)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(settings);
        var scope = new DeploymentScope(settings, DeployedEntry.Of(plan.Plan, settings));
        return new SortedDictionary<string, string>(All(scope).ToDictionary(pair => pair.Parameter.Name, pair => pair.Value), StringComparer.Ordinal);
    }

    internal static IReadOnlyList<DeploymentParameter> Of(DeploymentScope scope) => [.. All(scope).Select(pair => pair.Parameter).OrderBy(parameter => parameter.Name, StringComparer.Ordinal)];

    private static IEnumerable<(DeploymentParameter Parameter, string Value)> All(DeploymentScope scope)
    {
        var settings = scope.Settings;
        yield return (new(Cluster, "String", "Name of the ECS cluster, which has the capacity providers FARGATE and FARGATE_SPOT.", settings.Cluster), settings.Cluster);
        yield return (new(Subnets, "List<AWS::EC2::Subnet::Id>", "Private subnets of at least two availability zones.", null), string.Join(',', settings.Subnets));
        yield return (new(SecurityGroups, "List<AWS::EC2::SecurityGroup::Id>", "Security groups of the tasks; they need no way in.", null), string.Join(',', settings.SecurityGroups));
        foreach (var (parameter, image, use) in scope.Images)
            yield return (new(parameter, "String", use is null ? "Image of the tasks, in the repository that the role may read." : $"Image of the tasks of {use}.", Portable(image)), image);
        foreach (var secret in scope.Secrets)
            yield return (new(secret.Parameter, "String", $"ARN of the {(secret.InParameterStore ? "SSM parameter" : "secret")} that becomes {secret.Variable}.", null), secret.Arn);
        if (settings.TaskRole is { } role) yield return (new(TaskRole, "String", "ARN of the role that the app works with.", null), role);
        if (settings.Notify is { } address) yield return (new(NotificationAddress, "String", "Address that alarms are mailed to.", null), address);
    }

    // The name of a private repository holds an account and a region.
    private static string? Portable(string image) => Repository(image) is null ? image : null;

    /// <summary>Repository of a private ECR image, without tag; null for an image from elsewhere.</summary>
    internal static string? Repository(string image) => EcrImage().Match(image) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex(@"^\d{12}\.dkr\.ecr[.-][a-z0-9.-]+?\.(?:amazonaws\.com(?:\.cn)?|on\.aws)/([a-z0-9._/-]+)(?:[:@].+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex EcrImage();
}
