using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Dispatching;

namespace CostTool.Sources.History;

/// <summary>Events of workers that are kept in the history as they are settled.</summary>
/// <remarks>
/// The history is one file with one writer, which a night may hold for minutes. What cannot be written at once is held back and written later; a dispatcher that is killed meanwhile loses it for
/// the history, as holding the events back from their source would let them be counted twice.
/// </remarks>
/// <param name="source">Where they come from.</param>
/// <param name="store">File of the history.</param>
/// <param name="deployment">Whose workers they are.</param>
/// <param name="clock">Time.</param>
public sealed class RecordedWorkerEvents(IWorkerEventSource source, string store, string deployment, TimeProvider clock) : IWorkerEventSource
{
    private const int MostHeldBack = 10_000;

    private readonly Queue<WorkerEvent> unwritten = new();
    private IReadOnlyList<WorkerEvent> given = [];

    /// <inheritdoc />
    public async Task<IReadOnlyList<WorkerEvent>> ReadAsync(CancellationToken cancellationToken) => given = await source.ReadAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    /// <exception cref="ProblemException">They are settled, and not in the history yet.</exception>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        await source.SettleAsync(cancellationToken).ConfigureAwait(false);
        foreach (var happened in given) unwritten.Enqueue(happened);
        given = [];
        while (unwritten.Count > MostHeldBack) unwritten.Dequeue();
        if (unwritten.Count == 0) return;
        try
        {
            using var taken = await StoreLock.TakeAsync(store, TimeSpan.Zero, clock, cancellationToken, "a night is at work on the history", "nothing: they are written with the next events").ConfigureAwait(false);
            using var history = HistoryStore.Open(store);
            history.Write(deployment, [.. unwritten]);
            unwritten.Clear();
        }
        catch (Exception fault) when (fault is ProblemException or IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(new Problem($"{unwritten.Count} events of workers are not in the history yet: {fault.Message}", store, "look at the file and its folder; they are written with the next events"));
        }
    }
}
