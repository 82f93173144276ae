using System.Text.Json;
using Amazon.CloudWatch.Model;
using CostTool.AwsSdk.Runtime;

namespace Amazon.CloudWatch;

/// <summary>The operations of CloudWatch that are used, protocol Query with XML.</summary>
internal static class CloudWatchOperations
{
    public static readonly AwsService Service = new("CloudWatch", "monitoring", "monitoring", "2010-08-01");

    public static readonly ServiceErrors Errors = new(
        new Dictionary<string, ServiceError>(StringComparer.Ordinal)
        {
            ["ConcurrentModificationException"] = (error, _) => new ConcurrentModificationException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["InternalServiceError"] = (error, _) => new InternalServiceException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["InvalidNextToken"] = (error, _) => new InvalidNextTokenException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["InvalidParameterValue"] = (error, _) => new InvalidParameterValueException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["LimitExceeded"] = (error, _) => new LimitExceededException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["ResourceNotFound"] = (error, _) => new ResourceNotFoundException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["ResourceNotFoundException"] = (error, _) => new ResourceNotFoundException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
        },
        error => new AmazonCloudWatchException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode));

    private static readonly JsonSerializerOptions Shapes = JsonShapes.Options(CloudWatchJson.Default);

    public static readonly QueryOperation<DeleteAlarmsRequest, DeleteAlarmsResponse> DeleteAlarms =
        new(Service, nameof(DeleteAlarms), Shapes, Errors);

    public static readonly QueryOperation<DescribeAlarmsRequest, DescribeAlarmsResponse> DescribeAlarms =
        new(Service, nameof(DescribeAlarms), Shapes, Errors);

    public static readonly QueryOperation<GetMetricDataRequest, GetMetricDataResponse> GetMetricData =
        new(Service, nameof(GetMetricData), Shapes, Errors);

    public static readonly QueryOperation<ListTagsForResourceRequest, ListTagsForResourceResponse> ListTagsForResource =
        new(Service, nameof(ListTagsForResource), Shapes, Errors);

    public static readonly QueryOperation<PutMetricAlarmRequest, PutMetricAlarmResponse> PutMetricAlarm =
        new(Service, nameof(PutMetricAlarm), Shapes, Errors);

    public static readonly QueryOperation<TagResourceRequest, TagResourceResponse> TagResource =
        new(Service, nameof(TagResource), Shapes, Errors);
}
