using Amazon.Runtime;

namespace Amazon.EventBridge.Model;

/// <summary>The answer of <c>RemoveTargets</c>.</summary>
public class RemoveTargetsResponse : AmazonWebServiceResponse
{
    /// <summary>The failed target entries.</summary>
    public List<RemoveTargetsResultEntry>? FailedEntries { get; set; }

    /// <summary>The number of failed entries.</summary>
    public int? FailedEntryCount { get; set; }
}
