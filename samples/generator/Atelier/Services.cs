namespace CostTool.SampleGenerator.Atelier;

/// <summary>What runs in the cluster. Requests are round numbers, set once with room to spare and never revisited, as people do.</summary>
internal static class Services
{
    /// <summary>The release that was running at the snapshot.</summary>
    public static readonly DateTime Released = new(2026, 10, 26, 13, 20, 0, DateTimeKind.Utc);

    /// <summary>Cluster software moved with the nodes on the 14th.</summary>
    public static readonly DateTime ClusterSoftwareDeployed = new(2026, 10, 14, 21, 40, 0, DateTimeKind.Utc);

    private const string App = "111122223333.dkr.ecr.eu-west-3.amazonaws.com/atelier/app:2026.10.26";
    private const string Eks = "602401143452.dkr.ecr.eu-west-3.amazonaws.com/eks/";

    private static readonly Container WaitForDatabase = new("wait-for-database", App, 50, 128, 200, 256);

    /// <summary>Every service, in the order in which it was installed.</summary>
    public static IReadOnlyList<Service> All { get; } =
        [.. ClusterSoftware(), .. Observability(), .. Backing(), .. Application(), .. Jobs(), .. Staging()];

    private static IEnumerable<Service> Application() =>
    [
        Web("web", 6, new("gunicorn", App, 1000, 1536, 2000, 2048), new("nginx-static", "nginx:1.29-alpine", 50, 64, null, 128)),
        Web("api", 4, new Container("gunicorn", App, 1000, 1536, 2000, 2048)),
        Web("websocket", 3, new Container("daphne", App, 500, 768, 1000, 1024)),
        Worker("celery-default", 4, 1000, 1536, Pool.General),
        Worker("celery-emails", 2, 500, 768, Pool.General),
        Worker("celery-reports", 3, 1000, 3072, Pool.Workers),
        Worker("celery-imports", 3, 1000, 3072, Pool.Workers),
        Worker("celery-thumbnails", 4, 1000, 2048, Pool.Workers),
        Web("celery-beat", 1, new Container("beat", App, 200, 384, 500, 512)),
        Web("flower", 1, new Container("flower", App, 100, 256, 500, 512)),
    ];

    private static IEnumerable<Service> Backing() =>
    [
        new() { Namespace = "ingress-nginx", Name = "ingress-nginx-controller", Replicas = 3, Pool = Pool.General, Containers = [new("controller", "registry.k8s.io/ingress-nginx/controller:v1.13.3", 250, 512, null, 1024)] },
        new() { Namespace = "atelier", Name = "pgbouncer", Replicas = 2, Pool = Pool.General, Containers = [new("pgbouncer", "edoburu/pgbouncer:v1.24.1", 250, 256, 500, 512)] },
        new() { Namespace = "atelier", Name = "redis", Kind = ControllerKind.StatefulSet, Pool = Pool.General, Containers = [new("redis", "redis:7.4-alpine", 500, 2048, 1000, 2048)] },
    ];

    private static IEnumerable<Service> Jobs()
    {
        Container app = new("manage", App, 250, 512, 1000, 1024);
        yield return new()
        {
            Namespace = "atelier", Name = "migrate-2026-10-26", Kind = ControllerKind.Job, Pool = Pool.General, Containers = [app],
            Runs = [new(Released.AddMinutes(-4), 74, 0)],
        };
        yield return new()
        {
            Namespace = "atelier", Name = "clearsessions", Kind = ControllerKind.CronJob, Pool = Pool.General, Containers = [app], Schedule = "15 3 * * *",
            Runs = [new(Night(30, 3, 15), 41, 0), new(Night(31, 3, 15), 44, 0), new(Night(32, 3, 15), 39, 0)],
        };
        yield return new()
        {
            Namespace = "atelier", Name = "media-backup", Kind = ControllerKind.CronJob, Pool = Pool.General, Schedule = "30 2 * * 0",
            Containers = [new("rclone", "rclone/rclone:1.71", 500, 512, null, 1024)],
            Runs = [new(Night(18, 2, 30), 2711, 0), new(Night(25, 2, 30), 1804, 1), new(Night(32, 2, 30), 2894, 0)],
        };
    }

    private static IEnumerable<Service> Staging() =>
    [
        Stage("web", new Container("gunicorn", App, 500, 1024, 2000, 2048)),
        Stage("api", new Container("gunicorn", App, 500, 1024, 2000, 2048)),
        Stage("websocket", new Container("daphne", App, 250, 512, 1000, 1024)),
        Stage("celery", new Container("worker", App, 500, 1024, 1000, 2048)),
        Stage("celery-beat", new Container("beat", App, 100, 256, 500, 512)),
        Stage("redis", new Container("redis", "redis:7.4-alpine", 100, 256, 500, 512)) with { Kind = ControllerKind.StatefulSet },
        Stage("postgres", new Container("postgres", "postgres:17-alpine", 500, 1024, 1000, 2048)) with { Kind = ControllerKind.StatefulSet },
    ];

