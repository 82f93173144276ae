namespace CostTool.Analyzer.Usage;

/// <summary>What a series of utilization is of: a container of a workload, or all containers of one of its tasks together.</summary>
/// <param name="Workload"><c>namespace/kind/name</c>, or <c>cluster/service</c> of ECS.</param>
/// <param name="Container">Name of the container; empty for the whole task.</param>
public readonly record struct UsageKey(string Workload, string Container)
{
    /// <summary>The key is of a whole task: the sum of its containers at each instant.</summary>
    public bool IsWholeTask => Container.Length == 0;

    /// <summary>By workload, then by container, in ordinal order.</summary>
    public static IComparer<UsageKey> ByName { get; } = Comparer<UsageKey>.Create((left, right) =>
        string.CompareOrdinal(left.Workload, right.Workload) is var order and not 0 ? order : string.CompareOrdinal(left.Container, right.Container));

    /// <summary>Such as <c>shop/deployment/web:gunicorn</c>.</summary>
    public override string ToString() => IsWholeTask ? Workload : $"{Workload}:{Container}";
}
