namespace CostTool.AwsDouble;

/// <summary>An answer that says no.</summary>
/// <param name="code">The name of the error's shape, where the model has one; the protocol makes its code of it.</param>
/// <param name="message">For people.</param>
/// <param name="status">Null: as the model says, or 400.</param>
/// <param name="members">Further members of the error's shape.</param>
public sealed class ServiceErrorException(string code, string message, int? status = null, params (string Name, string Value)[] members) : Exception(message)
{
    public string Code { get; } = code;

    public int? Status { get; } = status;

    public IReadOnlyList<(string Name, string Value)> Members { get; } = members;
}
