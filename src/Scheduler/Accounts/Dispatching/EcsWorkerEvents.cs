using Amazon.SQS;
using Amazon.SQS.Model;
using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Accounts.Calling;
using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Deployment.Applying;
using CostTool.Scheduler.Dispatching;

namespace CostTool.Scheduler.Accounts.Dispatching;

/// <summary>What befell the tasks of a deployment, out of its queue of task events.</summary>
/// <remarks>
/// EventBridge delivers at least once and in any order, several rules send the same change, and SQS gives a message again that was not deleted. So of the changes of a task in one reading the
/// latest counts, and what was settled is not given again by this process; whoever keeps events for longer knows them by worker and kind.
/// </remarks>
public sealed class EcsWorkerEvents : IWorkerEventSource
{
    private const int MostInAMessageCall = 10;
    private const int MostCalls = 20;

    // Ends of some hours, at the highest rates; what falls out of memory could at worst be told twice.
    private const int MostRemembered = 20_000;

    private readonly IAmazonSQS sqs;
    private readonly string deployment;
    private readonly ServiceCalls calls;
    private readonly HashSet<(string, WorkerEventKind)> settled = [];
    private readonly Queue<(string, WorkerEventKind)> order = [];
    private List<string> handles = [];
    private List<WorkerEvent> given = [];
    private string? url;

    /// <summary>Over a client of SQS that repeats nothing by itself; see <see cref="DispatchAccount"/>.</summary>
    /// <param name="sqs">SQS.</param>
    /// <param name="tempo">Waits.</param>
    /// <param name="deployment">Name of the deployment.</param>
    public EcsWorkerEvents(IAmazonSQS sqs, ITempo tempo, string deployment)
    {
        ArgumentNullException.ThrowIfNull(tempo);
        ArgumentException.ThrowIfNullOrEmpty(deployment);
        this.sqs = sqs;
        this.deployment = deployment;
        calls = new ServiceCalls("sqs", tempo, new ApplyOptions { Attempts = 3, LongestWait = TimeSpan.FromSeconds(2) });
    }

    /// <summary>Messages so far that were no change of a task; they are dropped.</summary>
    public long Unreadable { get; private set; }

    /// <inheritdoc />
    /// <exception cref="ProblemException">The queue is not there or cannot be read.</exception>
    public async Task<IReadOnlyList<WorkerEvent>> ReadAsync(CancellationToken cancellationToken)
    {
        (handles, given) = ([], []);
        var changes = new Dictionary<string, TaskStateChange>(StringComparer.Ordinal);
        var early = new List<WorkerEvent>();
        for (var call = 0; call < MostCalls; call++)
        {
            var messages = await ReceiveAsync(cancellationToken).ConfigureAwait(false);
            if (messages.Count == 0) break;
            foreach (var message in messages) Note(message, changes, early);
        }

        given = [.. changes.Values.SelectMany(change => change.Events).Concat(early)
            .Where(happened => !settled.Contains((happened.WorkerId, happened.Kind)))
            .DistinctBy(happened => (happened.WorkerId, happened.Kind))
            .OrderBy(happened => happened.At).ThenBy(happened => happened.WorkerId, StringComparer.Ordinal).ThenBy(happened => happened.Kind)];
        // Warnings of no interest, repetitions and junk would come again for two weeks, and whoever reads has nothing to settle.
        if (given.Count == 0 && handles.Count > 0) await SettleAsync(cancellationToken).ConfigureAwait(false);
        return given;
    }

    /// <inheritdoc />
    /// <exception cref="ProblemException">The queue cannot be written to; the events come again.</exception>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        foreach (var happened in given) Remember((happened.WorkerId, happened.Kind));
        given = [];
        foreach (var some in handles.Chunk(MostInAMessageCall))
        {
            // What is not deleted, whether all of a call or some of it, is received again and is known then.
            var request = new DeleteMessageBatchRequest { QueueUrl = url, Entries = [.. some.Select((handle, place) => new DeleteMessageBatchRequestEntry(FormattableString.Invariant($"m{place}"), handle))] };
            await calls.ReadAsync("DeleteMessageBatch", Queue, () => sqs.DeleteMessageBatchAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false);
        }

        handles = [];
    }

    private string Queue => WorkerNames.EventQueue(deployment);

    private async Task<List<Message>> ReceiveAsync(CancellationToken cancellationToken)
    {
        url ??= (await calls.ReadAsync("GetQueueUrl", Queue, () => sqs.GetQueueUrlAsync(new GetQueueUrlRequest { QueueName = Queue }, cancellationToken), cancellationToken).ConfigureAwait(false)).QueueUrl;
        var request = new ReceiveMessageRequest { QueueUrl = url, MaxNumberOfMessages = MostInAMessageCall, WaitTimeSeconds = 0 };
        return (await calls.ReadAsync("ReceiveMessage", Queue, () => sqs.ReceiveMessageAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false)).Messages ?? [];
    }

    private void Note(Message message, Dictionary<string, TaskStateChange> changes, List<WorkerEvent> early)
    {
        handles.Add(message.ReceiptHandle);
        if (TaskStateChange.Read(message.Body, deployment) is not { } change)
        {
            Unreadable++;
            return;
        }

        if (!changes.TryGetValue(change.TaskArn, out var known))
        {
            changes[change.TaskArn] = change;
            return;
        }

        var (latest, older) = change.Version >= known.Version ? (change, known) : (known, change);
        changes[change.TaskArn] = latest;
        // A warning of an interruption stays one, whatever the end says.
        early.AddRange(older.Events.Where(happened => happened.Kind is WorkerEventKind.Interrupted));
    }

    private void Remember((string, WorkerEventKind) key)
    {
        if (!settled.Add(key)) return;
        order.Enqueue(key);
        if (order.Count > MostRemembered) settled.Remove(order.Dequeue());
    }
}
