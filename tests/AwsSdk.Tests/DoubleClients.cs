using Amazon;
using Amazon.CloudWatch;
using Amazon.CloudWatchLogs;
using Amazon.EC2;
using Amazon.ECS;
using Amazon.EventBridge;
using Amazon.IdentityManagement;
using Amazon.Runtime;
using Amazon.Scheduler;
using Amazon.SecurityToken;
using Amazon.ServiceQuotas;
using Amazon.SimpleNotificationService;
using Amazon.SQS;
using Amazon.StepFunctions;

namespace CostTool.AwsSdk.Tests;

/// <summary>Clients of a double that runs: this project's, and Amazon's own where it has none.</summary>
internal static class DoubleClients
{
    private static readonly BasicAWSCredentials Credentials = new("AKIDEXAMPLE", "secret");

    extension(AwsDouble.AwsDouble aws)
    {
        public AmazonECSClient EcsClient() => new(Credentials, aws.Configured(new AmazonECSConfig()));

        public AmazonSchedulerClient SchedulerClient() => new(Credentials, aws.Configured(new AmazonSchedulerConfig()));

        public AmazonEventBridgeClient EventsClient() => new(Credentials, aws.Configured(new AmazonEventBridgeConfig()));

        public AmazonStepFunctionsClient StatesClient() => new(Credentials, aws.Configured(new AmazonStepFunctionsConfig()));

        public AmazonCloudWatchLogsClient LogsClient() => new(Credentials, aws.Configured(new AmazonCloudWatchLogsConfig()));

        public AmazonIdentityManagementServiceClient IamClient() => new(Credentials, aws.Configured(new AmazonIdentityManagementServiceConfig()));

        public AmazonSimpleNotificationServiceClient SnsClient() => new(Credentials, aws.Configured(new AmazonSimpleNotificationServiceConfig()));

        public AmazonCloudWatchClient CloudWatchClient() => new(Credentials, aws.Configured(new AmazonCloudWatchConfig()));

        public AmazonServiceQuotasClient ServiceQuotasClient() => new(Credentials, aws.Configured(new AmazonServiceQuotasConfig()));

        public AmazonSQSClient SqsClient() => new(Credentials, aws.Configured(new AmazonSQSConfig()));

        public AmazonEC2Client Ec2Client() => new(Credentials, aws.Configured(new AmazonEC2Config()));

        public AmazonSecurityTokenServiceClient StsClient() => new(Credentials, aws.Configured(new AmazonSecurityTokenServiceConfig()));

        private T Configured<T>(T config)
            where T : ClientConfig
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(aws.Account.Region);
            config.ServiceURL = aws.Address.ToString();
            config.AuthenticationRegion = aws.Account.Region;
            return config;
        }
    }
}
