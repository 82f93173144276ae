using System.Text.Json;
using Amazon.Athena.Model;
using CostTool.AwsSdk.Runtime;

namespace Amazon.Athena;

/// <summary>The operations of Athena that are used, protocol JSON 1.1.</summary>
internal static class AthenaOperations
{
    public static readonly AwsService Service = new("Athena", "athena", "athena", "2017-05-18", "AmazonAthena", "1.1");

    public static readonly ServiceErrors Errors = new(
        new Dictionary<string, ServiceError>(StringComparer.Ordinal)
        {
            ["InternalServerException"] = (error, _) => new InternalServerException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["InvalidRequestException"] = (error, body) => new InvalidRequestException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode)
            {
                AthenaErrorCode = ServiceErrors.Text(body, "AthenaErrorCode"),
            },
            ["TooManyRequestsException"] = (error, body) => new TooManyRequestsException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode)
            {
                Reason = ServiceErrors.Text(body, "Reason") is { } reason ? ThrottleReason.FindValue(reason) : null,
            },
        },
        error => new AmazonAthenaException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode));

    private static readonly JsonSerializerOptions Shapes = JsonShapes.Options(AthenaJson.Default);

    public static readonly JsonOperation<StartQueryExecutionRequest, StartQueryExecutionResponse> StartQueryExecution =
        new(Service, nameof(StartQueryExecution), Shapes, Errors) { Token = "ClientRequestToken" };

    public static readonly JsonOperation<GetQueryExecutionRequest, GetQueryExecutionResponse> GetQueryExecution =
        new(Service, nameof(GetQueryExecution), Shapes, Errors);

    public static readonly JsonOperation<GetQueryResultsRequest, GetQueryResultsResponse> GetQueryResults =
        new(Service, nameof(GetQueryResults), Shapes, Errors);

    public static readonly JsonOperation<StopQueryExecutionRequest, StopQueryExecutionResponse> StopQueryExecution =
        new(Service, nameof(StopQueryExecution), Shapes, Errors) { Token = "QueryExecutionId" };

    public static readonly JsonOperation<GetWorkGroupRequest, GetWorkGroupResponse> GetWorkGroup =
        new(Service, nameof(GetWorkGroup), Shapes, Errors);
}
