namespace CostTool.Scheduler.Deployment;

/// <summary>A resource as it is in the account.</summary>
/// <param name="Type">CloudFormation's type.</param>
/// <param name="PhysicalName">Its name.</param>
/// <param name="Attributes">What references resolve to: <c>Ref</c>, <c>Arn</c> and the like.</param>
/// <param name="Properties">Its properties in the same words and the same canonical form as <see cref="DesiredResource.Properties"/>, without what the service adds by itself.</param>
/// <param name="Owner">Name of the deployment that the mark of ownership names; null where it has none.</param>
public sealed record LiveResource(string Type, string PhysicalName, IReadOnlyDictionary<string, string> Attributes, MapValue Properties, string? Owner);

/// <summary>How resources of one type are read and changed. Every member is safe to repeat after a failure whose effect is not known.</summary>
public interface IResourceKind
{
    /// <summary>CloudFormation's type.</summary>
    string Type { get; }

    /// <summary>Properties whose change needs a new resource in place of the old one.</summary>
    IReadOnlySet<string> ReplacedBy { get; }

    /// <summary>The resource of this name, or null.</summary>
    Task<LiveResource?> FindAsync(string physicalName, CancellationToken cancellationToken);

    /// <summary>Every resource of this type that bears the deployment's mark of ownership.</summary>
    IAsyncEnumerable<LiveResource> OwnedAsync(string deployment, CancellationToken cancellationToken);

    /// <summary>Makes it. Making what is there already, alike and ours, succeeds.</summary>
    /// <param name="resolved">The resource with every reference and parameter replaced by what it stands for.</param>
    /// <param name="deployment">Name of the deployment, for the mark of ownership.</param>
    /// <param name="clientToken">The same for every repetition of this step, where the service takes one.</param>
    /// <param name="cancellationToken">Stops between calls.</param>
    Task<LiveResource> CreateAsync(DesiredResource resolved, string deployment, string clientToken, CancellationToken cancellationToken);

    /// <summary>Changes it to what is desired: reads it whole, changes, writes it whole.</summary>
    Task<LiveResource> UpdateAsync(DesiredResource resolved, LiveResource live, string clientToken, CancellationToken cancellationToken);

    /// <summary>Removes it. Removing what is gone succeeds.</summary>
    Task DeleteAsync(LiveResource live, CancellationToken cancellationToken);

    /// <summary>Puts the deployment's mark of ownership on what bears none, and changes nothing else.</summary>
    Task AdoptAsync(LiveResource live, string deployment, CancellationToken cancellationToken);

    /// <summary>Creating makes a new version beside the old ones, as task definitions do; what is replaced is removed after everything that pointed to it has moved.</summary>
    bool KeepsVersions => false;

    /// <summary>Whether a difference of two spellings is none, for a reason that only the service knows, such as the time of day.</summary>
    bool MeansTheSame(DesiredResource desired, LiveResource live, Comparing.PropertyDifference difference) => false;

    /// <summary>What bears the deployment's mark, and what has one of the names, whoever owns it. Of versions of one name the one in force comes first.</summary>
    /// <remarks>A kind whose service lists what it has overrides this: a thousand schedules take ten pages and not a thousand calls.</remarks>
    async Task<IReadOnlyList<LiveResource>> ReadAsync(string deployment, IReadOnlyCollection<string> physicalNames, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(physicalNames);
        var found = new List<LiveResource>();
        await foreach (var owned in OwnedAsync(deployment, cancellationToken).ConfigureAwait(false)) found.Add(owned);
        var known = found.Select(resource => resource.PhysicalName).ToHashSet(StringComparer.Ordinal);
        string[] unknown = [.. physicalNames.Where(name => !known.Contains(name))];
        var named = await Task.WhenAll(unknown.Select(name => FindAsync(name, cancellationToken))).ConfigureAwait(false);
        found.AddRange(named.OfType<LiveResource>());
        return found;
    }
}
