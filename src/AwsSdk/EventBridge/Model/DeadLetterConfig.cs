namespace Amazon.EventBridge.Model;

/// <summary>A DeadLetterConfig object that contains information about a dead-letter queue configuration.</summary>
public class DeadLetterConfig
{
    /// <summary>The ARN of the SQS queue specified as the target for the dead-letter queue.</summary>
    public string? Arn { get; set; }
}
