using Amazon.Runtime;

namespace Amazon.Scheduler.Model;

/// <summary>The answer of <c>ListSchedules</c>.</summary>
public class ListSchedulesResponse : AmazonWebServiceResponse
{
    /// <summary>Indicates whether there are additional results to retrieve.</summary>
    public string? NextToken { get; set; }

    /// <summary>The schedules that match the specified criteria.</summary>
    public List<ScheduleSummary>? Schedules { get; set; }
}
