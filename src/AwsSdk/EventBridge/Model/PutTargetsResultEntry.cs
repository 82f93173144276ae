namespace Amazon.EventBridge.Model;

/// <summary>Represents a target that failed to be added to a rule.</summary>
public class PutTargetsResultEntry
{
    /// <summary>The error code that indicates why the target addition failed.</summary>
    public string? ErrorCode { get; set; }

    /// <summary>The error message that explains why the target addition failed.</summary>
    public string? ErrorMessage { get; set; }

    /// <summary>The ID of the target.</summary>
    public string? TargetId { get; set; }
}
