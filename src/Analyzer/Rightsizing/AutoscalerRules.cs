namespace CostTool.Analyzer.Rightsizing;

/// <summary>
/// Replicas and size together. An autoscaler keeps use at target × request × replicas, so while it moves, replicas × request is given by the load and a smaller request
/// only brings more replicas: nothing is saved, and the request stays. Where it rests at its fewest replicas, the request shrinks to need ÷ target, at which it goes on resting.
/// A larger request is asked for only where it is at its most replicas: below that it helps itself.
/// </summary>
internal static class AutoscalerRules
{
    /// <summary>Why the request is not made smaller; empty where it may be.</summary>
    public static IEnumerable<string> Holds(Autoscaler? autoscaler, double? target, UsageEvidence evidence)
    {
        if (autoscaler is not null && target is { } held && evidence.UsualMostInstances > autoscaler.LeastReplicas)
            yield return FormattableString.Invariant($"an autoscaler holds use at {held:P0} of the request and moves replicas, so a smaller request brings more replicas and saves nothing");
    }

    /// <summary>Why the request is not made larger; null where it may be.</summary>
    public static string? Ceiling(Autoscaler? autoscaler, double? target, UsageEvidence evidence) =>
        autoscaler is not null && target is not null && evidence.UsualMostInstances < autoscaler.MostReplicas
            ? FormattableString.Invariant($"the autoscaler has room for more replicas ({evidence.UsualMostInstances} of {autoscaler.MostReplicas} are used)")
            : null;
}
