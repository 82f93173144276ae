namespace Amazon.CloudWatchLogs.Model;

/// <summary>Creates a log group with the specified name.</summary>
public class CreateLogGroupRequest : AmazonCloudWatchLogsRequest
{
    /// <summary>The Amazon Resource Name (ARN) of the KMS key to use when encrypting log data.</summary>
    public string? KmsKeyId { get; set; }

    /// <summary>The name of the log group; required.</summary>
    public string? LogGroupName { get; set; }

    /// <summary>The key-value pairs to use for the tags.</summary>
    public Dictionary<string, string>? Tags { get; set; }
}
