using Amazon.Runtime;

namespace Amazon.Athena.Model;

/// <summary>A page of rows.</summary>
public class GetQueryResultsResponse : AmazonWebServiceResponse
{
    /// <summary>Asks for the next page; null on the last one.</summary>
    public string? NextToken { get; set; }

    /// <summary>The rows and what their columns are.</summary>
    public ResultSet? ResultSet { get; set; }
}
