using System.Text;
using System.Text.Json;
using CostTool.Analyzer.Problems;

namespace CostTool.Sources.Kubernetes;

/// <summary>Reads JSON token by token from a stream through one refilled buffer: memory is bounded by the longest token, not by the file.</summary>
/// <remarks>Takes several values one after another, so JSON lines need no care. Text in UTF-16 must be converted before.</remarks>
internal ref struct JsonStreamReader
{
    // etcd refuses objects above 1.5 MiB, so no string of a real cluster comes near.
    private const int LongestToken = 16 << 20;

    private static readonly JsonReaderOptions Options = new() { AllowMultipleValues = true, MaxDepth = 256, CommentHandling = JsonCommentHandling.Disallow };

    private readonly Stream _stream;
    private readonly string _file;
    private readonly CancellationToken _cancellation;
    private byte[] _buffer;
    private int _filled;
    private long _discarded;
    private bool _atEnd;
    private Utf8JsonReader _json;

    public JsonStreamReader(Stream stream, string file, int bufferSize, CancellationToken cancellation)
    {
        (_stream, _file, _cancellation) = (stream, file, cancellation);
        _buffer = new byte[Math.Max(bufferSize, 4)];
        Fill();
        SkipByteOrderMark();
        _json = new Utf8JsonReader(_buffer.AsSpan(0, _filled), isFinalBlock: false, new JsonReaderState(Options));
    }

    /// <summary>The token just read.</summary>
    public readonly JsonTokenType Token => _json.TokenType;

    /// <summary>The buffer as it has grown.</summary>
    public readonly int BufferSize => _buffer.Length;

    /// <summary>The object that is being read, counted from one; part of every place in an error.</summary>
    public long Item { get; set; }

    /// <summary>The first member whose value has another type than Kubernetes gives it; the value was skipped.</summary>
    public string? Misfit { get; set; }

    /// <summary>The place of the last token, for errors.</summary>
    public readonly string Where => Item > 0 ? $"{_file} item {Item} (byte {_discarded + _json.TokenStartIndex})" : $"{_file} (byte {_discarded + _json.TokenStartIndex})";

    /// <summary>Moves to the next token; false after the last value.</summary>
    /// <exception cref="JsonException">The text is not JSON; <see cref="NotJson"/> says where.</exception>
    public bool Read() => _json.Read() || ReadMore();

    /// <summary>Moves to the next member of the object; false at its end.</summary>
    public bool NextMember() => Read() && _json.TokenType == JsonTokenType.PropertyName;

    /// <summary>Moves to the next element of the array; false at its end.</summary>
    public bool NextElement() => Read() && _json.TokenType != JsonTokenType.EndArray;

    /// <summary>The member just reached has this name.</summary>
    public readonly bool NameIs(ReadOnlySpan<byte> name) => _json.ValueTextEquals(name);

    /// <summary>The name of the member just reached.</summary>
    public readonly string Name() => Text();

    /// <summary>The string or number just reached.</summary>
    public readonly string Text()
    {
        if (_json.TokenType == JsonTokenType.Number) return Encoding.UTF8.GetString(_json.ValueSpan);
        try
        {
            return _json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new ProblemException(new Problem("a string is not valid Unicode text", Where, "give the output of `kubectl get ... -o json`, unchanged"));
        }
    }

    /// <summary>Moves to the value of the member and enters it where it is an object.</summary>
    public bool EnterObject(string path) => Enter(JsonTokenType.StartObject, path);

    /// <summary>Moves to the value of the member and enters it where it is an array.</summary>
    public bool EnterArray(string path) => Enter(JsonTokenType.StartArray, path);

    /// <summary>The value of the member where it is a string or a number; null where it is null or a misfit.</summary>
    public string? ReadText(string path)
    {
        Read();
        if (_json.TokenType is JsonTokenType.String or JsonTokenType.Number) return Text();
        SkipMisfit(path);
        return null;
    }

    /// <summary>The value of the member where it is true or false.</summary>
    public bool ReadFlag(string path)
    {
        Read();
        if (_json.TokenType is JsonTokenType.True or JsonTokenType.False) return _json.TokenType == JsonTokenType.True;
        SkipMisfit(path);
        return false;
    }

    /// <summary>Passes over the value of the member without keeping it.</summary>
    public void SkipValue()
    {
        Read();
        SkipRest();
    }

    /// <summary>Passes over what is left of the value just entered.</summary>
    public void SkipRest()
    {
        if (_json.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray)) return;
        var depth = _json.CurrentDepth;
        while (Read() && _json.CurrentDepth > depth)
        {
        }
    }

    /// <summary>The problem behind an exception of the parser.</summary>
    public readonly ProblemException NotJson(JsonException fault)
    {
        var line = fault.LineNumber + 1;
        var column = fault.BytePositionInLine + 1;
        var item = Item > 0 ? $" item {Item}" : "";
        return new ProblemException(new Problem(
            $"the text is not JSON at line {line}, byte {column} of the line", $"{_file}:{line}{item}", "give the output of `kubectl get ... -o json`, unchanged"));
    }

    private bool Enter(JsonTokenType wanted, string path)
    {
        Read();
        if (_json.TokenType == wanted) return true;
        SkipMisfit(path);
        return false;
    }

    private void SkipMisfit(string path)
    {
        if (_json.TokenType != JsonTokenType.Null) Misfit ??= path;
        SkipRest();
    }

    private bool ReadMore()
    {
        do
        {
            if (_atEnd) return ReadLast();
            Refill();
        }
        while (!_json.Read());
        return true;
    }

    // The stream has ended: what is left is a whole number or keyword, white space, or the first part of something cut off.
    private bool ReadLast()
    {
        Compact(isFinalBlock: true);
        try
        {
            return _json.Read();
        }
        catch (JsonException)
        {
            throw new ProblemException(new Problem("the JSON ends in the middle of a value", Where, "the file was cut off: write it again with `kubectl get ... -o json`"));
        }
    }

    private void Refill()
    {
        Compact(isFinalBlock: false);
        if (_filled == _buffer.Length) Grow();
        Fill();
        _json = new Utf8JsonReader(_buffer.AsSpan(0, _filled), isFinalBlock: false, _json.CurrentState);
    }

    // Drops what has been read and moves the rest to the front of the buffer.
    private void Compact(bool isFinalBlock)
    {
        var consumed = (int)_json.BytesConsumed;
        _buffer.AsSpan(consumed, _filled - consumed).CopyTo(_buffer);
        _filled -= consumed;
        _discarded += consumed;
        _json = new Utf8JsonReader(_buffer.AsSpan(0, _filled), isFinalBlock, _json.CurrentState);
    }

    private void Grow()
    {
        if (_buffer.Length >= LongestToken)
            throw new ProblemException(new Problem(
                $"one string or number is longer than {LongestToken >> 20} MiB", $"{_file} item {Item} (byte {_discarded})", "no Kubernetes object holds such a value: check the file"));
        Array.Resize(ref _buffer, _buffer.Length * 2);
    }

    private void Fill()
    {
        _cancellation.ThrowIfCancellationRequested();
        try
        {
            while (_filled < _buffer.Length && !_atEnd)
            {
                var read = _stream.Read(_buffer.AsSpan(_filled));
                _filled += read;
                _atEnd = read == 0;
            }
        }
        catch (InvalidDataException)
        {
            throw new ProblemException(new Problem("the gzip data is damaged or cut off", $"{_file} (byte {_discarded + _filled} of the unpacked text)", "copy or write the file again"));
        }
    }

    private void SkipByteOrderMark()
    {
        if (_filled < 3 || !_buffer.AsSpan(0, 3).SequenceEqual(Encoding.UTF8.Preamble)) return;
        _buffer.AsSpan(3, _filled - 3).CopyTo(_buffer);
        _filled -= 3;
        _discarded = 3;
    }
}
