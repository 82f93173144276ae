using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Pricing;

namespace CostTool.Sources.Tests.Kubernetes;

public sealed class ClusterTests
{
    private const string Spec = """ "nodeName":"node-1","containers":[{"name":"c","resources":{"requests":{"cpu":"100m","memory":"64Mi"}}}] """;

    [Theory]
    [InlineData("ReplicaSet", "web-5d9c8", "pod-template-hash", "5d9c8", "shop/deployment/web")]
    [InlineData("ReplicaSet", "web-5d9c8", "rollouts-pod-template-hash", "5d9c8", "shop/rollout/web")]
    [InlineData("ReplicaSet", "web-5d9c8", "pod-template-hash", "other", "shop/replicaset/web-5d9c8")]  // the name does not end in the hash
    [InlineData("ReplicaSet", "web-5d9c8", "app", "web", "shop/replicaset/web-5d9c8")]                   // no controller above it
    [InlineData("ReplicaSet", "5d9c8", "pod-template-hash", "5d9c8", "shop/replicaset/5d9c8")]
    [InlineData("Job", "nightly-29472159", "app", "x", "shop/cronjob/nightly")]                          // minutes since 1970
    [InlineData("Job", "nightly-1768329540", "app", "x", "shop/cronjob/nightly")]                        // seconds, before Kubernetes 1.21
    [InlineData("Job", "nightly-2947215", "app", "x", "shop/job/nightly-2947215")]                       // seven digits are no instant
    [InlineData("Job", "nightly-17683295401", "app", "x", "shop/job/nightly-17683295401")]
    [InlineData("Job", "migrate", "app", "x", "shop/job/migrate")]
    [InlineData("StatefulSet", "db", "app", "x", "shop/statefulset/db")]
    [InlineData("DaemonSet", "agent", "app", "x", "shop/daemonset/agent")]
    [InlineData("Workflow", "etl", "app", "x", "shop/workflow/etl")]
    public void Owner_references_alone_lead_to_the_workload(string ownerKind, string ownerName, string label, string value, string workload)
    {
        var metadata = $$""" "labels":{"{{label}}":"{{value}}"},"ownerReferences":[{"kind":"{{ownerKind}}","name":"{{ownerName}}","controller":true}] """;
        Assert.Equal(workload, Kubectl.Pod(Spec, metadata).WorkloadId);
    }

    [Fact]
    public void The_controller_among_several_owners_counts() =>
        Assert.Equal("shop/statefulset/db", Kubectl.Pod(Spec, """ "ownerReferences":[{"kind":"Backup","name":"b"},{"kind":"StatefulSet","name":"db","controller":true}] """).WorkloadId);

    [Fact]
    public void A_pod_without_owner_is_its_own_workload() => Assert.Equal("shop/pod/web-1", Kubectl.Pod(Spec).WorkloadId);

    [Theory]
    [InlineData(""" "ownerReferences":[{"kind":"Node","name":"node-1","controller":true}] """)]
    [InlineData(""" "annotations":{"kubernetes.io/config.mirror":"abc"} """)]
    [InlineData(""" "annotations":{"kubernetes.io/config.source":"file"} """)]
    public void Static_pods_of_all_nodes_are_one_workload(string metadata)
    {
        var json = Kubectl.PodJson(Spec, metadata, name: "proxy-node-1") + Kubectl.PodJson(Spec.Replace("node-1", "node-2", StringComparison.Ordinal), metadata, name: "proxy-node-2");
        var workload = Assert.Single(Kubectl.Read(json).Inventory.Workloads);
        Assert.Equal(("shop/node/proxy", 2), (workload.Id, workload.Replicas));
    }

