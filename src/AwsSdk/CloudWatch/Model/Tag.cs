namespace Amazon.CloudWatch.Model;

/// <summary>A key-value pair associated with a CloudWatch resource.</summary>
public class Tag
{
    /// <summary>A string that you can use to assign a value; required.</summary>
    public string? Key { get; set; }

    /// <summary>The value for the specified tag key; required.</summary>
    public string? Value { get; set; }
}
