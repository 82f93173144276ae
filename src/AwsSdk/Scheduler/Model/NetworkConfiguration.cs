using System.Text.Json.Serialization;

namespace Amazon.Scheduler.Model;

/// <summary>Specifies the network configuration for an ECS task.</summary>
public class NetworkConfiguration
{
    /// <summary>Specifies the Amazon VPC subnets and security groups for the task, and whether a public IP address is to be used.</summary>
    [JsonPropertyName("awsvpcConfiguration")]
    public AwsVpcConfiguration? AwsvpcConfiguration { get; set; }
}
