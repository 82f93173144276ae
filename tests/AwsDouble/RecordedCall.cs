namespace CostTool.AwsDouble;

/// <summary>A call that arrived.</summary>
/// <param name="Target">Service and operation.</param>
/// <param name="ContentType">As sent.</param>
/// <param name="Signature">Null where the call was not signed.</param>
/// <param name="Body">As sent.</param>
public sealed record RecordedCall(string Target, string? ContentType, Signature? Signature, string Body);
