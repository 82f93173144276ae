namespace Amazon.CostExplorer.Model;

/// <summary>The time period of the request.</summary>
public class DateInterval
{
    /// <summary>The end of the time period; required.</summary>
    public string? End { get; set; }

    /// <summary>The beginning of the time period; required.</summary>
    public string? Start { get; set; }
}
