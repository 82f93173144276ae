namespace Amazon.ECS.Model;

/// <summary>An object representing the network configuration for a task or service.</summary>
public class NetworkConfiguration
{
    /// <summary>The VPC subnets and security groups that are associated with a task.</summary>
    public AwsVpcConfiguration? AwsvpcConfiguration { get; set; }
}
