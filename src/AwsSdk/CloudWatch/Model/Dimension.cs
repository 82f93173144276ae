namespace Amazon.CloudWatch.Model;

/// <summary>A dimension is a name/value pair that is part of the identity of a metric.</summary>
public class Dimension
{
    /// <summary>The name of the dimension; required.</summary>
    public string? Name { get; set; }

    /// <summary>The value of the dimension; required.</summary>
    public string? Value { get; set; }
}
