namespace CostTool.AwsDouble.Logs;

/// <summary>A line of a log.</summary>
/// <param name="Timestamp">Milliseconds since 1970, as whoever wrote it said.</param>
/// <param name="IngestionTime">Milliseconds since 1970, when it arrived.</param>
/// <param name="Message">The line.</param>
/// <param name="Number">In the order of arrival, over all logs.</param>
public sealed record LogLine(long Timestamp, long IngestionTime, string Message, long Number);

/// <summary>A log stream and its lines in the order of their times.</summary>
/// <param name="Name">Within its group.</param>
/// <param name="Created">Milliseconds since 1970.</param>
public sealed record LogStream(string Name, long Created)
{
    public List<LogLine> Lines { get; } = [];

    internal void Add(LogLine line)
    {
        var at = Lines.FindLastIndex(known => known.Timestamp <= line.Timestamp);
        Lines.Insert(at + 1, line);
    }

    internal IEnumerable<LogLine> Between(long? start, long? end) => Lines.Where(line => (start is null || line.Timestamp >= start) && (end is null || line.Timestamp < end));
}
