using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Units;

namespace CostTool.Sources.Tests.Kubernetes;

public sealed class PodNeedTests
{
    [Theory]
    // two containers: 100 + 250 m, 64 + 128 Mi
    [InlineData(""" "containers":[C(100m,64Mi),C(250m,128Mi)] """, 350, 192)]
    // an init step below the sum changes nothing, one above it counts, by resource
    [InlineData(""" "containers":[C(100m,64Mi)],"initContainers":[I(50m,32Mi)] """, 100, 64)]
    [InlineData(""" "containers":[C(100m,64Mi)],"initContainers":[I(500m,32Mi),I(50m,512Mi)] """, 500, 512)]
    // init steps run one after another: 300 and 200 m are not 500
    [InlineData(""" "containers":[C(100m,64Mi)],"initContainers":[I(300m,10Mi),I(200m,10Mi)] """, 300, 64)]
    // a sidecar runs beside the containers: 100 + 50
    [InlineData(""" "containers":[C(100m,64Mi)],"initContainers":[S(50m,16Mi)] """, 150, 80)]
    // a step after the sidecar runs beside it: 400 + 50 > 100 + 50
    [InlineData(""" "containers":[C(100m,64Mi)],"initContainers":[S(50m,16Mi),I(400m,16Mi)] """, 450, 80)]
    // a step before the sidecar does not: 400 > 100 + 50
    [InlineData(""" "containers":[C(100m,64Mi)],"initContainers":[I(400m,16Mi),S(50m,16Mi)] """, 400, 80)]
    // overhead of the runtime class comes on top
    [InlineData(""" "containers":[C(100m,64Mi)],"overhead":{"cpu":"250m","memory":"120Mi"} """, 350, 184)]
    // requests of the pod as a whole stand in place of the containers', by resource
    [InlineData(""" "containers":[C(100m,64Mi),C(100m,64Mi)],"resources":{"requests":{"cpu":"1"}} """, 1000, 128)]
    [InlineData(""" "containers":[{"name":"a"}],"resources":{"limits":{"cpu":"1","memory":"1Gi"}} """, 1000, 1024)]
    // a pod-level limit does not replace what containers ask for
    [InlineData(""" "containers":[C(100m,64Mi)],"resources":{"limits":{"cpu":"1","memory":"1Gi"}} """, 100, 64)]
    // a limit alone is the request; beside a request it is not
    [InlineData(""" "containers":[{"name":"a","resources":{"limits":{"cpu":"200m","memory":"1Gi"}}}] """, 200, 1024)]
    [InlineData(""" "containers":[{"name":"a","resources":{"requests":{"cpu":"50m"},"limits":{"cpu":"200m","memory":"1Gi"}}}] """, 50, 1024)]
    public void Requests_are_counted_as_the_scheduler_counts_them(string spec, long millicores, long mebibytes) =>
        Assert.Equal(new Resources(VCpu.FromMillicores(millicores), MemorySize.FromMebibytes(mebibytes)), Kubectl.Pod(Expand(spec)).Requests);

    [Theory]
    [InlineData(""" "containers":[C(100m,64Mi)] """, false)]
    [InlineData(""" "containers":[C(0,0)] """, false)]                                                       // nothing, but stated
    [InlineData(""" "containers":[C(100m,64Mi),{"name":"b"}] """, true)]
    [InlineData(""" "containers":[{"name":"a","resources":{"requests":{"cpu":"1"}}}] """, true)]
    [InlineData(""" "containers":[{"name":"a","resources":{"limits":{"cpu":"1","memory":"1Gi"}}}] """, false)]
    [InlineData(""" "containers":[C(100m,64Mi)],"initContainers":[{"name":"i"}] """, false)]                   // over before the pod serves
    [InlineData(""" "containers":[C(100m,64Mi)],"initContainers":[{"name":"s","restartPolicy":"Always"}] """, true)]
    [InlineData(""" "containers":[{"name":"a"}],"resources":{"requests":{"cpu":"1","memory":"1Gi"}} """, false)]
    [InlineData(""" "containers":[{"name":"a"}],"resources":{"requests":{"cpu":"1"}} """, true)]
    [InlineData(""" "containers":[{"name":"a","resources":null}] """, true)]
    public void What_a_container_does_not_state_is_flagged(string spec, bool missing) => Assert.Equal(missing, Kubectl.Pod(Expand(spec)).RequestsMissing);

