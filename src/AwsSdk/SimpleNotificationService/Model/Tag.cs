namespace Amazon.SimpleNotificationService.Model;

/// <summary>The list of tags to be added to the specified topic.</summary>
public class Tag
{
    /// <summary>The required key portion of the tag; required.</summary>
    public string? Key { get; set; }

    /// <summary>The optional value portion of the tag; required.</summary>
    public string? Value { get; set; }
}
