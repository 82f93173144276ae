using Amazon.Runtime;

namespace Amazon.Scheduler.Model;

/// <summary>The answer of <c>UpdateSchedule</c>.</summary>
public class UpdateScheduleResponse : AmazonWebServiceResponse
{
    /// <summary>The Amazon Resource Name (ARN) of the schedule that you updated.</summary>
    public string? ScheduleArn { get; set; }
}
