using Amazon.Runtime;

namespace Amazon.Scheduler.Model;

/// <summary>The answer of <c>CreateScheduleGroup</c>.</summary>
public class CreateScheduleGroupResponse : AmazonWebServiceResponse
{
    /// <summary>The Amazon Resource Name (ARN) of the schedule group.</summary>
    public string? ScheduleGroupArn { get; set; }
}
