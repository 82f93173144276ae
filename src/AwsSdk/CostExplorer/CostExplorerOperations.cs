using System.Text.Json;
using Amazon.CostExplorer.Model;
using CostTool.AwsSdk.Runtime;

namespace Amazon.CostExplorer;

/// <summary>The operations of Cost Explorer that are used, protocol JSON 1.1.</summary>
internal static class CostExplorerOperations
{
    public static readonly AwsService Service = new("Cost Explorer", "ce", "ce", "2017-10-25", "AWSInsightsIndexService", "1.1");

    public static readonly ServiceErrors Errors = new(
        new Dictionary<string, ServiceError>(StringComparer.Ordinal)
        {
            ["BillExpirationException"] = (error, _) => new BillExpirationException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["DataUnavailableException"] = (error, _) => new DataUnavailableException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["InvalidNextTokenException"] = (error, _) => new InvalidNextTokenException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["LimitExceededException"] = (error, _) => new LimitExceededException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["RequestChangedException"] = (error, _) => new RequestChangedException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
        },
        error => new AmazonCostExplorerException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode));

    private static readonly JsonSerializerOptions Shapes = JsonShapes.Options(CostExplorerJson.Default);

    public static readonly JsonOperation<GetCostAndUsageRequest, GetCostAndUsageResponse> GetCostAndUsage =
        new(Service, nameof(GetCostAndUsage), Shapes, Errors);
}
