using Amazon.Runtime;

namespace Amazon.Athena.Model;

/// <summary>How a query fares.</summary>
public class GetQueryExecutionResponse : AmazonWebServiceResponse
{
    /// <summary>The query.</summary>
    public QueryExecution? QueryExecution { get; set; }
}
