using System.Globalization;
using System.Text.Json;

namespace CostTool.Sources.Prometheus;

/// <summary>One series of an answer.</summary>
/// <param name="Labels">Its labels.</param>
/// <param name="Points">Seconds since 1970 and value; not a number and infinities as the server sent them.</param>
internal sealed record PrometheusSeries(IReadOnlyDictionary<string, string> Labels, IReadOnlyList<(double Seconds, double Value)> Points)
{
    /// <summary>A label, empty where the series has none, as in PromQL.</summary>
    public string Label(string name) => Labels.GetValueOrDefault(name, "");
}

/// <summary>An answer of the HTTP API, parsed as it arrives: the text is never held, only its numbers and labels.</summary>
internal sealed class PrometheusAnswer
{
    // Far above any label of Kubernetes; an answer that holds a longer one is none.
    private const int LongestToken = 1 << 20;

    private readonly string[] names = new string[16];
    private readonly List<(double, double)> points = [];
    private Dictionary<string, string> labels = [];
    private double seconds;
    private bool ended;

    /// <summary>Series of a range or instant query, or of the series endpoint (those have no points).</summary>
    public List<PrometheusSeries> Series { get; } = [];

    /// <summary>Values of the label endpoint.</summary>
    public List<string> Values { get; } = [];

    /// <summary>What the server warns of: with one, the answer may lack series.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary><c>success</c> or <c>error</c>; empty where the answer has none.</summary>
    public string Status { get; private set; } = "";

    /// <summary>Kind of error, such as <c>execution</c>.</summary>
    public string ErrorType { get; private set; } = "";

    /// <summary>Error in the server's words.</summary>
    public string Error { get; private set; } = "";

    /// <summary>Reads an answer to its end.</summary>
    /// <exception cref="JsonException">It is not JSON, or was cut off.</exception>
    public static async Task<PrometheusAnswer> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var answer = new PrometheusAnswer();
        var buffer = new byte[1 << 16];
        var (filled, state) = (0, new JsonReaderState(new JsonReaderOptions { MaxDepth = answer.names.Length - 1 }));
        while (true)
        {
            if (filled == buffer.Length)
            {
                if (buffer.Length >= LongestToken) throw new JsonException("a token is too long");
                Array.Resize(ref buffer, buffer.Length * 2);
            }

            var read = await stream.ReadAsync(buffer.AsMemory(filled), cancellationToken);
            filled += read;
            var consumed = answer.Take(buffer.AsSpan(0, filled), read == 0, ref state);
            buffer.AsSpan(consumed, filled - consumed).CopyTo(buffer);
            filled -= consumed;
            if (read > 0) continue;
            return answer.ended ? answer : throw new JsonException("the answer was cut off");
        }
    }

    private int Take(ReadOnlySpan<byte> bytes, bool last, ref JsonReaderState state)
    {
        if (ended)
        {
            return bytes.ContainsAnyExcept(" \t\r\n"u8) ? throw new JsonException("text follows the answer") : bytes.Length;
        }

        var json = new Utf8JsonReader(bytes, last, state);
        try
        {
            while (json.Read()) Token(ref json);
        }
        catch (InvalidOperationException fault)
        {
            throw new JsonException("a string is not valid Unicode text", fault);
        }

        state = json.CurrentState;
        return (int)json.BytesConsumed;
    }

    // Depths: 1 members of the answer, 2 elements of data, 3 labels of the series endpoint or elements of result, 4 members of a series, 5 its labels and points, 6 a point.
    private void Token(ref Utf8JsonReader json)
    {
        var depth = json.CurrentDepth;
        switch (json.TokenType)
        {
            case JsonTokenType.PropertyName:
                names[depth] = json.GetString()!;
                break;
            case JsonTokenType.StartObject when depth is 2 or 3 && Under("data"):
                labels = [];
                points.Clear();
                break;
            case JsonTokenType.EndObject when depth == 3 && Under("data") && names[2] == "result":
                Series.Add(new PrometheusSeries(labels, [.. points]));
                break;
            case JsonTokenType.EndObject when depth == 2 && Under("data"):
                Series.Add(new PrometheusSeries(labels, []));
                break;
            case JsonTokenType.EndObject when depth == 0:
                ended = true;
                break;
            case JsonTokenType.String when depth == 1:
                Member(json.GetString()!);
                break;
            case JsonTokenType.String when depth == 2 && Under("warnings"):
                Warnings.Add(json.GetString()!);
                break;
            case JsonTokenType.String when depth == 2 && Under("data") && json.GetString() is { } value:
                if (names[2] is not "resultType" || value is not ("matrix" or "vector")) Values.Add(value);
                break;
            case JsonTokenType.String when depth == 3 && Under("data"):
                labels[names[3]] = json.GetString()!;
                break;
            case JsonTokenType.String when depth == 5 && names[4] == "metric":
                labels[names[5]] = json.GetString()!;
                break;
            case JsonTokenType.Number when IsPoint(depth):
                seconds = json.GetDouble();
                break;
            case JsonTokenType.String when IsPoint(depth):
                points.Add((seconds, Number(json.GetString()!)));
                break;
        }
    }

    private bool Under(string member) => names[1] == member;

    private bool IsPoint(int depth) => (depth == 6 && names[4] == "values") || (depth == 5 && names[4] == "value");

    private void Member(string value)
    {
        if (names[1] == "status") Status = value;
        else if (names[1] == "errorType") ErrorType = value;
        else if (names[1] == "error") Error = value;
    }

    private static double Number(string text) => text switch
    {
        "NaN" => double.NaN,
        "+Inf" or "Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : throw new JsonException("a value is not a number"),
    };
}
