namespace Amazon.EventBridge.Model;

/// <summary>A key-value pair associated with an Amazon Web Services resource.</summary>
public class Tag
{
    /// <summary>A string you can use to assign a value; required.</summary>
    public string? Key { get; set; }

    /// <summary>The value for the specified tag key; required.</summary>
    public string? Value { get; set; }
}
