using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Deployment.Comparing;

namespace CostTool.Cli.Deployment;

/// <summary>Values on one line.</summary>
public static class ValueText
{
    /// <summary>JSON of a value; what is known only once another resource exists says so.</summary>
    public static string Of(ResourceValue value) => value switch
    {
        ReferenceValue => Unknown(value),
        JoinedValue joined => CanonicalText.Of(new TextValue(string.Concat(joined.Parts.Select(part => part is TextValue text ? text.Text : Unknown(part))))),
        MapValue map => $"{{{string.Join(", ", map.Members.Select(member => $"{CanonicalText.Of(new TextValue(member.Key))}: {Of(member.Value)}"))}}}",
        ListValue list => $"[{string.Join(", ", list.Items.Select(Of))}]",
        _ => CanonicalText.Of(value),
    };

    /// <summary>What stands for a value that is not known yet.</summary>
    public static string Unknown(ResourceValue value) => value switch
    {
        ReferenceValue reference => $"({reference.LogicalId}.{reference.Attribute}, known after apply)",
        ParameterValue parameter => $"({parameter.Name})",
        _ => CanonicalText.Of(value),
    };

    /// <summary>A name without what a terminal would take for a command.</summary>
    public static string Plain(string name) => string.Concat(name.Select(letter => char.IsControl(letter) ? '\uFFFD' : letter));
}
