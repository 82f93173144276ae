namespace CostTool.Sources.Prometheus;

/// <summary>What to import.</summary>
public sealed record PrometheusRequest
{
    /// <summary>How far back from the end.</summary>
    public required TimeSpan Span { get; init; }

    /// <summary>End of the range; null for now, or for the end of the unfinished import that is taken up again.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>Time between two samples, whole seconds.</summary>
    public TimeSpan Step { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Time that one query spans at most.</summary>
    public TimeSpan Chunk { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Pods that one query names at most.</summary>
    public int PodsPerQuery { get; init; } = 200;

    /// <summary>Chunks asked for at the same time.</summary>
    public int Concurrency { get; init; } = 4;

    /// <summary>More matchers for every series, such as <c>cluster="prod"</c>; empty for none.</summary>
    public string Matchers { get; init; } = "";

    /// <summary>Namespaces to import; none for all.</summary>
    public IReadOnlyList<string> Namespaces { get; init; } = [];
}
