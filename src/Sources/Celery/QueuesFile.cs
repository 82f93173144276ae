using CostTool.Analyzer.Problems;
using CostTool.Sources.Yaml;

namespace CostTool.Sources.Celery;

/// <summary>What the owner says of a queue.</summary>
/// <param name="Name">Queue.</param>
/// <param name="Workers">Workloads that take from it, as <c>namespace/kind/name</c>.</param>
/// <param name="WaitP95Seconds">Wait that 95 of 100 messages may have, or null.</param>
/// <param name="Concurrency">Tasks that one of its workers runs at a time, or null.</param>
public sealed record QueueSettings(string Name, IReadOnlyList<string> Workers, decimal? WaitP95Seconds, int? Concurrency = null);

/// <summary>Reads <c>queues.yaml</c>: which worker takes from which queue, and how long a message may wait there.</summary>
public static class QueuesFile
{
    private const decimal MostSeconds = 31 * 86_400;

    /// <summary>Reads the file.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="name">Its name in errors.</param>
    /// <exception cref="ProblemException">A key is unknown or a value is not of its kind; every fault is named with its line.</exception>
    public static IReadOnlyList<QueueSettings> Read(string path, string name)
    {
        var problems = new List<Problem>();
        var top = new StrictMap(YamlText.ReadFile(path, name), name, problems, "queues");
        var queues = new List<QueueSettings>();
        if (top.Node("queues") is YamlMap map)
        {
            foreach (var entry in map.Entries)
            {
                if (entry.Value is not YamlMap settings)
                {
                    problems.Add(new Problem($"`{entry.Key}` is not a map of settings", $"{name}:{entry.Line}", "write `{workers: [namespace/deployment/name], wait_p95_seconds: 60}`"));
                    continue;
                }

                var strict = new StrictMap(settings, name, problems, "workers", "wait_p95_seconds", "concurrency");
                queues.Add(new QueueSettings(entry.Key, [.. (strict.Texts("workers") ?? []).Select(text => text.Text)], strict.Number("wait_p95_seconds", 0, MostSeconds), strict.Count("concurrency", 1, 1000)));
            }
        }

        return problems.Count > 0 ? throw new ProblemException(problems) : [.. queues.OrderBy(queue => queue.Name, StringComparer.Ordinal)];
    }
}