    [Fact]
    public void Replica_sets_and_jobs_of_the_files_lead_further_than_names()
    {
        var json = """
            {"kind":"ReplicaSet","apiVersion":"apps/v1","metadata":{"namespace":"shop","name":"canary-abc","ownerReferences":[{"kind":"Rollout","name":"canary","controller":true}]},"spec":{"replicas":1}}
            {"kind":"Job","apiVersion":"batch/v1","metadata":{"namespace":"shop","name":"run-x1","ownerReferences":[{"kind":"CronJob","name":"run","controller":true}]},"spec":{}}
            {"kind":"Job","apiVersion":"batch/v1","metadata":{"namespace":"shop","name":"once-12345678"},"spec":{}}
            """ + Kubectl.PodJson(Spec, Owned("ReplicaSet", "canary-abc"), name: "a") + Kubectl.PodJson(Spec, Owned("Job", "run-x1"), name: "b") + Kubectl.PodJson(Spec, Owned("Job", "once-12345678"), name: "c");
        Assert.Equal(["shop/rollout/canary", "shop/cronjob/run", "shop/job/once-12345678"], Kubectl.Read(json).Inventory.Pods.Select(pod => pod.WorkloadId));
    }

    [Fact]
    public void A_workload_counts_its_pods_or_else_what_it_wants()
    {
        var json = Controller("Deployment", "apps/v1", "web", """ "replicas":5, """) + Controller("Deployment", "apps/v1", "idle", """ "replicas":3, """)
            + Controller("Deployment", "apps/v1", "off", """ "replicas":0, """) + Controller("StatefulSet", "apps/v1", "db", "")
            + Controller("DaemonSet", "apps/v1", "agent", "", """ "desiredNumberScheduled":4 """) + Controller("Job", "batch/v1", "running", """ "parallelism":2, """)
            + Controller("Job", "batch/v1", "done", """ "parallelism":2, """, """ "conditions":[{"type":"Complete","status":"True"}] """)
            + """{"kind":"CronJob","apiVersion":"batch/v1","metadata":{"namespace":"shop","name":"nightly"},"spec":{"jobTemplate":{"spec":{"template":{"spec":{"containers":[{"name":"c","resources":{"requests":{"cpu":"2","memory":"1Gi"}}}]}}}}}}"""
            + Kubectl.PodJson(Spec, """ "labels":{"pod-template-hash":"abc"}, """ + Owned("ReplicaSet", "web-abc"));
        var workloads = Kubectl.Read(json).Inventory.Workloads;
        Assert.Equal(
            [
                ("shop/cronjob/nightly", 0), ("shop/daemonset/agent", 4), ("shop/deployment/idle", 3), ("shop/deployment/off", 0), ("shop/deployment/web", 1),
                ("shop/job/done", 0), ("shop/job/running", 2), ("shop/statefulset/db", 1), // the API server makes one replica of silence
            ],
            workloads.Select(workload => (workload.Id, workload.Replicas)));
        Assert.Equal(2000, workloads[0].PodRequests.Cpu.Millicores);
        Assert.Equal(100, workloads[4].PodRequests.Cpu.Millicores); // its pod's, not its template's 250
        Assert.Equal(250, workloads[2].PodRequests.Cpu.Millicores);
    }

    [Fact]
    public void Finished_and_leaving_pods_reserve_nothing_and_pending_ones_do()
    {
        var pending = Spec.Replace(""" "nodeName":"node-1",""", "", StringComparison.Ordinal);
        var json = Kubectl.PodJson(Spec, status: "\"phase\":\"Succeeded\"", name: "a") + Kubectl.PodJson(Spec, status: "\"phase\":\"Failed\",\"reason\":\"Evicted\"", name: "b")
            + Kubectl.PodJson(Spec, """ "deletionTimestamp":"2026-10-01T00:00:00Z" """, name: "c") + Kubectl.PodJson(pending, status: "\"phase\":\"Pending\"", name: "d");
        var reading = Kubectl.Read(json);
        Assert.Equal(2, reading.Inventory.FinishedPods);
        Assert.Equal(1, reading.DeletingPods);
        var pod = Assert.Single(reading.Inventory.Pods);
        Assert.Equal(("d", null), (pod.Name, pod.NodeName));
        Assert.Equal("k8s/all.json item 4", pod.Origin);
    }

