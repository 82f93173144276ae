using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CostTool.Scheduler.Deployment.Export;

/// <summary>Writes plain values as indented JSON that ends with a line feed.</summary>
internal static class PlainJson
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(ResourceValue value)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Indented)) Write(value, writer);
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length) + "\n";
    }

    private static void Write(ResourceValue value, Utf8JsonWriter writer)
    {
        switch (value)
        {
            case TextValue text: writer.WriteStringValue(text.Text); break;
            case NumberValue number: writer.WriteNumberValue(number.Number); break;
            case FlagValue flag: writer.WriteBooleanValue(flag.Flag); break;
            case ListValue list:
                writer.WriteStartArray();
                foreach (var item in list.Items) Write(item, writer);
                writer.WriteEndArray();
                break;
            case MapValue map:
                writer.WriteStartObject();
                foreach (var (name, member) in map.Members)
                {
                    writer.WritePropertyName(name);
                    Write(member, writer);
                }

                writer.WriteEndObject();
                break;
            default: throw new ArgumentException($"a {value.GetType().Name} is not plain", nameof(value));
        }
    }
}
