namespace Amazon.Scheduler.Model;

/// <summary>Dead letter config.</summary>
public class DeadLetterConfig
{
    /// <summary>The Amazon Resource Name (ARN) of the SQS queue specified as the destination for the dead-letter queue.</summary>
    public string? Arn { get; set; }
}
