using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace CostTool.AwsDouble.CloudFormation;

/// <summary>A template's text as one tree, whether it is JSON or YAML and whether functions are written long or as tags.</summary>
internal static class TemplateText
{
    /// <exception cref="ServiceErrorException">It is neither.</exception>
    public static JsonObject Parse(string text)
    {
        try
        {
            return (text.TrimStart().StartsWith('{') ? JsonNode.Parse(text) : Yaml(text)) as JsonObject ?? throw Malformed("template is not an object");
        }
        catch (Exception fault) when (fault is JsonException or YamlException or ArgumentException)
        {
            throw Malformed(fault.Message);
        }
    }

    public static ServiceErrorException Malformed(string why) => Invalid($"Template format error: {why}");

    public static ServiceErrorException Invalid(string message) => new("ValidationError", message);

    private static JsonNode? Yaml(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return stream.Documents.Count == 1 ? Node(stream.Documents[0].RootNode) : throw Malformed("one document is expected");
    }

    private static JsonNode? Node(YamlNode node)
    {
        var value = node switch
        {
            YamlMappingNode map => new JsonObject(map.Children.Select(child => KeyValuePair.Create(((YamlScalarNode)child.Key).Value!, Node(child.Value)))),
            YamlSequenceNode list => new JsonArray([.. list.Children.Select(Node)]),
            YamlScalarNode scalar => Scalar(scalar),
            _ => throw Malformed("aliases are not taken"),
        };
        if (node.Tag.IsEmpty || !node.Tag.Value.StartsWith('!') || node.Tag.Value.Length == 1) return value;
        return node.Tag.Value switch
        {
            "!Ref" => new JsonObject { ["Ref"] = value },
            // The tag takes the resource and the attribute with a dot between.
            "!GetAtt" when value is JsonValue whole && whole.GetValue<string>() is var path => new JsonObject { ["Fn::GetAtt"] = new JsonArray(path[..path.IndexOf('.', StringComparison.Ordinal)], path[(path.IndexOf('.', StringComparison.Ordinal) + 1)..]) },
            var tag => new JsonObject { [$"Fn::{tag[1..]}"] = value },
        };
    }

    private static JsonNode? Scalar(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (scalar.Style is not ScalarStyle.Plain) return text;
        return text switch
        {
            "" or "~" or "null" => null,
            "true" or "True" => true,
            "false" or "False" => false,
            _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
            _ when decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) => number,
            _ => text,
        };
    }
}
