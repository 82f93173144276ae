using Amazon.Runtime;

namespace Amazon.Athena.Model;

/// <summary>The query that was started.</summary>
public class StartQueryExecutionResponse : AmazonWebServiceResponse
{
    /// <summary>Its id.</summary>
    public string? QueryExecutionId { get; set; }
}
