using Amazon.StepFunctions.Model;
using Amazon.Runtime;
using CostTool.AwsSdk.Runtime;

namespace Amazon.StepFunctions;

/// <summary>A client of Step Functions.</summary>
public class AmazonStepFunctionsClient : AwsServiceClient, IAmazonStepFunctions
{
    /// <summary>A client with the credentials of the default chain.</summary>
    public AmazonStepFunctionsClient(AmazonStepFunctionsConfig config)
        : base(config)
    {
    }

    /// <summary>A client with given credentials.</summary>
    public AmazonStepFunctionsClient(AWSCredentials credentials, AmazonStepFunctionsConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

    /// <inheritdoc/>
    public virtual Task<CreateStateMachineResponse> CreateStateMachineAsync(CreateStateMachineRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<CreateStateMachineResponse>(request, StepFunctionsOperations.CreateStateMachine, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DeleteStateMachineResponse> DeleteStateMachineAsync(DeleteStateMachineRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DeleteStateMachineResponse>(request, StepFunctionsOperations.DeleteStateMachine, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DescribeExecutionResponse> DescribeExecutionAsync(DescribeExecutionRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DescribeExecutionResponse>(request, StepFunctionsOperations.DescribeExecution, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DescribeStateMachineResponse> DescribeStateMachineAsync(DescribeStateMachineRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DescribeStateMachineResponse>(request, StepFunctionsOperations.DescribeStateMachine, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListStateMachinesResponse> ListStateMachinesAsync(ListStateMachinesRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<ListStateMachinesResponse>(request, StepFunctionsOperations.ListStateMachines, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListTagsForResourceResponse> ListTagsForResourceAsync(ListTagsForResourceRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<ListTagsForResourceResponse>(request, StepFunctionsOperations.ListTagsForResource, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<StartExecutionResponse> StartExecutionAsync(StartExecutionRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<StartExecutionResponse>(request, StepFunctionsOperations.StartExecution, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<TagResourceResponse> TagResourceAsync(TagResourceRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<TagResourceResponse>(request, StepFunctionsOperations.TagResource, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<UpdateStateMachineResponse> UpdateStateMachineAsync(UpdateStateMachineRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<UpdateStateMachineResponse>(request, StepFunctionsOperations.UpdateStateMachine, cancellationToken);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonStepFunctionsConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig)
    {
        var config = (AmazonStepFunctionsConfig)clientConfig;
        return awsCredentials is null ? new AmazonStepFunctionsClient(config) : new AmazonStepFunctionsClient(awsCredentials, config);
    }
}
