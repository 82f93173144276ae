using Amazon.Runtime;

namespace Amazon.ServiceQuotas;

/// <summary>A request to Service Quotas.</summary>
public class AmazonServiceQuotasRequest : AmazonWebServiceRequest;
