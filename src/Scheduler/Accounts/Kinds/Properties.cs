using System.Globalization;
using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Deployment;

namespace CostTool.Scheduler.Accounts.Kinds;

/// <summary>Short ways through properties and tags.</summary>
internal static class Properties
{
    /// <summary>Codes by which a service says that there is no such thing.</summary>
    public const string NotFound = "ResourceNotFoundException|ResourceNotFound|NotFound|NotFoundException|NoSuchEntity|NoSuchEntityException|QueueDoesNotExist|NonExistentQueue|StateMachineDoesNotExist";

    public static string Text(this DesiredResource resource, string name) => resource.Properties[name] switch
    {
        TextValue text => text.Text,
        NumberValue number => number.Number.ToString(CultureInfo.InvariantCulture),
        _ => throw new ProblemException(new Problem($"`{name}` is not known", resource.LogicalId, "report this: the desired state of the plan is wrong")),
    };

    public static string? TextOrNull(this MapValue properties, string name) => (properties[name] as TextValue)?.Text;

    /// <summary>The members but these.</summary>
    public static MapValue Without(this MapValue properties, params IReadOnlyCollection<string> names) => new(properties.Members.Where(member => !names.Contains(member.Key)));

    /// <summary>The members, and these where they say something.</summary>
    public static MapValue With(this MapValue properties, params IReadOnlyCollection<(string Name, ResourceValue? Value)> members) =>
        new(properties.Members.Where(member => members.All(other => other.Name != member.Key)).Concat(members.Where(member => member.Value is not null).Select(member => KeyValuePair.Create(member.Name, member.Value!))));

    /// <summary>With the mark of ownership. Tags of others are theirs: they are neither compared nor touched.</summary>
    public static MapValue WithMark(this MapValue properties, string? owner) => properties.With(("Tags", owner is null ? null : Compose.Tags(owner)));

    /// <summary>The tags that are desired, and the mark.</summary>
    public static IReadOnlyDictionary<string, string> Tags(this DesiredResource resource, string deployment)
    {
        var tags = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var tag in (resource.Properties["Tags"] as ListValue)?.Items.OfType<MapValue>() ?? [])
            if (tag.TextOrNull("Key") is { } key && tag.TextOrNull("Value") is { } value) tags[key] = value;
        tags[Ownership.TagKey] = deployment;
        return tags;
    }

    /// <summary>The attributes that references resolve to.</summary>
    public static Dictionary<string, string> Known(string reference, string? arn, params IReadOnlyCollection<(string Name, string Value)> more)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal) { ["Ref"] = reference };
        if (arn is not null) known["Arn"] = arn;
        foreach (var (name, value) in more) known[name] = value;
        return known;
    }

    /// <summary>A resource that must not be there, or be ours, before it is made.</summary>
    /// <exception cref="ProblemException">It is someone else's.</exception>
    public static void RefuseForeign(DesiredResource resource, string? owner, string deployment)
    {
        if (owner != deployment)
            throw new ProblemException(new Problem($"{resource.Type} `{resource.PhysicalName}` is there and {(owner is null ? "bears no mark" : $"belongs to `{owner}`")}", resource.LogicalId, "adopt it, remove it, or name the deployment otherwise"));
    }
}
