using Amazon.Runtime;

namespace Amazon.EventBridge.Model;

/// <summary>The answer of <c>PutTargets</c>.</summary>
public class PutTargetsResponse : AmazonWebServiceResponse
{
    /// <summary>The failed target entries.</summary>
    public List<PutTargetsResultEntry>? FailedEntries { get; set; }

    /// <summary>The number of failed entries.</summary>
    public int? FailedEntryCount { get; set; }
}
