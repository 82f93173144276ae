namespace Amazon.EventBridge.Model;

/// <summary>Input transformer.</summary>
public class InputTransformer
{
    /// <summary>Map of JSON paths to be extracted from the event.</summary>
    public Dictionary<string, string>? InputPathsMap { get; set; }

    /// <summary>Input template; required.</summary>
    public string? InputTemplate { get; set; }
}
