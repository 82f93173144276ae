namespace Amazon.StepFunctions.Model;

/// <summary>Tags are key-value pairs that can be associated with Step Functions state machines and activities.</summary>
public class Tag
{
    /// <summary>The key of a tag.</summary>
    public string? Key { get; set; }

    /// <summary>The value of a tag.</summary>
    public string? Value { get; set; }
}
