using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CostTool.Scheduler.Deployment.Export;

/// <summary>Writes plain values as YAML in block form. Every text stands in double quotes as JSON writes it, which YAML reads alike, so that none is taken for a number, a flag or an alias.</summary>
internal static class PlainYaml
{
    // Line separators and what is not a character of the basic plane are escaped as JSON does; YAML reads \u escapes too.
    private static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    public static string Write(ResourceValue value)
    {
        var text = new StringBuilder();
        Write(value, 0, text);
        return text.ToString();
    }

    private static void Write(ResourceValue value, int depth, StringBuilder text)
    {
        switch (value)
        {
            case MapValue { Members.Count: > 0 } map:
                foreach (var (name, member) in map.Members)
                {
                    text.Append(' ', depth * 2).Append(Key(name)).Append(':');
                    Child(member, depth, text);
                }

                break;
            case ListValue { Items.Count: > 0 } list:
                foreach (var item in list.Items)
                {
                    text.Append(' ', depth * 2).Append('-');
                    Child(item, depth, text);
                }

                break;
            default: throw new ArgumentException("the top of a document is a map or a list", nameof(value));
        }
    }

    private static void Child(ResourceValue value, int depth, StringBuilder text)
    {
        if (value is MapValue { Members.Count: > 0 } or ListValue { Items.Count: > 0 })
        {
            text.Append('\n');
            Write(value, depth + 1, text);
            return;
        }

        text.Append(' ').Append(value switch
        {
            TextValue words => Quoted(words.Text),
            NumberValue number => number.Number.ToString(CultureInfo.InvariantCulture),
            FlagValue flag => flag.Flag ? "true" : "false",
            MapValue => "{}",
            ListValue => "[]",
            _ => throw new ArgumentException($"a {value.GetType().Name} is not plain", nameof(value)),
        }).Append('\n');
    }

    private static string Key(string name) =>
        name.Length > 0 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-') && char.IsAsciiLetter(name[0]) && name is not ("true" or "false" or "null" or "yes" or "no" or "on" or "off" or "y" or "n")
            ? name
            : Quoted(name);

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text, Encoder)}\"";
}
