using System.Net;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using CostTool.Analyzer.Problems;

namespace CostTool.Sources.Queues.Sqs;

/// <summary>Calls of SQS within a bounded time, and what their failures mean.</summary>
internal sealed class SqsCalls(IAmazonSQS client, BrokerOptions options) : IDisposable
{
    /// <summary>The reason where time ran out.</summary>
    public string Late => $"SQS does not answer within {options.Timeout.TotalSeconds:0.#} s";

    /// <summary>Asks.</summary>
    /// <exception cref="BrokerSilentException">No answer in time, too many calls, or a fault of the service.</exception>
    /// <exception cref="ProblemException">The call is not allowed, or there are no credentials.</exception>
    /// <exception cref="QueueDoesNotExistException">The queue is not there.</exception>
    public async Task<T> AskAsync<T>(Func<IAmazonSQS, CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(options.Timeout);
        try
        {
            return await call(client, patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BrokerSilentException(Late, late);
        }
        catch (AmazonServiceException fault) when (fault is not QueueDoesNotExistException)
        {
            throw Told(fault);
        }
        catch (Exception fault) when (fault is HttpRequestException or WebException or IOException)
        {
            throw new BrokerSilentException("SQS cannot be reached", fault);
        }
        catch (AmazonClientException)
        {
            throw new ProblemException(new Problem("SQS cannot be asked: there are no credentials", "SQS", "give this process a role or a profile; `costtool doctor` looks at both"));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private static Exception Told(AmazonServiceException fault) => fault switch
    {
        // Without a status there was no answer.
        { StatusCode: 0 } => new BrokerSilentException("SQS cannot be reached", fault),
        { ErrorCode: "AccessDenied" or "AccessDeniedException" or "AWS.SimpleQueueService.AccessDenied" } => new ProblemException(new Problem($"a call of SQS is not allowed ({fault.ErrorCode})", "SQS", "allow sqs:GetQueueUrl and sqs:GetQueueAttributes on the queues; docs/aws.md lists what dispatch needs")),
        { ErrorCode: "InvalidClientTokenId" or "UnrecognizedClientException" or "SignatureDoesNotMatch" or "InvalidAccessKeyId" or "ExpiredToken" or "ExpiredTokenException" } =>
            new ProblemException(new Problem($"SQS refuses the credentials ({fault.ErrorCode})", "SQS", "renew them; `costtool doctor` looks at them")),
        _ => new BrokerSilentException($"SQS answers {(string.IsNullOrEmpty(fault.ErrorCode) ? ((int)fault.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture) : fault.ErrorCode)}", fault),
    };
}