    [Theory]
    [InlineData(""" "karpenter.sh/capacity-type":"spot" """, NodeCapacityType.Spot)]
    [InlineData(""" "karpenter.sh/capacity-type":"on-demand" """, NodeCapacityType.OnDemand)]
    [InlineData(""" "karpenter.sh/capacity-type":"reserved" """, NodeCapacityType.OnDemand)]
    [InlineData(""" "eks.amazonaws.com/capacityType":"SPOT" """, NodeCapacityType.Spot)]
    [InlineData(""" "eks.amazonaws.com/capacityType":"ON_DEMAND" """, NodeCapacityType.OnDemand)]
    [InlineData(""" "node.kubernetes.io/lifecycle":"spot" """, NodeCapacityType.Spot)]
    [InlineData(""" "node.kubernetes.io/lifecycle":"normal" """, NodeCapacityType.OnDemand)]
    [InlineData(""" "eks.amazonaws.com/compute-type":"fargate" """, NodeCapacityType.Fargate)]
    [InlineData("", NodeCapacityType.Unknown)]
    [InlineData(""" "karpenter.sh/capacity-type":"=cmd()" """, NodeCapacityType.Unknown)]
    public void Labels_tell_how_a_node_is_bought(string labels, NodeCapacityType type) =>
        Assert.Equal(type, Assert.Single(Kubectl.Read(Kubectl.NodeJson("node-1", labels)).Inventory.Nodes).CapacityType);

    [Fact]
    public void A_node_is_read_from_its_labels_new_and_old()
    {
        var json = Kubectl.NodeJson("a", """ "node.kubernetes.io/instance-type":"m7g.large","topology.kubernetes.io/zone":"eu-west-3a","topology.kubernetes.io/region":"eu-west-3","kubernetes.io/arch":"arm64" """)
            + Kubectl.NodeJson("b", """ "beta.kubernetes.io/instance-type":"m5.large","failure-domain.beta.kubernetes.io/zone":"eu-west-3b","beta.kubernetes.io/arch":"amd64" """)
            + Kubectl.NodeJson("fargate-ip-10-0-0-1", providerId: "aws:///eu-west-3a/0b1c2d/fargate-ip-10-0-0-1")
            + Kubectl.NodeJson("k3s", providerId: "k3s://i-0123456789abcdef0");
        var nodes = Kubectl.Read(json).Inventory.Nodes;
        Assert.Equal(("m7g.large", "eu-west-3", "eu-west-3a", CpuArchitecture.Arm64, "i-0123456789abcdef0"), (nodes[0].InstanceType, nodes[0].Region, nodes[0].Zone, nodes[0].Architecture, nodes[0].InstanceId));
        Assert.Equal(("m5.large", "eu-west-3", "eu-west-3b", CpuArchitecture.X86_64), (nodes[1].InstanceType, nodes[1].Region, nodes[1].Zone, nodes[1].Architecture));
        Assert.Equal((NodeCapacityType.Fargate, null), (nodes[2].CapacityType, nodes[2].InstanceId));
        Assert.Equal((null, null, null), (nodes[3].InstanceId, nodes[3].InstanceType, nodes[3].Region));
        Assert.Equal((1930, 2000, 29), (nodes[0].Allocatable.Cpu.Millicores, nodes[0].Capacity.Cpu.Millicores, nodes[0].AllocatablePods));
    }

    [Fact]
    public void Hostile_names_stay_data()
    {
        const string Name = "<script>\n=cmd()|'\\\"";
        var json = Kubectl.PodJson(Spec, name: """<script>\n=cmd()|'\\\" """.TrimEnd());
        Assert.Equal(Name, Assert.Single(Kubectl.Read(json).Inventory.Pods).Name);
    }

    private static string Owned(string kind, string name) => $$""" "ownerReferences":[{"kind":"{{kind}}","name":"{{name}}","controller":true}] """;

    private static string Controller(string kind, string api, string name, string spec, string status = "") =>
        $$"""
        {"kind":"{{kind}}","apiVersion":"{{api}}","metadata":{"namespace":"shop","name":"{{name}}"},"spec":{ {{spec}}
         "template":{"spec":{"containers":[{"name":"c","resources":{"requests":{"cpu":"250m","memory":"64Mi"} } }] } } },"status":{ {{status}} } }
        """;
}
