using Amazon.Runtime.Internal;

namespace CostTool.Scheduler.Accounts.Calling;

/// <summary>Takes the SDK's repetitions out of the clients that are told to repeat nothing.</summary>
/// <remarks>
/// The SDK's handler repeats a call whose connection broke up to ten times whatever <c>MaxErrorRetry</c> and the retry policy say (seen with AWSSDK.Core 4.1), and a change that had taken effect
/// is done twice. The registry is the SDK's own and holds for the whole process; clients that may repeat keep their handler.
/// </remarks>
internal sealed class SentOnce : IRuntimePipelineCustomizer
{
    /// <inheritdoc />
    public string UniqueName => "CostTool.SentOnce";

    /// <summary>Makes it so for clients that are made from now on. Doing it again changes nothing.</summary>
    public static void Register() => RuntimePipelineCustomizerRegistry.Instance.Register(new SentOnce());

    /// <inheritdoc />
    public void Customize(Type serviceClientType, RuntimePipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        if (pipeline.Handlers.OfType<RetryHandler>().Any(handler => handler.RetryPolicy.MaxRetries == 0)) pipeline.RemoveHandler<RetryHandler>();
    }
}
