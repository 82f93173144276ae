using Amazon.Runtime;

namespace Amazon.Athena.Model;

/// <summary>The query is being stopped.</summary>
public class StopQueryExecutionResponse : AmazonWebServiceResponse;
