using Amazon.Runtime;

namespace Amazon.CostExplorer.Model;

/// <summary>The answer of <c>GetCostAndUsage</c>.</summary>
public class GetCostAndUsageResponse : AmazonWebServiceResponse
{
    /// <summary>The attributes that apply to a specific dimension value.</summary>
    public List<DimensionValuesWithAttributes>? DimensionValueAttributes { get; set; }

    /// <summary>The groups that are specified by the Filter or GroupBy parameters in the request.</summary>
    public List<GroupDefinition>? GroupDefinitions { get; set; }

    /// <summary>The token for the next set of retrievable results.</summary>
    public string? NextPageToken { get; set; }

    /// <summary>The time period that's covered by the results in the response.</summary>
    public List<ResultByTime>? ResultsByTime { get; set; }
}
