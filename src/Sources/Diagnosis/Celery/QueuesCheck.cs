using System.Globalization;
using CostTool.Scheduler.Dispatching;
using CostTool.Sources.Queues;

namespace CostTool.Sources.Diagnosis.Celery;

/// <summary>Whether the dispatcher can count the queues of its pools. What it cannot count it launches nothing for.</summary>
/// <param name="pools">The pools.</param>
/// <param name="broker">Finds the broker, or says why it cannot.</param>
/// <param name="open">Opens the reader that dispatch would.</param>
public sealed class QueuesCheck(IReadOnlyList<WorkerPool> pools, Func<BrokerUrl> broker, Func<BrokerUrl, IBacklogSource> open) : ICheck
{
    /// <inheritdoc/>
    public string Name => "queues";

    /// <inheritdoc/>
    public bool Needed => true;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken)
    {
        var url = broker();
        // Its calls are AWS's own: permissions and endpoints are told above.
        if (url.Kind is BrokerKind.Sqs) return [new Finding(Name, FindingLevel.NotUsed, "SQS: not counted here")];
        await using var source = open(url);
        var counts = (await source.ReadAsync([.. pools.SelectMany(pool => pool.Queues)], cancellationToken).ConfigureAwait(false)).ToDictionary(count => count.Queue, StringComparer.Ordinal);
        return [.. pools.Select(pool => Of(pool, [.. pool.Queues.Select(queue => counts[queue])]))];
    }

    private Finding Of(WorkerPool pool, IReadOnlyList<QueueBacklog> counts)
    {
        if (counts.FirstOrDefault(count => count.Ready is null) is { } unknown)
            return new Finding(Name, FindingLevel.Failed, $"pool {pool.Name}: `{unknown.Queue}` is not counted: {unknown.Unknown}", "mend the broker's URL, its network or the user's rights: dispatch launches nothing for a queue that it cannot count");
        var told = string.Join(", ", counts.Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Queue} {count.Ready} waiting, {(count.InFlight is { } held ? held.ToString(CultureInfo.InvariantCulture) : "?")} held")));
        return counts.FirstOrDefault(count => count.InFlight is null) is { } blind
            ? new Finding(Name, FindingLevel.Warning, $"pool {pool.Name}: {told}", $"what workers hold is unknown: {blind.Unknown}")
            : new Finding(Name, FindingLevel.Ok, $"pool {pool.Name}: {told}");
    }
}
