namespace Amazon.Scheduler.Model;

/// <summary>Updates the specified schedule.</summary>
public class UpdateScheduleRequest : AmazonSchedulerRequest
{
    /// <summary>What becomes of the schedule after its last run.</summary>
    public ActionAfterCompletion? ActionAfterCompletion { get; set; }

    /// <summary>Unique, case-sensitive identifier you provide to ensure the idempotency of the request.</summary>
    public string? ClientToken { get; set; }

    /// <summary>The description you specify for the schedule.</summary>
    public string? Description { get; set; }

    /// <summary>The date, in UTC, before which the schedule can invoke its target.</summary>
    public DateTime? EndDate { get; set; }

    /// <summary>Allows you to configure a time window during which EventBridge Scheduler invokes the schedule; required.</summary>
    public FlexibleTimeWindow? FlexibleTimeWindow { get; set; }

    /// <summary>The name of the schedule group with which the schedule is associated.</summary>
    public string? GroupName { get; set; }

    /// <summary>The ARN for the customer managed KMS key that that you want EventBridge Scheduler to use to encrypt and decrypt your data.</summary>
    public string? KmsKeyArn { get; set; }

    /// <summary>The name of the schedule that you are updating; required.</summary>
    public string? Name { get; set; }

    /// <summary>The expression that defines when the schedule runs; required.</summary>
    public string? ScheduleExpression { get; set; }

    /// <summary>The timezone in which the scheduling expression is evaluated.</summary>
    public string? ScheduleExpressionTimezone { get; set; }

    /// <summary>The date, in UTC, after which the schedule can begin invoking its target.</summary>
    public DateTime? StartDate { get; set; }

    /// <summary>Specifies whether the schedule is enabled or disabled.</summary>
    public ScheduleState? State { get; set; }

    /// <summary>The schedule target; required.</summary>
    public Target? Target { get; set; }
}
