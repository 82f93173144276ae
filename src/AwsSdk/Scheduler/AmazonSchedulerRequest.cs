using Amazon.Runtime;

namespace Amazon.Scheduler;

/// <summary>A request to EventBridge Scheduler.</summary>
public class AmazonSchedulerRequest : AmazonWebServiceRequest;
