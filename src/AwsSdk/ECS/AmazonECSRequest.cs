using Amazon.Runtime;

namespace Amazon.ECS;

/// <summary>A request to Amazon ECS.</summary>
public class AmazonECSRequest : AmazonWebServiceRequest;
