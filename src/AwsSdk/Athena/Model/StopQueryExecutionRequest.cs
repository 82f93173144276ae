namespace Amazon.Athena.Model;

/// <summary>Stops a query; what it scanned so far is charged.</summary>
public class StopQueryExecutionRequest : AmazonAthenaRequest
{
    /// <summary>The query; required.</summary>
    public string? QueryExecutionId { get; set; }
}
