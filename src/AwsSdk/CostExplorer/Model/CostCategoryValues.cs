namespace Amazon.CostExplorer.Model;

/// <summary>The Cost Categories values used for filtering the costs.</summary>
public class CostCategoryValues
{
    /// <summary>Key.</summary>
    public string? Key { get; set; }

    /// <summary>The match options that you can use to filter your results.</summary>
    public List<MatchOption>? MatchOptions { get; set; }

    /// <summary>The specific value of the Cost Category.</summary>
    public List<string>? Values { get; set; }
}
