namespace Amazon.CloudWatchLogs.Model;

/// <summary>Represents a log event.</summary>
public class OutputLogEvent
{
    /// <summary>The time the event was ingested, expressed as the number of milliseconds after Jan 1, 1970 00:00:00 UTC.</summary>
    public DateTime? IngestionTime { get; set; }

    /// <summary>The data contained in the log event.</summary>
    public string? Message { get; set; }

    /// <summary>The time the event occurred, expressed as the number of milliseconds after Jan 1, 1970 00:00:00 UTC.</summary>
    public DateTime? Timestamp { get; set; }
}
