namespace Amazon.EventBridge.Model;

/// <summary>Sends custom events to Amazon EventBridge so that they can be matched to rules.</summary>
public class PutEventsRequest : AmazonEventBridgeRequest
{
    /// <summary>The entry that defines an event in your system; required.</summary>
    public List<PutEventsRequestEntry>? Entries { get; set; }
}
