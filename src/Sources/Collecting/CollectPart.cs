using System.Text.Json.Serialization;

namespace CostTool.Sources.Collecting;

/// <summary>What is known of one collected file.</summary>
public sealed record CollectPart
{
    /// <summary>Path in the workspace; null where the source had nothing for this part.</summary>
    public required string? File { get; init; }

    /// <summary>SHA-256 of the file in lower-case hex; null without a file.</summary>
    public required string? Sha256 { get; init; }

    /// <summary>When it was asked.</summary>
    public required DateTimeOffset CollectedAt { get; init; }

    /// <summary>What was asked.</summary>
    public required string How { get; init; }

    /// <summary>The source will not answer otherwise any more: it is never asked again.</summary>
    public required bool Final { get; init; }
}

/// <summary>The record of what was collected into a workspace, <c>collect.json</c>.</summary>
public sealed record CollectManifest
{
    /// <summary>Account ids are replaced in every file.</summary>
    public required bool Redacted { get; init; }

    /// <summary>Parts by name, such as <c>aws/bill/2026-10</c>.</summary>
    public required SortedDictionary<string, CollectPart> Parts { get; init; }
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(CollectManifest))]
internal sealed partial class CollectJson : JsonSerializerContext;
