using Amazon;
using Amazon.Athena;
using Amazon.Athena.Model;
using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Amazon.CloudWatchLogs;
using Amazon.CloudWatchLogs.Model;
using Amazon.CostExplorer;
using Amazon.CostExplorer.Model;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.ECS;
using Amazon.ECS.Model;
using Amazon.EventBridge;
using Amazon.EventBridge.Model;
using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using Amazon.Pricing;
using Amazon.Pricing.Model;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Scheduler;
using Amazon.Scheduler.Model;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Amazon.ServiceQuotas;
using Amazon.ServiceQuotas.Model;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using Amazon.SQS;
using Amazon.SQS.Model;
using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;
using CostTool.Sources.Collecting;

namespace CostTool.Sources.Diagnosis.Aws;

/// <summary>Where calls to a service go.</summary>
/// <param name="Service">Name for people.</param>
/// <param name="Address">Its address.</param>
/// <param name="From">The variable that names it; null where AWS's own address or a profile's is taken.</param>
internal sealed record ServiceEndpoint(string Service, Uri Address, string? From);

/// <summary>The addresses that the clients would use, by their own rules.</summary>
internal static class ServiceEndpoints
{
    /// <exception cref="AmazonClientException">A service has no address in the region.</exception>
    public static IReadOnlyList<ServiceEndpoint> Of(AwsSession session, Func<string, string?> environment) =>
    [
        .. Requests().Select(pair =>
        {
            var config = session.Configure(pair.Config);
            if (Home(config, session.Access.Region) is { } home) config.RegionEndpoint = RegionEndpoint.GetBySystemName(home);
            return new ServiceEndpoint(pair.Name, new Uri(config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(pair.Request)).URL), Variable(config, environment));
        }),
    ];

    // The request matters only to services whose address depends on it.
    private static IEnumerable<(string Name, ClientConfig Config, AmazonWebServiceRequest Request)> Requests() =>
    [
        ("STS", new AmazonSecurityTokenServiceConfig(), new GetCallerIdentityRequest()),
        ("IAM", new AmazonIdentityManagementServiceConfig(), new GetRoleRequest()),
        ("ECS", new AmazonECSConfig(), new DescribeClustersRequest()),
        ("EC2", new AmazonEC2Config(), new DescribeSubnetsRequest()),
        ("Scheduler", new AmazonSchedulerConfig(), new ListSchedulesRequest()),
        ("Step Functions", new AmazonStepFunctionsConfig(), new ListStateMachinesRequest()),
        ("EventBridge", new AmazonEventBridgeConfig(), new ListRulesRequest()),
        ("SQS", new AmazonSQSConfig(), new GetQueueUrlRequest()),
        ("SNS", new AmazonSimpleNotificationServiceConfig(), new ListTopicsRequest()),
        ("CloudWatch", new AmazonCloudWatchConfig(), new DescribeAlarmsRequest()),
        ("CloudWatch Logs", new AmazonCloudWatchLogsConfig(), new DescribeLogGroupsRequest()),
        ("Service Quotas", new AmazonServiceQuotasConfig(), new ListServiceQuotasRequest()),
        ("Athena", new AmazonAthenaConfig(), new GetWorkGroupRequest()),
        ("Cost Explorer", new AmazonCostExplorerConfig(), new GetCostAndUsageRequest()),
        ("Pricing", new AmazonPricingConfig(), new GetProductsRequest()),
    ];

    // Services of few regions, whatever the account uses; null for the others.
    private static string? Home(ClientConfig config, RegionEndpoint region) => config switch
    {
        AmazonCostExplorerConfig => "us-east-1",
        AmazonPricingConfig => PricingEndpoint.For(region.SystemName),
        _ => null,
    };

    private static string? Variable(ClientConfig config, Func<string, string?> environment)
    {
        if (config.IgnoreConfiguredEndpointUrls) return null;
        string[] names = [$"AWS_ENDPOINT_URL_{config.ServiceId.ToUpperInvariant().Replace(' ', '_')}", "AWS_ENDPOINT_URL"];
        return Array.Find(names, name => !string.IsNullOrEmpty(environment(name)));
    }
}
