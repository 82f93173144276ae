namespace Amazon.ECS.Model;

/// <summary>An object representing the networking details for a task or service.</summary>
public class AwsVpcConfiguration
{
    /// <summary>Whether the task's elastic network interface receives a public IP address.</summary>
    public AssignPublicIp? AssignPublicIp { get; set; }

    /// <summary>The IDs of the security groups associated with the task or service.</summary>
    public List<string>? SecurityGroups { get; set; }

    /// <summary>The IDs of the subnets associated with the task or service; required.</summary>
    public List<string>? Subnets { get; set; }
}
