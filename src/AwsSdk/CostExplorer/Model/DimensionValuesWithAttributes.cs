namespace Amazon.CostExplorer.Model;

/// <summary>The metadata of a specific type that you can use to filter and group your results.</summary>
public class DimensionValuesWithAttributes
{
    /// <summary>The attribute that applies to a specific Dimension.</summary>
    public Dictionary<string, string>? Attributes { get; set; }

    /// <summary>The value of a dimension with a specific attribute.</summary>
    public string? Value { get; set; }
}
