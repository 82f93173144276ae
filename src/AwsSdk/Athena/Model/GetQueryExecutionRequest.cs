namespace Amazon.Athena.Model;

/// <summary>Asks how a query fares.</summary>
public class GetQueryExecutionRequest : AmazonAthenaRequest
{
    /// <summary>The query; required.</summary>
    public string? QueryExecutionId { get; set; }
}
