using Amazon.Runtime;

namespace Amazon.EventBridge.Model;

/// <summary>The answer of <c>PutEvents</c>.</summary>
public class PutEventsResponse : AmazonWebServiceResponse
{
    /// <summary>The successfully and unsuccessfully ingested events results.</summary>
    public List<PutEventsResultEntry>? Entries { get; set; }

    /// <summary>The number of failed entries.</summary>
    public int? FailedEntryCount { get; set; }
}
