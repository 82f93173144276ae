using Amazon.Runtime;

namespace Amazon.CostExplorer;

/// <summary>A request to Cost Explorer.</summary>
public class AmazonCostExplorerRequest : AmazonWebServiceRequest;
