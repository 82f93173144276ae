using System.Text.Json.Serialization;

namespace Amazon.EventBridge.Model;

/// <summary>This structure specifies the network configuration for an ECS task.</summary>
public class NetworkConfiguration
{
    /// <summary>Use this structure to specify the VPC subnets and security groups for the task, and whether a public IP address is to be used.</summary>
    [JsonPropertyName("awsvpcConfiguration")]
    public AwsVpcConfiguration? AwsvpcConfiguration { get; set; }
}
