namespace Amazon.EventBridge.Model;

/// <summary>Represents an event that failed to be submitted.</summary>
public class PutEventsResultEntry
{
    /// <summary>The error code that indicates why the event submission failed.</summary>
    public string? ErrorCode { get; set; }

    /// <summary>The error message that explains why the event submission failed.</summary>
    public string? ErrorMessage { get; set; }

    /// <summary>The ID of the event.</summary>
    public string? EventId { get; set; }
}
