using System.Text.Json;
using CostTool.Analyzer.Problems;
using CostTool.Sources.Celery;

namespace CostTool.Sources.Diagnosis.Celery;

/// <summary>Which releases the dump of the app names.</summary>
/// <param name="path">Full path of the dump.</param>
/// <param name="shown">Its name.</param>
public sealed class DumpCheck(string path, string shown) : ICheck
{
    private static readonly (string Member, string Name)[] Releases = [("celery_version", "Celery"), ("python_version", "Python"), ("django_celery_beat_version", "django-celery-beat"), ("django_celery_results_version", "django-celery-results")];

    /// <inheritdoc/>
    public string Name => "celery";

    /// <inheritdoc/>
    public bool Needed => true;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var bytes = await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
            var reading = BeatDump.Read(bytes, shown);
            using var document = JsonDocument.Parse(bytes);
            var releases = Releases.Select(release => (release.Name, Version: Text(document.RootElement, release.Member))).Where(release => release.Version is not null).Select(release => $"{release.Name} {release.Version}").ToList();
            var entries = FormattableString.Invariant($"{reading.Entries.Count} entries, {reading.Refused.Count} that cannot be read");
            return releases.Count > 0
                ? [new Finding(Name, FindingLevel.Ok, $"{shown}: {string.Join(", ", releases)}; {entries}")]
                : [new Finding(Name, FindingLevel.Warning, $"{shown} names no release; {entries}", "write it again with `python -m costtool_runner dump -A app`")];
        }
        catch (IOException)
        {
            throw new ProblemException(new Problem($"there is no dump `{shown}`", "costtool.yaml: celery: beat", "mend the path; it is relative to the workspace"));
        }
    }

    private static string? Text(JsonElement document, string member) => document.TryGetProperty(member, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