    private static IEnumerable<Service> Observability() =>
    [
        new() { Namespace = "monitoring", Name = "prometheus", Kind = ControllerKind.StatefulSet, Pool = Pool.System, Containers = [new("prometheus", "quay.io/prometheus/prometheus:v3.6.0", 1000, 4096, null, 5120), new("config-reloader", "quay.io/prometheus-operator/prometheus-config-reloader:v0.86.0", 10, 32, null, 64)] },
        new() { Namespace = "monitoring", Name = "grafana", Pool = Pool.System, Containers = [new("grafana", "grafana/grafana:12.2.0", 250, 512, null, 512)] },
        new() { Namespace = "monitoring", Name = "alertmanager", Kind = ControllerKind.StatefulSet, Pool = Pool.System, Containers = [new("alertmanager", "quay.io/prometheus/alertmanager:v0.28.1", 100, 256)] },
        new() { Namespace = "monitoring", Name = "kube-state-metrics", Pool = Pool.System, Containers = [new("kube-state-metrics", "registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.17.0", 100, 256)] },
        new() { Namespace = "monitoring", Name = "node-exporter", Kind = ControllerKind.DaemonSet, Containers = [new("node-exporter", "quay.io/prometheus/node-exporter:v1.9.1", 50, 64, null, 128)] },
        new() { Namespace = "logging", Name = "fluent-bit", Kind = ControllerKind.DaemonSet, Containers = [new("fluent-bit", "public.ecr.aws/aws-observability/aws-for-fluent-bit:2.34.0", 100, 128, null, 256)] },
    ];

    private static IEnumerable<Service> ClusterSoftware() =>
    [
        new() { Namespace = "kube-system", Name = "aws-node", Kind = ControllerKind.DaemonSet, Containers = [new("aws-node", Eks + "amazon-k8s-cni:v1.20.4-eksbuild.2", 25, null), new("aws-eks-nodeagent", Eks + "amazon/aws-network-policy-agent:v1.2.7-eksbuild.1", 25, null)], InitContainers = [new("aws-vpc-cni-init", Eks + "amazon-k8s-cni-init:v1.20.4-eksbuild.2", 25, null)] },
        new() { Namespace = "kube-system", Name = "kube-proxy", Kind = ControllerKind.DaemonSet, Containers = [new("kube-proxy", Eks + "kube-proxy:v1.34.1-minimal-eksbuild.2", 100, null)] },
        new() { Namespace = "kube-system", Name = "ebs-csi-node", Kind = ControllerKind.DaemonSet, Containers = [new("ebs-plugin", Eks + "aws-ebs-csi-driver:v1.51.0", 10, 40, null, 256), new("node-driver-registrar", Eks + "csi-node-driver-registrar:v2.15.0", 10, 40, null, 256), new("liveness-probe", Eks + "livenessprobe:v2.17.0", 10, 40, null, 256)] },
        new() { Namespace = "kube-system", Name = "coredns", Replicas = 2, Containers = [new("coredns", Eks + "coredns:v1.12.3-eksbuild.1", 100, 70, null, 170)] },
        new() { Namespace = "kube-system", Name = "metrics-server", Pool = Pool.System, Containers = [new("metrics-server", "registry.k8s.io/metrics-server/metrics-server:v0.8.0", 100, 200)] },
        new() { Namespace = "kube-system", Name = "cluster-autoscaler", Pool = Pool.System, Containers = [new("cluster-autoscaler", "registry.k8s.io/autoscaling/cluster-autoscaler:v1.34.0", 100, 600, 100, 600)] },
        new() { Namespace = "kube-system", Name = "ebs-csi-controller", Replicas = 2, Pool = Pool.System, Containers = [new("ebs-plugin", Eks + "aws-ebs-csi-driver:v1.51.0", 10, 40, null, 256), new("csi-provisioner", Eks + "csi-provisioner:v5.3.0", 10, 40, null, 256), new("csi-attacher", Eks + "csi-attacher:v4.10.0", 10, 40, null, 256), new("csi-resizer", Eks + "csi-resizer:v1.14.0", 10, 40, null, 256)] },
        // Installed from its chart with the chart's defaults, which state no resources at all.
        new() { Namespace = "kube-system", Name = "aws-load-balancer-controller", Pool = Pool.System, Containers = [new("aws-load-balancer-controller", "public.ecr.aws/eks/aws-load-balancer-controller:v2.14.1", null, null)] },
    ];

    private static Service Web(string name, int replicas, params Container[] containers) => new()
    {
        Namespace = "atelier", Name = name, Replicas = replicas, Pool = Pool.General, Deployed = Released, Containers = containers, InitContainers = [WaitForDatabase],
    };

    private static Service Worker(string name, int replicas, int millicores, int mebibytes, Pool pool) => new()
    {
        Namespace = "atelier", Name = name, Replicas = replicas, Pool = pool, Deployed = Released,
        Containers = [new("worker", App, millicores, mebibytes, millicores * 2, mebibytes * 4 / 3)],
    };

    private static Service Stage(string name, Container container) => new()
    {
        Namespace = "atelier-staging", Name = name, Pool = Pool.General, Containers = [container],
    };

    private static DateTime Night(int day, int hour, int minute) => new DateTime(2026, 10, 1, hour, minute, 0, DateTimeKind.Utc).AddDays(day - 1);
}
