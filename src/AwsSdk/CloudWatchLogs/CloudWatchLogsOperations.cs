using System.Text.Json;
using Amazon.CloudWatchLogs.Model;
using CostTool.AwsSdk.Runtime;

namespace Amazon.CloudWatchLogs;

/// <summary>The operations of CloudWatch Logs that are used, protocol JSON 1.1.</summary>
internal static class CloudWatchLogsOperations
{
    public static readonly AwsService Service = new("CloudWatch Logs", "logs", "logs", "2014-03-28", "Logs_20140328", "1.1");

    public static readonly ServiceErrors Errors = new(
        new Dictionary<string, ServiceError>(StringComparer.Ordinal)
        {
            ["InvalidParameterException"] = (error, _) => new InvalidParameterException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["LimitExceededException"] = (error, _) => new LimitExceededException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["OperationAbortedException"] = (error, _) => new OperationAbortedException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["ResourceAlreadyExistsException"] = (error, _) => new ResourceAlreadyExistsException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["ResourceNotFoundException"] = (error, _) => new ResourceNotFoundException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["ServiceUnavailableException"] = (error, _) => new ServiceUnavailableException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["TooManyTagsException"] = (error, _) => new TooManyTagsException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
        },
        error => new AmazonCloudWatchLogsException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode));

    private static readonly JsonSerializerOptions Shapes = JsonShapes.Options(CloudWatchLogsJson.Default);

    public static readonly JsonOperation<CreateLogGroupRequest, CreateLogGroupResponse> CreateLogGroup =
        new(Service, nameof(CreateLogGroup), Shapes, Errors);

    public static readonly JsonOperation<DeleteLogGroupRequest, DeleteLogGroupResponse> DeleteLogGroup =
        new(Service, nameof(DeleteLogGroup), Shapes, Errors);

    public static readonly JsonOperation<DescribeLogGroupsRequest, DescribeLogGroupsResponse> DescribeLogGroups =
        new(Service, nameof(DescribeLogGroups), Shapes, Errors);

    public static readonly JsonOperation<GetLogEventsRequest, GetLogEventsResponse> GetLogEvents =
        new(Service, nameof(GetLogEvents), Shapes, Errors);

    public static readonly JsonOperation<ListTagsForResourceRequest, ListTagsForResourceResponse> ListTagsForResource =
        new(Service, nameof(ListTagsForResource), Shapes, Errors);

    public static readonly JsonOperation<PutRetentionPolicyRequest, PutRetentionPolicyResponse> PutRetentionPolicy =
        new(Service, nameof(PutRetentionPolicy), Shapes, Errors);

    public static readonly JsonOperation<TagResourceRequest, TagResourceResponse> TagResource =
        new(Service, nameof(TagResource), Shapes, Errors);
}
