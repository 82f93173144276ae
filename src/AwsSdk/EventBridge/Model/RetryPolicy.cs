namespace Amazon.EventBridge.Model;

/// <summary>A RetryPolicy object that includes information about the retry policy settings.</summary>
public class RetryPolicy
{
    /// <summary>The maximum amount of time, in seconds, to continue to make retry attempts.</summary>
    public int? MaximumEventAgeInSeconds { get; set; }

    /// <summary>The maximum number of retry attempts to make before the request fails.</summary>
    public int? MaximumRetryAttempts { get; set; }
}
