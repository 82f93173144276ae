using Amazon.Runtime;

namespace Amazon.Scheduler.Model;

/// <summary>The answer of <c>DeleteScheduleGroup</c>.</summary>
public class DeleteScheduleGroupResponse : AmazonWebServiceResponse;
