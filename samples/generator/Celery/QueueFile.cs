namespace CostTool.SampleGenerator.Celery;

/// <summary>Writes which workload serves which queue and how long a message may wait there.</summary>
internal static class QueueFile
{
    private static readonly (string Queue, int WaitSeconds, string Reason)[] Objectives =
    [
        ("default", 30, "people look at the outcome"),
        ("emails", 300, "a mail may take five minutes"),
        ("imports", 600, "a progress bar says that it waits"),
        ("reports", 1800, "read in the morning"),
        ("thumbnails", 60, "a grey box until then"),
    ];

    public static void Write(string path) => File.WriteAllText(path, string.Concat(
        ["# Which worker takes from which queue, and how long a message may wait there (95th percentile).\nqueues:\n", .. Objectives.Select(objective =>
            FormattableString.Invariant($"  {objective.Queue}: {{workers: [atelier/deployment/celery-{objective.Queue}], wait_p95_seconds: {objective.WaitSeconds}}}   # {objective.Reason}\n"))]));
}
