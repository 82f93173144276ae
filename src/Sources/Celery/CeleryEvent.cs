using System.Buffers.Text;
using System.Text.Json;

namespace CostTool.Sources.Celery;

/// <summary>Kinds of event that tell of a task.</summary>
internal enum EventKind
{
    /// <summary>Of a worker, or unknown.</summary>
    Other,
    Sent,
    Received,
    Started,
    Succeeded,
    Failed,
    Retried,
    Revoked,
    Rejected,
}

/// <summary>The fields of an event that profiles need; the spans point into the line.</summary>
internal ref struct CeleryEvent
{
    private const long LargestExact = 1L << 53;

    public EventKind Kind;

    /// <summary>Seconds since 1970, or NaN.</summary>
    public double Timestamp;

    /// <summary>Seconds, or NaN.</summary>
    public double Runtime;
    public ReadOnlySpan<byte> Uuid;
    public ReadOnlySpan<byte> Name;
    public ReadOnlySpan<byte> Queue;
    public ReadOnlySpan<byte> Worker;

    /// <summary>ISO 8601; empty without one.</summary>
    public ReadOnlySpan<byte> Eta;
    public int Retries;

    public readonly bool HasEta => !Eta.IsEmpty;

    /// <summary>Reads one line. Text with escapes is left as it stands: names of tasks and queues have none in practice.</summary>
    /// <returns>False where the line is a JSON object that is no event.</returns>
    /// <exception cref="JsonException">Not JSON.</exception>
    public static bool TryRead(ReadOnlySpan<byte> line, out CeleryEvent found)
    {
        found = new CeleryEvent { Timestamp = double.NaN, Runtime = double.NaN };
        var typed = false;
        var json = new Utf8JsonReader(line);
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject) return false;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.ValueSpan;
            json.Read();
            switch (name.Length)
            {
                case 4 when name.SequenceEqual("type"u8) && json.TokenType == JsonTokenType.String:
                    (found.Kind, typed) = (KindOf(json.ValueSpan), true);
                    break;
                case 4 when name.SequenceEqual("uuid"u8) && json.TokenType == JsonTokenType.String:
                    found.Uuid = json.ValueSpan;
                    break;
                case 4 when name.SequenceEqual("name"u8) && json.TokenType == JsonTokenType.String:
                    found.Name = json.ValueSpan;
                    break;
                case 5 when name.SequenceEqual("queue"u8) && json.TokenType == JsonTokenType.String:
                    found.Queue = json.ValueSpan;
                    break;
                case 3 when name.SequenceEqual("eta"u8):
                    if (json.TokenType == JsonTokenType.String) found.Eta = json.ValueSpan;
                    break;
                case 7 when name.SequenceEqual("runtime"u8):
                    found.Runtime = Number(in json);
                    break;
                case 7 when name.SequenceEqual("retries"u8):
                    found.Retries = Number(in json) is >= 0 and < int.MaxValue and var retries ? (int)retries : 0;
                    break;
                case 8 when name.SequenceEqual("hostname"u8) && json.TokenType == JsonTokenType.String:
                    found.Worker = json.ValueSpan;
                    break;
                case 9 when name.SequenceEqual("timestamp"u8):
                    found.Timestamp = Number(in json);
                    break;
            }

            if (json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) json.Skip();
        }

        // A second value on the line is a mistake that the reader reports.
        json.Read();
        return typed;
    }

    private static double Number(scoped in Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.Number) return double.NaN;
        var text = json.ValueSpan;
        // Digits with a point, as Python writes times: up to 2^53 the quotient below is the nearest double, and much faster than the general way.
        var (mantissa, scale, point) = (0L, 1.0, false);
        foreach (var character in text)
        {
            if (character == '.') point = true;
            else if (character is >= (byte)'0' and <= (byte)'9' && mantissa < LargestExact / 10)
            {
                mantissa = (mantissa * 10) + (character - '0');
                if (point) scale *= 10;
            }
            else return Utf8Parser.TryParse(text, out double number, out _) ? number : double.NaN;
        }

        return mantissa / scale;
    }

    private static EventKind KindOf(ReadOnlySpan<byte> type) => type.StartsWith("task-"u8)
        ? type[5..] switch
        {
            var rest when rest.SequenceEqual("sent"u8) => EventKind.Sent,
            var rest when rest.SequenceEqual("received"u8) => EventKind.Received,
            var rest when rest.SequenceEqual("started"u8) => EventKind.Started,
            var rest when rest.SequenceEqual("succeeded"u8) => EventKind.Succeeded,
            var rest when rest.SequenceEqual("failed"u8) => EventKind.Failed,
            var rest when rest.SequenceEqual("retried"u8) => EventKind.Retried,
            var rest when rest.SequenceEqual("revoked"u8) => EventKind.Revoked,
            var rest when rest.SequenceEqual("rejected"u8) => EventKind.Rejected,
            _ => EventKind.Other,
        }
        : EventKind.Other;
}
