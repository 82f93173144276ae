using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CostTool.Scheduler.Deployment;

/// <summary>Properties that are JSON inside a text, such as the input of a schedule: compact, members in ordinal order, references kept as references.</summary>
internal static class JsonText
{
    // What AWS gets is no HTML; <aws.scheduler.scheduled-time> must arrive as it is.
    private static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>The JSON of a value. Whatever a reference stands for must need no escaping in JSON, which ARNs and names do not.</summary>
    public static ResourceValue Of(ResourceValue value) => Compose.Join(Parts(value));

    private static IEnumerable<ResourceValue> Parts(ResourceValue value) => value switch
    {
        TextValue text => [Compose.Text($"\"{Escaped(text.Text)}\"")],
        NumberValue number => [Compose.Text(number.Number.ToString(CultureInfo.InvariantCulture))],
        FlagValue flag => [Compose.Text(flag.Flag ? "true" : "false")],
        ListValue list => [Compose.Text("["), .. Separated(list.Items.Select(Parts)), Compose.Text("]")],
        MapValue map => [Compose.Text("{"), .. Separated(map.Members.Select(member => Parts(member.Value).Prepend(Compose.Text($"\"{Escaped(member.Key)}\":")))), Compose.Text("}")],
        ArrayParameter => [value],
        JoinedValue joined => [Compose.Text("\""), .. joined.Parts.Select(part => part is TextValue text ? Compose.Text(Escaped(text.Text)) : part), Compose.Text("\"")],
        _ => [Compose.Text("\""), value, Compose.Text("\"")],
    };

    private static IEnumerable<ResourceValue> Separated(IEnumerable<IEnumerable<ResourceValue>> items) =>
        items.SelectMany((item, index) => index == 0 ? item : item.Prepend(Compose.Text(",")));

    private static string Escaped(string text) => JsonEncodedText.Encode(text, Encoder).ToString();
}

/// <summary>A parameter that stands for a whole JSON array inside a JSON text.</summary>
/// <param name="Name">Name of the parameter.</param>
internal sealed record ArrayParameter(string Name) : ResourceValue;
