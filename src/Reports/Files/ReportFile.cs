namespace CostTool.Reports.Files;

/// <summary>A file of the report that knows how to write itself.</summary>
/// <param name="Name">Name inside the folder.</param>
/// <param name="WriteAsync">Writes the content to a stream.</param>
internal sealed record ReportFile(string Name, Func<Stream, CancellationToken, Task> WriteAsync)
{
    /// <summary>A file whose content is at hand.</summary>
    public static ReportFile Of(string name, ReadOnlyMemory<byte> content) =>
        new(name, (stream, cancellationToken) => stream.WriteAsync(content, cancellationToken).AsTask());

    /// <summary>A text file: UTF-8 without byte order mark.</summary>
    public static ReportFile OfText(string name, Action<TextWriter> write) => new(name, async (stream, cancellationToken) =>
    {
        await using var text = new StreamWriter(stream, bufferSize: 1 << 16, leaveOpen: true) { NewLine = "\n" };
        write(text);
        await text.FlushAsync(cancellationToken);
    });
}
