using Amazon.Runtime;

namespace Amazon.Scheduler.Model;

/// <summary>The answer of <c>GetSchedule</c>.</summary>
public class GetScheduleResponse : AmazonWebServiceResponse
{
    /// <summary>What becomes of the schedule after its last run.</summary>
    public ActionAfterCompletion? ActionAfterCompletion { get; set; }

    /// <summary>The Amazon Resource Name (ARN) of the schedule.</summary>
    public string? Arn { get; set; }

    /// <summary>The time at which the schedule was created.</summary>
    public DateTime? CreationDate { get; set; }

    /// <summary>The description of the schedule.</summary>
    public string? Description { get; set; }

    /// <summary>The date, in UTC, before which the schedule can invoke its target.</summary>
    public DateTime? EndDate { get; set; }

    /// <summary>Allows you to configure a time window during which EventBridge Scheduler invokes the schedule.</summary>
    public FlexibleTimeWindow? FlexibleTimeWindow { get; set; }

    /// <summary>The name of the schedule group associated with this schedule.</summary>
    public string? GroupName { get; set; }

    /// <summary>The ARN for a customer managed KMS Key that is be used to encrypt and decrypt your data.</summary>
    public string? KmsKeyArn { get; set; }

    /// <summary>The time at which the schedule was last modified.</summary>
    public DateTime? LastModificationDate { get; set; }

    /// <summary>The name of the schedule.</summary>
    public string? Name { get; set; }

    /// <summary>The expression that defines when the schedule runs.</summary>
    public string? ScheduleExpression { get; set; }

    /// <summary>The timezone in which the scheduling expression is evaluated.</summary>
    public string? ScheduleExpressionTimezone { get; set; }

    /// <summary>The date, in UTC, after which the schedule can begin invoking its target.</summary>
    public DateTime? StartDate { get; set; }

    /// <summary>Specifies whether the schedule is enabled or disabled.</summary>
    public ScheduleState? State { get; set; }

    /// <summary>The schedule target.</summary>
    public Target? Target { get; set; }
}
