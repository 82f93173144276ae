using System.Text.Json;
using Amazon.ServiceQuotas.Model;
using CostTool.AwsSdk.Runtime;

namespace Amazon.ServiceQuotas;

/// <summary>The operations of Service Quotas that are used, protocol JSON 1.1.</summary>
internal static class ServiceQuotasOperations
{
    public static readonly AwsService Service = new("Service Quotas", "servicequotas", "servicequotas", "2019-06-24", "ServiceQuotasV20190624", "1.1");

    public static readonly ServiceErrors Errors = new(
        new Dictionary<string, ServiceError>(StringComparer.Ordinal)
        {
            ["AccessDeniedException"] = (error, _) => new AccessDeniedException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["IllegalArgumentException"] = (error, _) => new IllegalArgumentException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["InvalidPaginationTokenException"] = (error, _) => new InvalidPaginationTokenException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["NoSuchResourceException"] = (error, _) => new NoSuchResourceException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["ServiceException"] = (error, _) => new ServiceException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["TooManyRequestsException"] = (error, _) => new TooManyRequestsException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
        },
        error => new AmazonServiceQuotasException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode));

    private static readonly JsonSerializerOptions Shapes = JsonShapes.Options(ServiceQuotasJson.Default);

    public static readonly JsonOperation<GetServiceQuotaRequest, GetServiceQuotaResponse> GetServiceQuota =
        new(Service, nameof(GetServiceQuota), Shapes, Errors);

    public static readonly JsonOperation<ListServiceQuotasRequest, ListServiceQuotasResponse> ListServiceQuotas =
        new(Service, nameof(ListServiceQuotas), Shapes, Errors);
}
