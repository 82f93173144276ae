namespace CostTool.Scheduler.Deployment;

/// <summary>Short words for property values, so that a resource reads like its template.</summary>
internal static class Compose
{
    /// <summary>The partition, such as <c>aws</c> or <c>aws-cn</c>.</summary>
    public static ParameterValue Partition { get; } = new("AWS::Partition");

    /// <summary>The region.</summary>
    public static ParameterValue Region { get; } = new("AWS::Region");

    /// <summary>The account.</summary>
    public static ParameterValue Account { get; } = new("AWS::AccountId");

    public static TextValue Text(string text) => new(text);

    public static NumberValue Number(decimal number) => new(number);

    public static FlagValue Flag(bool flag) => new(flag);

    public static ReferenceValue Ref(string logicalId) => new(logicalId, "Ref");

    public static ReferenceValue Arn(string logicalId) => new(logicalId, "Arn");

    public static ParameterValue Parameter(string name) => new(name);

    /// <summary>A map without the members that are null.</summary>
    public static MapValue Map(params IEnumerable<(string Name, ResourceValue? Value)> members) =>
        new(members.Where(member => member.Value is not null).Select(member => KeyValuePair.Create(member.Name, member.Value!)));

    public static ListValue List(params IEnumerable<ResourceValue> items) => new([.. items]);

    public static ListValue Texts(params IEnumerable<string> texts) => new([.. texts.Select(Text)]);

    /// <summary>An ARN of this partition, region and account.</summary>
    public static ResourceValue ArnOf(string service, params IEnumerable<ResourceValue> resource) =>
        Join([Text("arn:"), Partition, Text($":{service}:"), Region, Text(":"), Account, Text(":"), .. resource]);

    /// <summary>Parts put together, in canonical form: neighbouring texts are one, empty ones go, and one text alone is a text.</summary>
    public static ResourceValue Join(params IEnumerable<ResourceValue> parts)
    {
        List<ResourceValue> joined = [];
        foreach (var part in parts.SelectMany(part => part is JoinedValue inner ? inner.Parts : [part]))
        {
            if (part is TextValue { Text: "" }) continue;
            if (part is TextValue text && joined.Count > 0 && joined[^1] is TextValue last) joined[^1] = Text(last.Text + text.Text);
            else joined.Add(part);
        }

        return joined switch
        {
            [] => Text(""),
            [TextValue only] => only,
            _ => new JoinedValue(joined),
        };
    }

    /// <summary>The mark of ownership as CloudFormation's list of tags.</summary>
    public static ListValue Tags(string deployment) => List(Map(("Key", Text(Ownership.TagKey)), ("Value", Text(deployment))));
}
