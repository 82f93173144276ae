namespace Amazon.CloudWatchLogs.Model;

/// <summary>Represents a log group.</summary>
public class LogGroup
{
    /// <summary>The Amazon Resource Name (ARN) of the log group.</summary>
    public string? Arn { get; set; }

    /// <summary>The creation time of the log group, expressed as the number of milliseconds after Jan 1, 1970 00:00:00 UTC.</summary>
    public DateTime? CreationTime { get; set; }

    /// <summary>The Amazon Resource Name (ARN) of the KMS key to use when encrypting log data.</summary>
    public string? KmsKeyId { get; set; }

    /// <summary>The name of the log group.</summary>
    public string? LogGroupName { get; set; }

    /// <summary>Retention in days.</summary>
    public int? RetentionInDays { get; set; }

    /// <summary>The number of bytes stored.</summary>
    public long? StoredBytes { get; set; }
}
