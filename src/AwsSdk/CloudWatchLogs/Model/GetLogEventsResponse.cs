using Amazon.Runtime;

namespace Amazon.CloudWatchLogs.Model;

/// <summary>The answer of <c>GetLogEvents</c>.</summary>
public class GetLogEventsResponse : AmazonWebServiceResponse
{
    /// <summary>The events.</summary>
    public List<OutputLogEvent>? Events { get; set; }

    /// <summary>The token for the next set of items in the backward direction.</summary>
    public string? NextBackwardToken { get; set; }

    /// <summary>The token for the next set of items in the forward direction.</summary>
    public string? NextForwardToken { get; set; }
}
