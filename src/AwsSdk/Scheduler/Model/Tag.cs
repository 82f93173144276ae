namespace Amazon.Scheduler.Model;

/// <summary>Tag to associate with a schedule group.</summary>
public class Tag
{
    /// <summary>The key for the tag; required.</summary>
    public string? Key { get; set; }

    /// <summary>The value for the tag; required.</summary>
    public string? Value { get; set; }
}
