namespace Amazon.ECS.Model;

/// <summary>An object representing a container health check.</summary>
public class HealthCheck
{
    /// <summary>A string array representing the command that the container runs to determine if it is healthy; required.</summary>
    public List<string>? Command { get; set; }

    /// <summary>The time period in seconds between each health check execution.</summary>
    public int? Interval { get; set; }

    /// <summary>The number of times to retry a failed health check before the container is considered unhealthy.</summary>
    public int? Retries { get; set; }

    /// <summary>Start period.</summary>
    public int? StartPeriod { get; set; }

    /// <summary>The time period in seconds to wait for a health check to succeed before it is considered a failure.</summary>
    public int? Timeout { get; set; }
}
