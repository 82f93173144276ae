namespace Amazon.Athena.Model;

/// <summary>Asks for a page of the rows of a query that succeeded.</summary>
public class GetQueryResultsRequest : AmazonAthenaRequest
{
    /// <summary>Rows of a page, at most 1000.</summary>
    public int? MaxResults { get; set; }

    /// <summary>What the last page gave.</summary>
    public string? NextToken { get; set; }

    /// <summary>The query; required.</summary>
    public string? QueryExecutionId { get; set; }
}
