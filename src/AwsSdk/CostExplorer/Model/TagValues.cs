namespace Amazon.CostExplorer.Model;

/// <summary>The values that are available for a tag.</summary>
public class TagValues
{
    /// <summary>The key for the tag.</summary>
    public string? Key { get; set; }

    /// <summary>The match options that you can use to filter your results.</summary>
    public List<MatchOption>? MatchOptions { get; set; }

    /// <summary>The specific value of the tag.</summary>
    public List<string>? Values { get; set; }
}
