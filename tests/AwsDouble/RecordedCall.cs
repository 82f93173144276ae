namespace CostTool.AwsDouble;

/// <summary>A call that arrived.</summary>
/// <param name="Number">From 1, in the order of arrival.</param>
/// <param name="Name">Model and operation: <c>ecs:RunTask</c>.</param>
/// <param name="ContentType">As sent.</param>
/// <param name="Signature">Null where the call was not signed.</param>
/// <param name="Body">As sent.</param>
public sealed record RecordedCall(int Number, string Name, string? ContentType, Signature? Signature, string Body)
{
    /// <summary>The code of the error that it met; null: none, or no answer yet.</summary>
    public string? Error { get; init; }
}
