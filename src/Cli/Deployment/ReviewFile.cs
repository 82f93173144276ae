using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CostTool.Analyzer.Problems;
using CostTool.Cli.Commands;
using CostTool.Scheduler.Deployment.Applying;
using CostTool.Scheduler.Deployment.Comparing;

namespace CostTool.Cli.Deployment;

/// <summary>Changes that were saved by <c>schedule diff --out</c>, looked at, and agreed to.</summary>
public static class ReviewFile
{
    /// <summary>Saves changes.</summary>
    public static async Task SaveAsync(string path, ChangeSet changes, AccountIdentity account, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(changes);
        ArgumentNullException.ThrowIfNull(account);
        using var text = new StringWriter();
        JsonOutput.Write(text, writer => ChangesJson.Write(writer, changes, account));
        var aside = path + ".new";
        await File.WriteAllTextAsync(aside, text.ToString(), new UTF8Encoding(false), cancellationToken);
        File.Move(aside, path, overwrite: true);
    }

    /// <summary>Reads what was saved.</summary>
    /// <exception cref="ProblemException">It is no such file, or is of another account, region or deployment.</exception>
    public static async Task<ReviewedChanges> ReadAsync(string path, string deployment, AccountIdentity account, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (!File.Exists(path)) throw new ProblemException(new Problem($"there is no file `{path}`", "--reviewed", "write it with `costtool schedule diff WORKSPACE --out FILE`"));
        ReviewDocument? document;
        try
        {
            document = JsonSerializer.Deserialize(await File.ReadAllBytesAsync(path, cancellationToken), ReviewJson.Default.ReviewDocument);
        }
        catch (JsonException broken)
        {
            throw new ProblemException(new Problem($"the file holds no reviewed changes: `{broken.Path ?? "$"}` cannot be read", path, "write it again with `costtool schedule diff --out`"));
        }

        if (document is not { Form: ChangesJson.Form }) throw new ProblemException(new Problem("the file holds no reviewed changes of this form", path, "write it again with `costtool schedule diff --out`"));
        Same("deployment", document.Deployment, deployment);
        Same("account", document.Account, account.Account);
        Same("region", document.Region, account.Region);
        if (document.Changes.FirstOrDefault(change => change.Action is ChangeKind.Refuse) is { } refused)
            throw new ProblemException(new Problem($"{refused.Type} `{refused.Name}` is not ours, so these changes cannot be applied", path, "adopt it or remove it, and run `costtool schedule diff` again"));
        return new ReviewedChanges(document.PlanSha256, document.DesiredSha256, document.LiveSha256, [.. document.Changes.Select(change => new ReviewedChange(change.Action, change.Type, change.Name))]);

        void Same(string what, string reviewed, string now)
        {
            if (reviewed != now) throw new ProblemException(new Problem($"the changes were reviewed for the {what} `{reviewed}`, this is `{now}`", path, "use the credentials and the region of the review, or review again"));
        }
    }
}

internal sealed record ReviewDocument
{
    [JsonPropertyName("costtool_changes")]
    public required int Form { get; init; }

    public required string Deployment { get; init; }

    public required string Account { get; init; }

    public required string Region { get; init; }

    [JsonPropertyName("plan_sha256")]
    public required string PlanSha256 { get; init; }

    [JsonPropertyName("desired_sha256")]
    public required string DesiredSha256 { get; init; }

    [JsonPropertyName("live_sha256")]
    public required string LiveSha256 { get; init; }

    public required IReadOnlyList<ReviewDocumentChange> Changes { get; init; }
}

/// <summary>What of a change is compared; what it changes follows from the hashes.</summary>
internal sealed record ReviewDocumentChange
{
    public required ChangeKind Action { get; init; }

    public required string Type { get; init; }

    public required string Name { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, Converters = [typeof(JsonStringEnumConverter<ChangeKind>)])]
[JsonSerializable(typeof(ReviewDocument))]
internal sealed partial class ReviewJson : JsonSerializerContext;
