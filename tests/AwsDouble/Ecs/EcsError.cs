namespace CostTool.AwsDouble.Ecs;

/// <summary>What ECS says when it refuses.</summary>
internal static class EcsError
{
    public static ServiceErrorException Client(string message) => new("ClientException", message);

    public static ServiceErrorException Invalid(string message) => new("InvalidParameterException", message);

    public static ServiceErrorException NoCluster => new("ClusterNotFoundException", "Cluster not found.");

    public static ServiceErrorException NoService => new("ServiceNotFoundException", "Service not found.");
}
