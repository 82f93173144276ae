using Amazon.Runtime;

namespace Amazon.Scheduler.Model;

/// <summary>The answer of <c>ListScheduleGroups</c>.</summary>
public class ListScheduleGroupsResponse : AmazonWebServiceResponse
{
    /// <summary>Indicates whether there are additional results to retrieve.</summary>
    public string? NextToken { get; set; }

    /// <summary>The schedule groups that match the specified criteria.</summary>
    public List<ScheduleGroupSummary>? ScheduleGroups { get; set; }
}
