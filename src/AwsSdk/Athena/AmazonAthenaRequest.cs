using Amazon.Runtime;

namespace Amazon.Athena;

/// <summary>A request to Athena.</summary>
public class AmazonAthenaRequest : AmazonWebServiceRequest;
