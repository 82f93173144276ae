using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Units;
using CostTool.Sources.Kubernetes;

namespace CostTool.Sources.Tests.Kubernetes;

public sealed class RealInventoryTests
{
    [Fact]
    public void An_openshift_archive_has_36_pods_of_which_two_have_failed()
    {
        var reading = Kubectl.ReadData(("openshift-insights-archive/pods.json.gz", InventoryRole.Pods), ("openshift-insights-archive/nodes.json", InventoryRole.Nodes));
        var inventory = reading.Inventory;

        Assert.Equal(34, inventory.Pods.Count);   // 31 running and 3 pending of 36
        Assert.Equal(2, inventory.FinishedPods);
        Assert.Equal(2, inventory.Nodes.Count);
        Assert.Equal([36, 2], reading.Files.Select(file => file.Objects));
        Assert.Empty(reading.IgnoredKinds);

        // Of 65 containers one states nothing, in a failed pod; another states memory only.
        Assert.Equal("openshift-kube-scheduler-operator-766984867f-5nzpf", Assert.Single(inventory.Pods, pod => pod.RequestsMissing).Name);

        var master = inventory.Nodes.Single(node => node.Name.StartsWith("master-0", StringComparison.Ordinal));
        Assert.Equal(new Resources(VCpu.FromMillicores(7500), MemorySize.FromBytes(15_258_956L * 1024)), master.Allocatable);
        Assert.Equal(NodeCapacityType.Unknown, master.CapacityType);
        Assert.Equal(250, master.AllocatablePods);
    }

    [Fact]
    public void A_static_pod_is_a_workload_of_its_nodes()
    {
        var etcd = Kubectl.ReadData(("openshift-insights-archive/pods.json.gz", InventoryRole.Pods)).Inventory.Pods.Single(pod => pod.Name.StartsWith("etcd-master-0", StringComparison.Ordinal));
        Assert.Equal("openshift-etcd/node/etcd", etcd.WorkloadId);
    }

    [Fact]
    public void A_kubelet_list_without_kinds_leads_to_workloads_by_owner_references()
    {
        var inventory = Kubectl.ReadData(("minikube-1.34/pods.json", InventoryRole.Pods)).Inventory;

        Assert.Equal(19, inventory.Pods.Count);   // 24, less four failed and one succeeded
        Assert.Equal(5, inventory.FinishedPods);
        Assert.Equal(
            [
                "kube-system/daemonset/kindnet", "kube-system/daemonset/kube-proxy", "kube-system/deployment/coredns", "kube-system/deployment/metrics-server",
                "kube-system/node/etcd", "kube-system/node/kube-apiserver", "kube-system/node/kube-controller-manager", "kube-system/node/kube-scheduler",
                "kube-system/pod/storage-provisioner", "scraper/cronjob/e2e-cronjob", "scraper/daemonset/e2e-daemonset", "scraper/deployment/e2e-deployment",
                "scraper/deployment/e2e-hpa", "scraper/deployment/e2e-kube-state-metrics", "scraper/deployment/e2e-scraper", "scraper/pod/e2e-container-creating",
                "scraper/statefulset/e2e-statefulset",
            ],
            inventory.Workloads.Select(workload => workload.Id));
        Assert.Equal(2, inventory.Workloads.Single(workload => workload.Id == "scraper/deployment/e2e-deployment").Replicas);
        Assert.Equal(2, inventory.Workloads.Single(workload => workload.Id == "scraper/statefulset/e2e-statefulset").Replicas);

        // kindnet 100 + metrics-server 100 + daemonset 40 + 2 × deployment 40 + scheduler 100 + 2 × statefulset 40 + hpa 200 + coredns 100 + creating 5
        // + etcd 100 + cron job 40 + apiserver 250 + controller manager 200
        Assert.Equal(1395, inventory.Pods.Sum(pod => pod.Requests.Cpu.Millicores));
        Assert.Equal(5_000_000, inventory.Pods.Single(pod => pod.Name == "e2e-container-creating").Requests.Memory.Bytes); // 5M is not 5Mi
        // Nothing stated: kube-state-metrics, storage-provisioner, scraper, kube-proxy. CPU only: scheduler, hpa, apiserver, controller manager.
        Assert.Equal(8, inventory.Pods.Count(pod => pod.RequestsMissing));
    }

    [Fact]
    public void Workload_files_of_one_cluster_are_read_together()
    {
        string[] workloads = ["deployments-default.json", "deployments-kube-system.json", "deployments-monitoring.json", "jobs-projectcontour.json", "jobs-test.json",
            "replicasets-default.json", "replicasets-rook-ceph.json.gz", "statefulsets-default.json"];
        var reading = Kubectl.ReadData([
            ("digitalocean-rook-7node/nodes.json", InventoryRole.Nodes),
            .. workloads.Select(file => ("digitalocean-rook-7node/" + file, InventoryRole.Workloads)),
        ]);

        Assert.Equal(7, reading.Inventory.Nodes.Count);
        Assert.Equal("s-2vcpu-4gb", reading.Inventory.Nodes.Single(node => node.Name == "pool-yd23sqk7u-3i7i7").InstanceType);
        Assert.All(reading.Inventory.Nodes, node => Assert.Null(node.InstanceId));
        // 10 deployments, 3 jobs and a stateful set; all 14 replica sets belong to deployments.
        Assert.Equal(
            [("deployment", 10), ("job", 3), ("statefulset", 1)],
            reading.Inventory.Workloads.GroupBy(workload => workload.Kind).Select(group => (group.Key, group.Count())).OrderBy(pair => pair.Key, StringComparer.Ordinal));
    }
}
