namespace CostTool.SampleGenerator.Usage;

/// <summary>How hard a container works.</summary>
/// <param name="Workload"><c>namespace/kind/name</c>.</param>
/// <param name="Container">Container.</param>
/// <param name="CpuShape">Shape of its CPU.</param>
/// <param name="MemoryShape">Shape of its memory above the floor.</param>
/// <param name="FloorMiB">Memory of the process when idle, MiB: interpreter, code and pools.</param>
/// <param name="StaggerSteps">Steps of five minutes by which each further replica runs behind the one before: workers take different jobs, web servers share each minute's traffic.</param>
internal sealed record Load(string Workload, string Container, string CpuShape, string MemoryShape, int FloorMiB, int StaggerSteps = 0);

/// <summary>Which trace each container follows. Chosen by the kind of work, before any report was run.</summary>
internal static class Loads
{
    public static IReadOnlyList<Load> All { get; } =
    [
        // Office hours, quiet nights and weekends.
        new("atelier/deployment/web", "gunicorn", "bitbrains-288", "bitbrains-288", 640),
        new("atelier/deployment/web", "nginx-static", "bitbrains-488", "bitbrains-488", 12),
        new("atelier/deployment/api", "gunicorn", "bitbrains-270", "bitbrains-270", 600),
        new("atelier/deployment/websocket", "daphne", "bitbrains-488", "bitbrains-488", 220),

        // A queue that always has something in it.
        new("atelier/deployment/celery-default", "worker", "nab-ec2-5f5533", "bitbrains-488", 620, 3),
        // Bursts: digests and reminders.
        new("atelier/deployment/celery-emails", "worker", "nab-ec2-fe7f93", "bitbrains-18", 380, 6),
        // Nightly reports, with memory to match.
        new("atelier/deployment/celery-reports", "worker", "bitbrains-96", "bitbrains-96", 700, 12),
        // Idle for days, then flat out for hours.
        new("atelier/deployment/celery-imports", "worker", "nab-ec2-77c1ca", "bitbrains-270", 700, 12),
        // As much as there is while people upload.
        new("atelier/deployment/celery-thumbnails", "worker", "bitbrains-232", "bitbrains-232", 420, 12),
        new("atelier/deployment/celery-beat", "beat", "bitbrains-18", "bitbrains-18", 140),
        new("atelier/deployment/flower", "flower", "bitbrains-254", "bitbrains-254", 110),
        new("atelier/deployment/pgbouncer", "pgbouncer", "nab-rds-cc0c53", "bitbrains-254", 16),
        new("atelier/statefulset/redis", "redis", "bitbrains-386", "bitbrains-386", 64),
        new("ingress-nginx/deployment/ingress-nginx-controller", "controller", "bitbrains-228", "bitbrains-228", 150),

        new("monitoring/statefulset/prometheus", "prometheus", "bitbrains-198", "bitbrains-198", 1900),
        new("monitoring/statefulset/prometheus", "config-reloader", "bitbrains-358", "bitbrains-358", 14),
        new("monitoring/deployment/grafana", "grafana", "bitbrains-262", "bitbrains-262", 130),
        new("monitoring/statefulset/alertmanager", "alertmanager", "bitbrains-358", "bitbrains-358", 24),
        new("monitoring/deployment/kube-state-metrics", "kube-state-metrics", "bitbrains-272", "bitbrains-272", 40),

        new("atelier-staging/deployment/web", "gunicorn", "bitbrains-314", "bitbrains-314", 560),
        new("atelier-staging/deployment/api", "gunicorn", "bitbrains-418", "bitbrains-418", 560),
        new("atelier-staging/deployment/websocket", "daphne", "bitbrains-164", "bitbrains-164", 200),
        new("atelier-staging/deployment/celery", "worker", "bitbrains-378", "bitbrains-378", 480),
        new("atelier-staging/deployment/celery-beat", "beat", "bitbrains-490", "bitbrains-490", 140),
        new("atelier-staging/statefulset/redis", "redis", "bitbrains-334", "bitbrains-334", 12),
        new("atelier-staging/statefulset/postgres", "postgres", "bitbrains-292", "bitbrains-292", 120),
    ];
}
