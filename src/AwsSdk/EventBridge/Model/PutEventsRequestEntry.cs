namespace Amazon.EventBridge.Model;

/// <summary>Represents an event to be submitted.</summary>
public class PutEventsRequestEntry
{
    /// <summary>A valid JSON object.</summary>
    public string? Detail { get; set; }

    /// <summary>Free-form string used to decide what fields to expect in the event detail.</summary>
    public string? DetailType { get; set; }

    /// <summary>The name or ARN of the event bus to receive the event.</summary>
    public string? EventBusName { get; set; }

    /// <summary>Amazon Web Services resources, identified by Amazon Resource Name (ARN), which the event primarily concerns.</summary>
    public List<string>? Resources { get; set; }

    /// <summary>The source of the event.</summary>
    public string? Source { get; set; }

    /// <summary>The time stamp of the event, per RFC3339. If no time stamp is provided, the time stamp of the PutEvents call is used.</summary>
    public DateTime? Time { get; set; }

    /// <summary>An X-Ray trace header, which is an http header (X-Amzn-Trace-Id) that contains the trace-id associated with the event.</summary>
    public string? TraceHeader { get; set; }
}
