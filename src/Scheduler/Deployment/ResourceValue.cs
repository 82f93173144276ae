namespace CostTool.Scheduler.Deployment;

/// <summary>A value of a resource's properties: what CloudFormation's JSON can say, with references kept as references until something is applied or exported.</summary>
public abstract record ResourceValue;

/// <summary>Text.</summary>
public sealed record TextValue(string Text) : ResourceValue;

/// <summary>A number.</summary>
public sealed record NumberValue(decimal Number) : ResourceValue;

/// <summary>True or false.</summary>
public sealed record FlagValue(bool Flag) : ResourceValue;

/// <summary>Values in order; equal when their items are.</summary>
public sealed record ListValue(IReadOnlyList<ResourceValue> Items) : ResourceValue
{
    /// <inheritdoc />
    public bool Equals(ListValue? other) => other is not null && Items.SequenceEqual(other.Items);

    /// <inheritdoc />
    public override int GetHashCode() => Items.Aggregate(17, HashCode.Combine);
}

/// <summary>Named values, in ordinal order of their names; equal when names and values are.</summary>
public sealed record MapValue : ResourceValue
{
    /// <summary>A map of these members.</summary>
    public MapValue(IEnumerable<KeyValuePair<string, ResourceValue>> members) => Members = new SortedDictionary<string, ResourceValue>(members.ToDictionary(), StringComparer.Ordinal);

    /// <summary>The members.</summary>
    public IReadOnlyDictionary<string, ResourceValue> Members { get; }

    /// <summary>A member, or null.</summary>
    public ResourceValue? this[string name] => Members.GetValueOrDefault(name);

    /// <inheritdoc />
    public bool Equals(MapValue? other) => other is not null && Members.SequenceEqual(other.Members);

    /// <inheritdoc />
    public override int GetHashCode() => Members.Aggregate(17, HashCode.Combine);
}

/// <summary>What another resource of the same state is known by once it exists.</summary>
/// <param name="LogicalId">The other resource.</param>
/// <param name="Attribute">An attribute of CloudFormation's <c>Fn::GetAtt</c> such as <c>Arn</c>, or <c>Ref</c>.</param>
public sealed record ReferenceValue(string LogicalId, string Attribute) : ResourceValue;

/// <summary>What the one who applies or deploys must give.</summary>
/// <param name="Name">Name of the parameter, or a pseudo parameter such as <c>AWS::Region</c>.</param>
public sealed record ParameterValue(string Name) : ResourceValue;

/// <summary>Text put together of parts, without anything between them: CloudFormation's <c>Fn::Join</c> or <c>Fn::Sub</c>.</summary>
public sealed record JoinedValue(IReadOnlyList<ResourceValue> Parts) : ResourceValue
{
    /// <inheritdoc />
    public bool Equals(JoinedValue? other) => other is not null && Parts.SequenceEqual(other.Parts);

    /// <inheritdoc />
    public override int GetHashCode() => Parts.Aggregate(19, HashCode.Combine);
}
