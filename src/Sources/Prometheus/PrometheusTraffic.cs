namespace CostTool.Sources.Prometheus;

/// <summary>How often the server was asked, and what came of it.</summary>
public sealed class PrometheusTraffic
{
    private long requests;
    private long retries;
    private long halvings;
    private long partial;

    /// <summary>Requests sent.</summary>
    public long Requests => Interlocked.Read(ref requests);

    /// <summary>Requests sent again after a fault that passes.</summary>
    public long Retries => Interlocked.Read(ref retries);

    /// <summary>Queries that the server found too large and that were asked in two halves.</summary>
    public long Halvings => Interlocked.Read(ref halvings);

    /// <summary>Answers that were cut off or came with warnings; they were thrown away and asked again.</summary>
    public long Partial => Interlocked.Read(ref partial);

    internal void CountRequest() => Interlocked.Increment(ref requests);

    internal void CountRetry() => Interlocked.Increment(ref retries);

    internal void CountHalving() => Interlocked.Increment(ref halvings);

    internal void CountPartial() => Interlocked.Increment(ref partial);
}
