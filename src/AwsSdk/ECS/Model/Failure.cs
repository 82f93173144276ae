namespace Amazon.ECS.Model;

/// <summary>A failed resource.</summary>
public class Failure
{
    /// <summary>The Amazon Resource Name (ARN) of the failed resource.</summary>
    public string? Arn { get; set; }

    /// <summary>The details of the failure.</summary>
    public string? Detail { get; set; }

    /// <summary>The reason for the failure.</summary>
    public string? Reason { get; set; }
}
