namespace CostTool.AwsDouble.Logs;

/// <summary>A log group.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Arn">Without the <c>:*</c> at its end.</param>
/// <param name="Created">Milliseconds since 1970.</param>
public sealed record LogGroup(string Name, string Arn, long Created)
{
    /// <summary>Null: lines are kept for ever.</summary>
    public int? RetentionInDays { get; internal set; }

    public SortedDictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, LogStream> Streams { get; } = new(StringComparer.Ordinal);
}
