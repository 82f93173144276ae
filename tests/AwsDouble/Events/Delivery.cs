namespace CostTool.AwsDouble.Events;

/// <summary>What a rule sent to a target.</summary>
/// <param name="Rule">Name of the rule.</param>
/// <param name="TargetArn">Where to.</param>
/// <param name="Body">What.</param>
/// <param name="Failure">Why it did not get there; null: it did.</param>
public sealed record Delivery(string Rule, string TargetArn, string Body, string? Failure);
