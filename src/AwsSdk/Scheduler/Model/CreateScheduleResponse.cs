using Amazon.Runtime;

namespace Amazon.Scheduler.Model;

/// <summary>The answer of <c>CreateSchedule</c>.</summary>
public class CreateScheduleResponse : AmazonWebServiceResponse
{
    /// <summary>The Amazon Resource Name (ARN) of the schedule.</summary>
    public string? ScheduleArn { get; set; }
}
