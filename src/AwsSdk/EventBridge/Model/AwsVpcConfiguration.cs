namespace Amazon.EventBridge.Model;

/// <summary>This structure specifies the VPC subnets and security groups for the task, and whether a public IP address is to be used.</summary>
public class AwsVpcConfiguration
{
    /// <summary>Specifies whether the task's elastic network interface receives a public IP address.</summary>
    public AssignPublicIp? AssignPublicIp { get; set; }

    /// <summary>Specifies the security groups associated with the task.</summary>
    public List<string>? SecurityGroups { get; set; }

    /// <summary>Specifies the subnets associated with the task; required.</summary>
    public List<string>? Subnets { get; set; }
}
