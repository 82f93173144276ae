using Amazon.Runtime;

namespace Amazon.Scheduler.Model;

/// <summary>The answer of <c>DeleteSchedule</c>.</summary>
public class DeleteScheduleResponse : AmazonWebServiceResponse;