    [Theory]
    [InlineData("", "X86_64 Arm64")]
    [InlineData(""" ,"nodeSelector":{"kubernetes.io/arch":"arm64"} """, "Arm64")]
    [InlineData(""" ,"nodeSelector":{"beta.kubernetes.io/arch":"amd64"} """, "X86_64")]
    [InlineData(""" ,"nodeSelector":{"disk":"ssd"} """, "X86_64 Arm64")]
    [InlineData(""" ,"affinity":T([E(In,"amd64")]) """, "X86_64")]
    [InlineData(""" ,"affinity":T([E(In,"amd64","arm64")]) """, "X86_64 Arm64")]
    [InlineData(""" ,"affinity":T([E(NotIn,"arm64")]) """, "X86_64")]
    [InlineData(""" ,"affinity":T([E(In,"amd64")],[E(In,"arm64")]) """, "X86_64 Arm64")]   // either term will do
    [InlineData(""" ,"affinity":T([E(In,"amd64","arm64"),E(NotIn,"amd64")]) """, "Arm64")]  // all of a term must hold
    [InlineData(""" ,"affinity":T([E(In,"ppc64le")]) """, "")]
    [InlineData(""" ,"affinity":T([E(DoesNotExist)]) """, "")]
    [InlineData(""" ,"affinity":T([E(Exists)]) """, "X86_64 Arm64")]
    [InlineData(""" ,"nodeSelector":{"kubernetes.io/arch":"arm64"},"affinity":T([E(In,"amd64","arm64")]) """, "Arm64")]
    [InlineData(""" ,"affinity":{"nodeAffinity":{"preferredDuringSchedulingIgnoredDuringExecution":[{"weight":1,"preference":{"matchExpressions":[E(In,"arm64")]}}]}} """, "X86_64 Arm64")]
    public void Node_selector_and_required_affinity_limit_the_architecture(string spec, string allowed)
    {
        var json = Kubectl.PodJson(Expand("\"containers\":[C(1,1Gi)]" + spec));
        var workload = Assert.Single(Kubectl.Read(json).Inventory.Workloads);
        Assert.Equal(allowed.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<CpuArchitecture>), workload.AllowedArchitectures);
    }

    [Fact]
    public void The_containers_of_a_workload_are_those_that_keep_running()
    {
        var json = Kubectl.PodJson(Expand(""" "containers":[C(100m,64Mi),{"name":"b","resources":{"limits":{"memory":"1Gi"}}}],"initContainers":[I(1,1Gi),S(50m,16Mi)] """));
        var workload = Assert.Single(Kubectl.Read(json).Inventory.Workloads);
        Assert.Equal(["b", "c", "s"], workload.Containers.Select(container => container.Name));
        Assert.Null(workload.Containers[0].CpuRequest);
        Assert.Equal(1024m, workload.Containers[0].MemoryRequest!.Value.Mebibytes);
        Assert.Null(workload.Containers[1].MemoryLimit);
    }

    [Theory]
    [InlineData("0.25vCPU 0.5GB", 250, 512)]   // a GB of Fargate is 1024 MiB
    [InlineData("2vCPU 9GB", 2000, 9216)]
    [InlineData("16vCPU 120GB", 16000, 122880)]
    public void A_fargate_pod_tells_the_size_that_is_billed(string annotation, long millicores, long mebibytes)
    {
        var pod = Kubectl.Pod(Expand(""" "containers":[C(100m,64Mi)] """), $$""" "annotations":{"CapacityProvisioned":"{{annotation}}"} """);
        Assert.True(pod.OnFargate);
        Assert.Equal(new Resources(VCpu.FromMillicores(millicores), MemorySize.FromMebibytes(mebibytes)), pod.FargateCapacityProvisioned);
    }

    [Theory]
    [InlineData(""" "nodeName":"fargate-ip-10-0-1-2.eu-west-3.compute.internal", """, "", true)]
    [InlineData(""" "nodeName":"ip-10-0-1-2", """, """ "labels":{"eks.amazonaws.com/fargate-profile":"default"} """, true)]
    [InlineData(""" "nodeName":"ip-10-0-1-2", """, "", false)]
    [InlineData("", "", false)]
    public void A_fargate_pod_is_known_by_its_node_or_its_profile(string spec, string metadata, bool fargate)
    {
        var pod = Kubectl.Pod(spec + Expand("\"containers\":[C(1,1Gi)]"), metadata);
        Assert.Equal(fargate, pod.OnFargate);
        Assert.Null(pod.FargateCapacityProvisioned);
    }

    // Short hands: C container, I init step, S sidecar, T node affinity terms, E expression on the architecture.
    private static string Expand(string spec)
    {
        spec = System.Text.RegularExpressions.Regex.Replace(spec, @"([CIS])\(([^,()]+),([^,()]+)\)", match =>
        {
            var always = match.Groups[1].Value == "S" ? ",\"restartPolicy\":\"Always\"" : "";
            var name = match.Groups[1].Value.ToLowerInvariant();
            return $$$"""{"name":"{{{name}}}"{{{always}}},"resources":{"requests":{"cpu":"{{{match.Groups[2].Value}}}","memory":"{{{match.Groups[3].Value}}}"} } }""";
        });
        spec = System.Text.RegularExpressions.Regex.Replace(spec, @"E\((\w+),?([^()]*)\)", """{"key":"kubernetes.io/arch","operator":"$1","values":[$2]}""");
        return System.Text.RegularExpressions.Regex.Replace(spec, @"T\((.*)\)", match =>
            """{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":["""
            + string.Join(",", match.Groups[1].Value.Split("],[{").Select((term, i) => "{\"matchExpressions\":" + (i > 0 ? "[{" : "") + term + (term.EndsWith("}]", StringComparison.Ordinal) ? "" : "]") + "}"))
            + "]}}}");
    }
}
