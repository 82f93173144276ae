using System.Collections.Immutable;
using System.Text;
using CostTool.Analyzer.Problems;

namespace CostTool.Scheduler.Deployment.Comparing;

/// <summary>Puts what is known in the place of parameters and references.</summary>
/// <param name="Parameters">Values of parameters and pseudo parameters, by name: a text, or a list of texts.</param>
public sealed record Resolution(IReadOnlyDictionary<string, ResourceValue> Parameters)
{
    /// <summary>What resources that exist are known by, by logical id.</summary>
    public ImmutableDictionary<string, IReadOnlyDictionary<string, string>> Resources { get; init; } = ImmutableDictionary.Create<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);

    /// <summary>The values for a state: what was given, else the parameter's default.</summary>
    /// <exception cref="ProblemException">Names every parameter without a value, and every value without a parameter.</exception>
    public static Resolution Of(DesiredState state, IReadOnlyDictionary<string, ResourceValue> given)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(given);
        var known = state.Parameters.ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);
        List<Problem> problems = [.. given.Keys.Where(name => !name.StartsWith("AWS::", StringComparison.Ordinal) && !known.ContainsKey(name)).Order(StringComparer.Ordinal)
            .Select(name => new Problem($"there is no parameter `{name}`", state.Name, $"known ones are {string.Join(", ", known.Keys.Order(StringComparer.Ordinal))}"))];
        var values = given.ToDictionary(StringComparer.Ordinal);
        foreach (var parameter in state.Parameters)
        {
            if (values.ContainsKey(parameter.Name)) continue;
            if (parameter.Default is null) problems.Add(new Problem($"`{parameter.Name}` has no value: {parameter.Description}", state.Name, $"give it with --parameter {parameter.Name}=VALUE"));
            else values[parameter.Name] = Value(parameter, parameter.Default);
        }

        return problems.Count == 0 ? new Resolution(values) : throw new ProblemException(problems);
    }

    /// <summary>The value of a parameter that is written as text: lists are separated by commas.</summary>
    public static ResourceValue Value(DeploymentParameter parameter, string text)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        ArgumentNullException.ThrowIfNull(text);
        return parameter.Type.StartsWith("List<", StringComparison.Ordinal) || parameter.Type is "CommaDelimitedList"
            ? new ListValue([.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(item => new TextValue(item))])
            : new TextValue(text);
    }

    /// <summary>With one more resource that exists.</summary>
    public Resolution With(string logicalId, LiveResource live)
    {
        ArgumentNullException.ThrowIfNull(live);
        return this with { Resources = Resources.SetItem(logicalId, live.Attributes) };
    }

    /// <summary>The resource with everything that is known in its place; what is not known yet stays a reference.</summary>
    /// <exception cref="ProblemException">A parameter has no value, or a resource that exists lacks the attribute.</exception>
    public DesiredResource Resolve(DesiredResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return resource with { PhysicalName = Name(resource), Properties = (MapValue)Resolve(resource.Properties, resource.LogicalId) };
    }

    // Roles bear their region in their name, as IAM knows no regions. Only our own text is scanned, never a value that was put in.
    private string Name(DesiredResource resource)
    {
        var name = resource.PhysicalName;
        var text = new StringBuilder();
        var at = 0;
        while (name.IndexOf("${", at, StringComparison.Ordinal) is >= 0 and var start && name.IndexOf('}', start) is > 0 and var end)
        {
            if (Resolve(new ParameterValue(name[(start + 2)..end]), resource.LogicalId) is not TextValue value)
                throw new ProblemException(new Problem($"`{name}` needs a text and is given a list", resource.LogicalId, "report this: the desired state of the plan is wrong"));
            text.Append(name, at, start - at).Append(value.Text);
            at = end + 1;
        }

        return text.Append(name, at, name.Length - at).ToString();
    }

    private ResourceValue Resolve(ResourceValue value, string where) => value switch
    {
        ListValue list => new ListValue([.. list.Items.Select(item => Resolve(item, where))]),
        MapValue map => new MapValue(map.Members.Select(member => KeyValuePair.Create(member.Key, Resolve(member.Value, where)))),
        ParameterValue parameter => Parameters.TryGetValue(parameter.Name, out var given)
            ? given
            : throw new ProblemException(new Problem($"`{parameter.Name}` has no value", where, $"give it with --parameter {parameter.Name}=VALUE")),
        ArrayParameter array => Resolve(new ParameterValue(array.Name), where),
        ReferenceValue reference => !Resources.TryGetValue(reference.LogicalId, out var attributes) ? reference
            : attributes.TryGetValue(reference.Attribute, out var text) ? new TextValue(text)
            : throw new ProblemException(new Problem($"`{reference.LogicalId}` has no `{reference.Attribute}`", where, "report this: the desired state of the plan is wrong")),
        JoinedValue joined => Join([.. joined.Parts.Select(part => Resolve(part, where))]),
        _ => value,
    };

    private static ResourceValue Join(IReadOnlyList<ResourceValue> parts)
    {
        // Within a text, which is then JSON, a list stands as a JSON array.
        string?[] texts = [.. parts.Select(part => part switch { TextValue text => text.Text, ListValue list => CanonicalText.Of(list), _ => null })];
        return texts.Contains(null) ? new JoinedValue(parts) : new TextValue(string.Concat(texts));
    }
}
