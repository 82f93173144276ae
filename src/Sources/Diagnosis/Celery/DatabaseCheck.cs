using CostTool.Analyzer.Problems;
using CostTool.Sources.Celery;

namespace CostTool.Sources.Diagnosis.Celery;

/// <summary>Whether a database of the Celery app opens, read-only, and has the tables that are read.</summary>
/// <param name="key">Key of the configuration.</param>
/// <param name="text">The URL or <c>env:NAME</c>.</param>
/// <param name="environment">Looks up an environment variable.</param>
public sealed class DatabaseCheck(string key, string text, Func<string, string?> environment) : ICheck
{
    private static readonly Dictionary<string, string> Tables = new(StringComparer.Ordinal) { ["database"] = "django_celery_beat_periodictask", ["history"] = "django_celery_results_taskresult" };

    /// <inheritdoc/>
    public string Name => $"celery {key}";

    /// <inheritdoc/>
    public bool Needed => true;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken)
    {
        var url = DatabaseUrl.Parse(text, environment, $"costtool.yaml: celery: {key}");
        try
        {
            await using var database = await ReadOnlyDatabase.OpenAsync(url, cancellationToken).ConfigureAwait(false);
            var table = Tables[key];
            return (await database.TablesAsync([table], cancellationToken).ConfigureAwait(false)).Count > 0
                ? [new Finding(Name, FindingLevel.Ok, $"{url} opens and has {table}")]
                : [new Finding(Name, FindingLevel.Warning, $"{url} opens, and has no table {table}", "check the database and the schema that the URL names")];
        }
        catch (ProblemException fault)
        {
            // A driver may quote its connection string; what is said of it here names the server only.
            return [.. fault.Problems.Select(problem => new Finding(Name, FindingLevel.Failed, Without(url, $"{problem.What} ({url})"), Without(url, problem.Fix)))];
        }
    }

    private static string Without(DatabaseUrl url, string text) => url.Password is { Length: > 0 } password ? text.Replace(password, "…", StringComparison.Ordinal) : text;
}
