using Amazon.Runtime;

namespace Amazon.Pricing;

/// <summary>A request to the price list.</summary>
public class AmazonPricingRequest : AmazonWebServiceRequest;
