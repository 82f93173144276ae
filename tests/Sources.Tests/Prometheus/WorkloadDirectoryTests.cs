using CostTool.Sources.Prometheus;

namespace CostTool.Sources.Tests.Prometheus;

public sealed class WorkloadDirectoryTests
{
    [Theory]
    [InlineData("web-6d8c7b9f4d-x2k9p", "ReplicaSet", "web-6d8c7b9f4d", "shop/deployment/web")]        // told by kube_replicaset_owner
    [InlineData("api-7c9d8b5f6c-x2k9p", "ReplicaSet", "api-7c9d8b5f6c", "shop/deployment/api")]        // not told: the name ends in a template's hash
    [InlineData("api-blue-x2k9p", "ReplicaSet", "api-blue", "shop/replicaset/api-blue")]               // `blue` is no hash: it has vowels
    [InlineData("worker-0", "StatefulSet", "worker", "shop/statefulset/worker")]
    [InlineData("agent-x2k9p", "DaemonSet", "agent", "shop/daemonset/agent")]
    [InlineData("mail-28912345-x2k9p", "Job", "mail-28912345", "shop/cronjob/mail")]
    [InlineData("import-x2k9p", "Job", "import", "shop/cronjob/nightly")]                              // told by kube_job_owner
    [InlineData("proxy-node-7", "Node", "node-7", "shop/node/proxy")]                                  // a static pod, named with its node
    [InlineData("shell", "<none>", "<none>", "shop/pod/shell")]
    public void A_pod_leads_to_the_workload_that_people_named(string pod, string kind, string owner, string workload)
    {
        var directory = new WorkloadDirectory();
        directory.AddReplicaSet(Series(("replicaset", "web-6d8c7b9f4d"), ("owner_kind", "Deployment"), ("owner_name", "web")));
        directory.AddJob(Series(("job_name", "import"), ("owner_kind", "CronJob"), ("owner_name", "nightly")));
        directory.AddPod(Series(("pod", pod), ("owner_kind", kind), ("owner_name", owner)));
        Assert.Equal(workload, directory.WorkloadOf("shop", pod, out var guessed));
        Assert.False(guessed);
    }

    [Theory]
    [InlineData("web-6d8c7b9f4d-x2k9p", "shop/deployment/web")]
    [InlineData("worker-0", "shop/pod/worker-0")]
    public void A_pod_of_unknown_owner_is_guessed_from_its_name_alone(string pod, string workload)
    {
        Assert.Equal(workload, new WorkloadDirectory().WorkloadOf("shop", pod, out var guessed));
        Assert.True(guessed);
    }

    [Fact]
    public void The_owner_that_controls_the_pod_counts()
    {
        var directory = new WorkloadDirectory();
        directory.AddPod(Series(("pod", "p"), ("owner_kind", "StatefulSet"), ("owner_name", "right"), ("owner_is_controller", "true")));
        directory.AddPod(Series(("pod", "p"), ("owner_kind", "Backup"), ("owner_name", "other"), ("owner_is_controller", "false")));
        Assert.Equal("shop/statefulset/right", directory.WorkloadOf("shop", "p", out _));
    }

    private static PrometheusSeries Series(params (string Name, string Value)[] labels) =>
        new(labels.Append(("namespace", "shop")).ToDictionary(label => label.Item1, label => label.Item2, StringComparer.Ordinal), []);
}
