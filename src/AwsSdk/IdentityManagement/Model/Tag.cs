namespace Amazon.IdentityManagement.Model;

/// <summary>A structure that represents user-provided metadata that can be associated with an IAM resource.</summary>
public class Tag
{
    /// <summary>The key name that can be used to look up or retrieve the associated value; required.</summary>
    public string? Key { get; set; }

    /// <summary>The value associated with this tag; required.</summary>
    public string? Value { get; set; }
}
