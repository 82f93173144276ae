using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Deployment.Comparing;

namespace CostTool.Cli.Deployment;

/// <summary>Differences as they may be shown: documents member by member, also where parts of them are not known yet, and nothing that looks like a secret.</summary>
public static class ShownDifference
{
    private static readonly TextValue Hidden = new("(hidden: it looks like a secret)");

    /// <summary>The difference, or those that it consists of.</summary>
    public static IEnumerable<PropertyDifference> Of(PropertyDifference difference)
    {
        ArgumentNullException.ThrowIfNull(difference);
        var parts = difference is { Live: MapValue live, Desired: JoinedValue joined } && Read(joined) is MapValue document
            ? PropertyDifference.Between(live, document).Select(inner => inner with { Path = $"{difference.Path}.{inner.Path}" })
            : [difference];
        return parts.Select(part => part with { Live = Masked(part.Path, part.Live), Desired = Masked(part.Path, part.Desired) });
    }

    /// <summary>A value as it may be shown.</summary>
    /// <param name="path">Where it stands.</param>
    /// <param name="value">The value; null for nothing.</param>
    public static ResourceValue? Masked(string path, ResourceValue? value)
    {
        ArgumentNullException.ThrowIfNull(path);
        return value switch
        {
            TextValue text when path.EndsWith("].Value", StringComparison.Ordinal) && path.Contains("Environment[", StringComparison.Ordinal) && SecretLook.IsSecret(Between(path), text.Text) => Hidden,
            TextValue text => new TextValue(SecretLook.WithoutCredentials(text.Text)),
            MapValue map when map["Name"] is TextValue name && map["Value"] is TextValue text && SecretLook.IsSecret(name.Text, text.Text) =>
                new MapValue(map.Members.Select(member => member.Key == "Value" ? KeyValuePair.Create(member.Key, (ResourceValue)Hidden) : member)),
            MapValue map => new MapValue(map.Members.Select(member => KeyValuePair.Create(member.Key, Masked($"{path}.{member.Key}", member.Value)!))),
            ListValue list => new ListValue([.. list.Items.Select(item => Masked(path, item)!)]),
            JoinedValue joined => new JoinedValue([.. joined.Parts.Select(part => Masked(path, part)!)]),
            _ => value,
        };
    }

    // The variable of ContainerDefinitions[task].Environment[VARIABLE].Value.
    private static string Between(string path) => path[(path.LastIndexOf('[') + 1)..path.LastIndexOf(']')];

    // A document whose references are not known yet is read with their names in their places; a difference stays one.
    private static ResourceValue Read(JoinedValue joined) =>
        CanonicalProperties.Document(string.Concat(joined.Parts.Select(part => part is TextValue text ? text.Text : ValueText.Unknown(part))));
}
