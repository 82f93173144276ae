using System.Text.Json;
using CostTool.Analyzer.Fargate;
using CostTool.Analyzer.Rightsizing;
using CostTool.Analyzer.Units;
using CostTool.Analyzer.Usage;
using CostTool.Reports.Patches;

namespace CostTool.Reports.Tests;

public sealed class PatchTests
{
    [Fact]
    public void A_patch_holds_only_what_changes_and_the_command_that_applies_it()
    {
        var files = PatchSet.Of(Sizes("shop/deployment/web", "web"), null, new Dictionary<string, JsonElement>());
        Assert.Equal(["helm-values.yaml", "kustomization.yaml", "shop.deployment.web.patch.yaml", "shop.deployment.web.task-definition.json"], files.Select(file => file.Name));
        Assert.Equal("""
            # kubectl --namespace 'shop' patch deployment 'web' --type strategic --patch-file 'shop.deployment.web.patch.yaml'
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: "web"
              namespace: "shop"
            spec:
              template:
                spec:
                  containers:
                    - name: "web"
                      resources:
                        requests:
                          cpu: "250m"

            """.ReplaceLineEndings("\n"), files[2].Text);
    }

    [Theory]
    [InlineData("shop/deployment/web\nrm -rf /", "web")]
    [InlineData("shop/deployment/web'; reboot; '", "web")]
    [InlineData("../../etc/deployment/web", "web")]
    [InlineData("shop/deployment/web", "web\"\n  x: y")]
    [InlineData("shop/deployment/UPPER", "web")]
    public void A_name_that_Kubernetes_does_not_allow_gets_no_patch_and_leaves_no_folder(string workload, string container)
    {
        var files = PatchSet.Of(Sizes(workload, container), null, new Dictionary<string, JsonElement>());
        Assert.DoesNotContain(files, file => file.Name.EndsWith(".yaml", StringComparison.Ordinal));
        Assert.All(files, file => Assert.Equal(Path.GetFileName(file.Name), file.Name));
        Assert.All(files, file => JsonDocument.Parse(file.Text).Dispose());
    }

    [Fact]
    public void A_definition_of_today_keeps_all_but_its_sizes()
    {
        using var today = JsonDocument.Parse("""
            {"family":"web","revision":7,"taskDefinitionArn":"arn:x","status":"ACTIVE","cpu":"1024","memory":"2048","executionRoleArn":"role","containerDefinitions":[{"name":"web","image":"shop:1","cpu":1024,"memory":2048}]}
            """);
        var files = PatchSet.Of(Sizes("prod/web", "web"), null, new Dictionary<string, JsonElement> { ["prod/web"] = today.RootElement });
        using var patched = JsonDocument.Parse(Assert.Single(files).Text);
        Assert.Equal("""{"family":"web","cpu":"256","memory":"512","executionRoleArn":"role","containerDefinitions":[{"name":"web","image":"shop:1","cpu":256,"memory":512,"memoryReservation":512}]}""", JsonSerializer.Serialize(patched));
    }

    [Theory]
    [InlineData("plain", "\"plain\"")]
    [InlineData("a\"b\\c", "\"a\\\"b\\\\c\"")]
    [InlineData("yes\n- no", "\"yes\\u000A- no\"")]
    public void Yaml_text_stays_text(string text, string quoted) => Assert.Equal(quoted, PatchText.Yaml(text));

    private static RightsizingResult Sizes(string workload, string container) => new()
    {
        Rows = [Row(workload, string.Empty), Row(workload, container)],
        Intake = new UsageIntake { Rows = 0, Kept = 0, LeftOut = new Dictionary<string, long>(), Notes = [] },
        Hours = null,
        Policy = SizingPolicy.Default,
    };

    // From 1 vCPU to a quarter; 512 MiB stay.
    private static RightsizingRow Row(string workload, string container) => new()
    {
        Size = new SizeRecommendation
        {
            Key = new UsageKey(workload, container), Replicas = 2, CurrentCpu = VCpu.FromCores(1), CurrentMemory = MemorySize.FromMebibytes(512), Cpu = VCpu.FromMillicores(250), Memory = MemorySize.FromMebibytes(512),
            CpuBreach = null, MemoryBreach = null, WindowDays = 14, Samples = 4032, Confidence = SizeConfidence.Medium, Direction = SizeDirection.Down, Reasons = [],
        },
        TaskCpu = container.Length == 0 ? VCpu.FromMillicores(250) : null,
        TaskMemory = container.Length == 0 ? MemorySize.FromMebibytes(512) : null,
        Fargate = container.Length == 0 ? FargateSize.Find(VCpu.FromMillicores(250), MemorySize.FromMebibytes(512)) : null,
        Current = null,
        Recommended = null,
        Evidence = null,
    };
}
