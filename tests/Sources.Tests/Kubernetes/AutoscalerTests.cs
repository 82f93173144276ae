using CostTool.Analyzer.Rightsizing;

namespace CostTool.Sources.Tests.Kubernetes;

public sealed class AutoscalerTests
{
    private const string Target = """ "scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"web"},"minReplicas":2,"maxReplicas":9 """;

    [Theory]
    // autoscaling/v2 and v2beta2
    [InlineData(""" "metrics":[{"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":70}}}] """, 0.7, null)]
    [InlineData(""" "metrics":[{"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":70}}},{"type":"Resource","resource":{"name":"memory","target":{"type":"Utilization","averageUtilization":85}}}] """, 0.7, 0.85)]
    // of two containers the lower target counts
    [InlineData(""" "metrics":[{"type":"ContainerResource","containerResource":{"name":"cpu","container":"a","target":{"averageUtilization":80}}},{"type":"ContainerResource","containerResource":{"name":"cpu","container":"b","target":{"averageUtilization":60}}}] """, 0.6, null)]
    // v2beta1
    [InlineData(""" "metrics":[{"type":"Resource","resource":{"name":"cpu","targetAverageUtilization":65}}] """, 0.65, null)]
    // v1
    [InlineData(""" "targetCPUUtilizationPercentage":75 """, 0.75, null)]
    // no metric at all: the API server takes 80 %
    [InlineData(""" "behavior":{} """, 0.8, null)]
    // an amount, and a metric from elsewhere, do not look at the request
    [InlineData(""" "metrics":[{"type":"Resource","resource":{"name":"cpu","target":{"type":"AverageValue","averageValue":"500m"}}}] """, null, null)]
    [InlineData(""" "metrics":[{"type":"External","external":{"metric":{"name":"queue"},"target":{"type":"Value","value":"30"}}}] """, null, null)]
    public void Targets_are_read_as_parts_of_the_request(string metrics, double? cpu, double? memory) =>
        Assert.Equal(new Autoscaler(2, 9, cpu, memory), Kubectl.Read(Json($"{Target},{metrics}")).Inventory.Autoscalers["shop/deployment/web"]);

    [Fact]
    public void An_autoscaler_is_told_by_its_members_and_needs_one_replica_at_least()
    {
        var read = Kubectl.Read("""{"items":[{"metadata":{"namespace":"shop","name":"x"},"spec":{"scaleTargetRef":{"kind":"StatefulSet","name":"db"},"maxReplicas":4,"targetCPUUtilizationPercentage":50}}]}""");
        Assert.Equal(new Autoscaler(1, 4, 0.5, null), read.Inventory.Autoscalers["shop/statefulset/db"]);
        Assert.Empty(read.Inventory.Workloads);
    }

    [Fact]
    public void The_first_by_name_stands_for_two_of_one_workload()
    {
        var read = Kubectl.Read($$"""{"kind":"List","items":[{{Json($"{Target},\"targetCPUUtilizationPercentage\":50", "b")}},{{Json($"{Target},\"targetCPUUtilizationPercentage\":60", "a")}}]}""");
        Assert.Equal(0.6, Assert.Single(read.Inventory.Autoscalers).Value.CpuTarget);
    }

    [Theory]
    [InlineData(""" "maxReplicas":4 """, "does not say what it scales")]
    [InlineData(""" "scaleTargetRef":{"kind":"Deployment"},"maxReplicas":4 """, "does not say what it scales")]
    [InlineData(""" "scaleTargetRef":{"kind":"Deployment","name":"web"} """, "does not say what it scales")]
    [InlineData(""" "scaleTargetRef":{"kind":"Deployment","name":"web"},"maxReplicas":"many" """, "`spec.maxReplicas`")]
    [InlineData(""" "scaleTargetRef":{"kind":"Deployment","name":"web"},"maxReplicas":4,"metrics":[7] """, "`spec.metrics`")]
    public void What_is_no_autoscaler_is_refused(string spec, string what)
    {
        var problem = Assert.Single(Kubectl.Refuse(Json(spec)));
        Assert.Contains(what, problem.What, StringComparison.Ordinal);
        Assert.Equal("k8s/all.json item 1", problem.Where);
    }

    private static string Json(string spec, string name = "web") =>
        $$"""{"apiVersion":"autoscaling/v2","kind":"HorizontalPodAutoscaler","metadata":{"namespace":"shop","name":"{{name}}"},"spec":{ {{spec}} } }""";
}
