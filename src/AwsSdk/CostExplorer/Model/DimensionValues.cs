namespace Amazon.CostExplorer.Model;

/// <summary>The metadata that you can use to filter and group your results.</summary>
public class DimensionValues
{
    /// <summary>The names of the metadata types that you can use to filter and group your results.</summary>
    public Dimension? Key { get; set; }

    /// <summary>The match options that you can use to filter your results.</summary>
    public List<MatchOption>? MatchOptions { get; set; }

    /// <summary>The metadata values that you can use to filter and group your results.</summary>
    public List<string>? Values { get; set; }
}
