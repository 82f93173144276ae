using Amazon.Runtime;

namespace Amazon.Scheduler.Model;

/// <summary>The answer of <c>TagResource</c>.</summary>
public class TagResourceResponse : AmazonWebServiceResponse;
