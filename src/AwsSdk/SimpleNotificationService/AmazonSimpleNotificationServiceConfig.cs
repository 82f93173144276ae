using CostTool.AwsSdk.Runtime;

namespace Amazon.SimpleNotificationService;

/// <summary>Settings of a client of SNS.</summary>
public class AmazonSimpleNotificationServiceConfig : AwsServiceConfig
{
    /// <summary>Settings from the environment and the profile.</summary>
    public AmazonSimpleNotificationServiceConfig()
        : base(SimpleNotificationServiceOperations.Service)
    {
    }
}
