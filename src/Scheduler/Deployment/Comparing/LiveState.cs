namespace CostTool.Scheduler.Deployment.Comparing;

/// <summary>What is in the account of what a deployment names or owns.</summary>
/// <param name="Resources">The resources; of versions of one name the one in force comes first.</param>
public sealed record LiveState(IReadOnlyList<LiveResource> Resources)
{
    /// <summary>Hash of names, marks, attributes and canonical properties, whatever the order in which they were read.</summary>
    public string Sha256() => CanonicalText.Sha256(string.Join('\n', Resources.Select(resource => string.Join('\t',
        resource.Type,
        resource.PhysicalName,
        resource.Owner,
        string.Join(',', resource.Attributes.OrderBy(attribute => attribute.Key, StringComparer.Ordinal).Select(attribute => $"{attribute.Key}={attribute.Value}")),
        CanonicalText.Of(CanonicalProperties.Of(resource.Type, resource.Properties)))).Order(StringComparer.Ordinal)));

    /// <summary>Reads what the kinds have of a deployment.</summary>
    /// <param name="kinds">Kinds by type.</param>
    /// <param name="deployment">Name of the deployment.</param>
    /// <param name="named">The desired resources, with their physical names resolved.</param>
    /// <param name="cancellationToken">Stops between calls.</param>
    public static async Task<LiveState> ReadAsync(IReadOnlyDictionary<string, IResourceKind> kinds, string deployment, IReadOnlyCollection<DesiredResource> named, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(kinds);
        var names = named.ToLookup(resource => resource.Type, resource => resource.PhysicalName, StringComparer.Ordinal);
        var read = await Task.WhenAll(kinds.Values.OrderBy(kind => kind.Type, StringComparer.Ordinal)
            .Select(kind => kind.ReadAsync(deployment, [.. names[kind.Type].Distinct(StringComparer.Ordinal)], cancellationToken))).ConfigureAwait(false);
        return new LiveState([.. read.SelectMany(resources => resources)]);
    }
}
