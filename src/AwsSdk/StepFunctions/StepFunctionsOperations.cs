using System.Text.Json;
using Amazon.StepFunctions.Model;
using CostTool.AwsSdk.Runtime;

namespace Amazon.StepFunctions;

/// <summary>The operations of Step Functions that are used, protocol JSON 1.0.</summary>
internal static class StepFunctionsOperations
{
    public static readonly AwsService Service = new("SFN", "states", "states", "2016-11-23", "AWSStepFunctions", "1.0");

    public static readonly ServiceErrors Errors = new(
        new Dictionary<string, ServiceError>(StringComparer.Ordinal)
        {
            ["ExecutionAlreadyExists"] = (error, _) => new ExecutionAlreadyExistsException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["ExecutionDoesNotExist"] = (error, _) => new ExecutionDoesNotExistException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["ExecutionLimitExceeded"] = (error, _) => new ExecutionLimitExceededException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["InvalidArn"] = (error, _) => new InvalidArnException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["InvalidDefinition"] = (error, _) => new InvalidDefinitionException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["InvalidExecutionInput"] = (error, _) => new InvalidExecutionInputException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["InvalidLoggingConfiguration"] = (error, _) => new InvalidLoggingConfigurationException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["InvalidName"] = (error, _) => new InvalidNameException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["InvalidToken"] = (error, _) => new InvalidTokenException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["InvalidTracingConfiguration"] = (error, _) => new InvalidTracingConfigurationException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["MissingRequiredParameter"] = (error, _) => new MissingRequiredParameterException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["ResourceNotFound"] = (error, _) => new ResourceNotFoundException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["StateMachineAlreadyExists"] = (error, _) => new StateMachineAlreadyExistsException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["StateMachineDeleting"] = (error, _) => new StateMachineDeletingException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["StateMachineDoesNotExist"] = (error, _) => new StateMachineDoesNotExistException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["StateMachineLimitExceeded"] = (error, _) => new StateMachineLimitExceededException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["StateMachineTypeNotSupported"] = (error, _) => new StateMachineTypeNotSupportedException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["TooManyTags"] = (error, _) => new TooManyTagsException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["ValidationException"] = (error, _) => new ValidationException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
        },
        error => new AmazonStepFunctionsException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode));

    private static readonly JsonSerializerOptions Shapes = JsonShapes.Options(StepFunctionsJson.Default);

    public static readonly JsonOperation<CreateStateMachineRequest, CreateStateMachineResponse> CreateStateMachine =
        new(Service, nameof(CreateStateMachine), Shapes, Errors);

    public static readonly JsonOperation<DeleteStateMachineRequest, DeleteStateMachineResponse> DeleteStateMachine =
        new(Service, nameof(DeleteStateMachine), Shapes, Errors);

    public static readonly JsonOperation<DescribeExecutionRequest, DescribeExecutionResponse> DescribeExecution =
        new(Service, nameof(DescribeExecution), Shapes, Errors);

    public static readonly JsonOperation<DescribeStateMachineRequest, DescribeStateMachineResponse> DescribeStateMachine =
        new(Service, nameof(DescribeStateMachine), Shapes, Errors);

    public static readonly JsonOperation<ListStateMachinesRequest, ListStateMachinesResponse> ListStateMachines =
        new(Service, nameof(ListStateMachines), Shapes, Errors);

    public static readonly JsonOperation<ListTagsForResourceRequest, ListTagsForResourceResponse> ListTagsForResource =
        new(Service, nameof(ListTagsForResource), Shapes, Errors);

    public static readonly JsonOperation<StartExecutionRequest, StartExecutionResponse> StartExecution =
        new(Service, nameof(StartExecution), Shapes, Errors);

    public static readonly JsonOperation<TagResourceRequest, TagResourceResponse> TagResource =
        new(Service, nameof(TagResource), Shapes, Errors);

    public static readonly JsonOperation<UpdateStateMachineRequest, UpdateStateMachineResponse> UpdateStateMachine =
        new(Service, nameof(UpdateStateMachine), Shapes, Errors);
}
