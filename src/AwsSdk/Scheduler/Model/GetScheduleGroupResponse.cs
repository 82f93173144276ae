using Amazon.Runtime;

namespace Amazon.Scheduler.Model;

/// <summary>The answer of <c>GetScheduleGroup</c>.</summary>
public class GetScheduleGroupResponse : AmazonWebServiceResponse
{
    /// <summary>The Amazon Resource Name (ARN) of the schedule group.</summary>
    public string? Arn { get; set; }

    /// <summary>The time at which the schedule group was created.</summary>
    public DateTime? CreationDate { get; set; }

    /// <summary>The time at which the schedule group was last modified.</summary>
    public DateTime? LastModificationDate { get; set; }

    /// <summary>The name of the schedule group.</summary>
    public string? Name { get; set; }

    /// <summary>Specifies the state of the schedule group.</summary>
    public ScheduleGroupState? State { get; set; }
}
