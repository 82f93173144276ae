using Amazon.Runtime;

namespace Amazon.CloudWatchLogs.Model;

/// <summary>The answer of <c>DescribeLogGroups</c>.</summary>
public class DescribeLogGroupsResponse : AmazonWebServiceResponse
{
    /// <summary>The log groups.</summary>
    public List<LogGroup>? LogGroups { get; set; }

    /// <summary>Next token.</summary>
    public string? NextToken { get; set; }
}
