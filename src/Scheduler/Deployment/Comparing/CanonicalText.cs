using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;

namespace CostTool.Scheduler.Deployment.Comparing;

/// <summary>One line of JSON for a value: equal values have equal text.</summary>
public static class CanonicalText
{
    // Division by one with 28 zeros makes decimal drop the zeros of its scale.
    private const decimal One = 1.0000000000000000000000000000m;

    /// <summary>The text of a value; a reference is written as CloudFormation writes it.</summary>
    public static string Of(ResourceValue value)
    {
        var text = new StringBuilder();
        Write(value, text);
        return text.ToString();
    }

    /// <summary>SHA-256 of a text, lower-case hexadecimal.</summary>
    public static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static void Write(ResourceValue value, StringBuilder text)
    {
        switch (value)
        {
            case TextValue plain: Quote(plain.Text, text); break;
            case NumberValue number: text.Append((number.Number / One).ToString(CultureInfo.InvariantCulture)); break;
            case FlagValue flag: text.Append(flag.Flag ? "true" : "false"); break;
            case ListValue list: Items(list.Items, text); break;
            case MapValue map:
                text.Append('{');
                foreach (var (name, member) in map.Members)
                {
                    if (text[^1] != '{') text.Append(',');
                    Quote(name, text);
                    text.Append(':');
                    Write(member, text);
                }

                text.Append('}');
                break;
            case ReferenceValue reference: Function("Fn::GetAtt", $"{reference.LogicalId}.{reference.Attribute}", text); break;
            case ParameterValue parameter: Function("Ref", parameter.Name, text); break;
            case ArrayParameter array: Function("Ref", array.Name, text); break;
            case JoinedValue joined:
                text.Append("{\"Fn::Join\":");
                Items(joined.Parts, text);
                text.Append('}');
                break;
            default: throw new ArgumentOutOfRangeException(nameof(value), value, "no such value");
        }
    }

    private static void Items(IReadOnlyList<ResourceValue> items, StringBuilder text)
    {
        text.Append('[');
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0) text.Append(',');
            Write(items[i], text);
        }

        text.Append(']');
    }

    private static void Function(string name, string argument, StringBuilder text)
    {
        text.Append("{\"").Append(name).Append("\":");
        Quote(argument, text);
        text.Append('}');
    }

    private static void Quote(string plain, StringBuilder text) =>
        text.Append('"').Append(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(plain)).Append('"');
}
