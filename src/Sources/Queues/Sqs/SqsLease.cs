using Amazon.SQS;
using Amazon.SQS.Model;
using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Dispatching;

namespace CostTool.Sources.Queues.Sqs;

/// <summary>A message of the FIFO queue <c>costtool-dispatch-NAME.fifo</c>, held by its visibility timeout.</summary>
/// <remarks>
/// Of one message group SQS gives out nothing while a message of it is held, however many there are: whoever has one has the lease, and two who send the first message at once do no
/// harm. A message can be held for twelve hours and is kept for days, so after some hours its holder replaces it by a new one, and whoever takes that is next.
/// </remarks>
internal sealed class SqsLease(IAmazonSQS client, BrokerOptions options, LeaseTerms terms, TimeProvider clock) : IDispatchLease
{
    private const string Group = "lease";

    // SQS ends a hold after 12 hours; the longest lease is one hour.
    private static readonly TimeSpan LongestHold = TimeSpan.FromHours(10);

    private readonly SqsCalls calls = new(client, options);
    private readonly string name = $"costtool-dispatch-{terms.Name}.fifo";
    private string? url;
    private Holding? holding;

    private int Seconds => (int)terms.Duration.TotalSeconds;

    /// <inheritdoc/>
    public async Task<LeaseState> HoldAsync(CancellationToken cancellationToken)
    {
        try
        {
            url ??= await UrlAsync(cancellationToken).ConfigureAwait(false);
            if (holding is { } held && clock.GetUtcNow() < held.Until && await KeepAsync(held, cancellationToken).ConfigureAwait(false) is { } until) return new LeaseState(Held: true, until, null);
            holding = null;
            return await TakeAsync(cancellationToken).ConfigureAwait(false) is { } taken ? new LeaseState(Held: true, taken, null) : new LeaseState(Held: false, null, null);
        }
        catch (QueueDoesNotExistException)
        {
            (url, holding) = (null, null);
            return new LeaseState(Held: false, null, null);
        }
        catch (BrokerSilentException)
        {
            return new LeaseState(Held: false, null, null);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (holding is { } held && clock.GetUtcNow() < held.Until) await HideAsync(held.Receipt, 0, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is BrokerSilentException or ProblemException or AmazonSQSException)
        {
            // It ends by itself; what is wrong was told when it was asked for.
        }
        finally
        {
            calls.Dispose();
        }
    }

    /// <returns>Null: it is not held any more.</returns>
    private async Task<DateTimeOffset?> KeepAsync(Holding held, CancellationToken cancellationToken)
    {
        // Before the question is sent: SQS counts from a later moment.
        var asked = clock.GetUtcNow();
        if (asked - held.Since > LongestHold)
        {
            await SendAsync(cancellationToken).ConfigureAwait(false);
            await calls.AskAsync((sqs, within) => sqs.DeleteMessageAsync(new DeleteMessageRequest { QueueUrl = url, ReceiptHandle = held.Receipt }, within), cancellationToken).ConfigureAwait(false);
            return null;
        }

        try
        {
            await HideAsync(held.Receipt, Seconds, cancellationToken).ConfigureAwait(false);
        }
        catch (BrokerSilentException silent) when (silent.InnerException is MessageNotInflightException or ReceiptHandleIsInvalidException or AmazonSQSException { ErrorCode: "InvalidParameterValue" })
        {
            return null;
        }

        holding = held with { Until = asked + terms.Duration };
        return holding.Until;
    }

    /// <returns>Null: another has it, or nothing was there to take.</returns>
    private async Task<DateTimeOffset?> TakeAsync(CancellationToken cancellationToken)
    {
        if (await ReceiveAsync(cancellationToken).ConfigureAwait(false) is { } first) return first;
        var attributes = await calls.AskAsync((sqs, within) => sqs.GetQueueAttributesAsync(
            new GetQueueAttributesRequest { QueueUrl = url, AttributeNames = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"] }, within), cancellationToken).ConfigureAwait(false);
        if (attributes is not { ApproximateNumberOfMessages: 0, ApproximateNumberOfMessagesNotVisible: 0 }) return null;
        await SendAsync(cancellationToken).ConfigureAwait(false);
        return await ReceiveAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<DateTimeOffset?> ReceiveAsync(CancellationToken cancellationToken)
    {
        var asked = clock.GetUtcNow();
        var answer = await calls.AskAsync((sqs, within) => sqs.ReceiveMessageAsync(
            new ReceiveMessageRequest { QueueUrl = url, MaxNumberOfMessages = 1, VisibilityTimeout = Seconds, WaitTimeSeconds = 0 }, within), cancellationToken).ConfigureAwait(false);
        if (answer.Messages is not [var message, ..]) return null;
        holding = new Holding(message.ReceiptHandle, asked, asked + terms.Duration);
        return holding.Until;
    }

    private Task<SendMessageResponse> SendAsync(CancellationToken cancellationToken) => calls.AskAsync((sqs, within) => sqs.SendMessageAsync(
        new SendMessageRequest { QueueUrl = url, MessageBody = "held by the dispatcher that acts", MessageGroupId = Group, MessageDeduplicationId = Guid.NewGuid().ToString("N") }, within), cancellationToken);

    private Task<ChangeMessageVisibilityResponse> HideAsync(string receipt, int seconds, CancellationToken cancellationToken) => calls.AskAsync((sqs, within) => sqs.ChangeMessageVisibilityAsync(
        new ChangeMessageVisibilityRequest { QueueUrl = url, ReceiptHandle = receipt, VisibilityTimeout = seconds }, within), cancellationToken);

    private async Task<string> UrlAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await calls.AskAsync((sqs, within) => sqs.GetQueueUrlAsync(new GetQueueUrlRequest { QueueName = name }, within), cancellationToken).ConfigureAwait(false)).QueueUrl;
        }
        catch (QueueDoesNotExistException)
        {
            var create = new CreateQueueRequest { QueueName = name, Attributes = new Dictionary<string, string>(StringComparer.Ordinal) { ["FifoQueue"] = "true" } };
            return (await calls.AskAsync((sqs, within) => sqs.CreateQueueAsync(create, within), cancellationToken).ConfigureAwait(false)).QueueUrl;
        }
    }

    /// <summary>What is held.</summary>
    /// <param name="Receipt">Of the message.</param>
    /// <param name="Since">When it was received.</param>
    /// <param name="Until">Until when it is held.</param>
    private sealed record Holding(string Receipt, DateTimeOffset Since, DateTimeOffset Until);
}
