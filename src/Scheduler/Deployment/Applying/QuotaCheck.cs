using System.Globalization;
using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Deployment.Comparing;

namespace CostTool.Scheduler.Deployment.Applying;

/// <summary>How many resources of a type the account takes and has.</summary>
/// <param name="Name">Name of the quota, as Service Quotas has it.</param>
/// <param name="Limit">Most that there may be; null is unknown.</param>
/// <param name="InUse">How many there are; null is unknown.</param>
public sealed record Quota(string Name, long? Limit, long? InUse);

/// <summary>Reads quotas.</summary>
public interface IQuotaReader
{
    /// <summary>The quota on resources of a type; null where the type has none that can be read.</summary>
    Task<Quota?> ReadAsync(string type, CancellationToken cancellationToken);
}

/// <summary>Says before the first step what the last would run into.</summary>
public static class QuotaCheck
{
    /// <summary>One problem for each type of which there would be too many. What is unknown stops nothing.</summary>
    public static async Task<IReadOnlyList<Problem>> ProblemsAsync(ChangeSet changes, IQuotaReader quotas, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(changes);
        ArgumentNullException.ThrowIfNull(quotas);
        var problems = new List<Problem>();
        foreach (var made in changes.Changes.Where(change => change.Kind is ChangeKind.Create).GroupBy(change => change.Type, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            // What goes makes room only after what is new was made.
            if (await quotas.ReadAsync(made.Key, cancellationToken).ConfigureAwait(false) is { Limit: { } limit, InUse: { } used } quota && used + made.Count() > limit)
            {
                problems.Add(new Problem(
                    string.Create(CultureInfo.InvariantCulture, $"{made.Count()} of `{made.Key}` are to be made, {used} are there, and the account takes {limit}"),
                    quota.Name,
                    "ask for a higher quota in Service Quotas, or plan fewer"));
            }
        }

        return problems;
    }
}
