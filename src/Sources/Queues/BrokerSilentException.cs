namespace CostTool.Sources.Queues;

/// <summary>A broker did not answer, or not with an answer; waiting may mend it.</summary>
/// <param name="reason">Why, as one sentence without anything secret.</param>
/// <param name="cause">What was thrown.</param>
internal sealed class BrokerSilentException(string reason, Exception? cause = null) : Exception(reason, cause);
