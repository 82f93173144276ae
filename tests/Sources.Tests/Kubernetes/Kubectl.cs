using System.Text;
using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Problems;
using CostTool.Sources.Kubernetes;

namespace CostTool.Sources.Tests.Kubernetes;

/// <summary>Short ways to read kubectl texts in tests.</summary>
internal static class Kubectl
{
    public static InventoryReading Read(string json, InventoryRole role = InventoryRole.Any) => Read(Encoding.UTF8.GetBytes(json), role);

    public static InventoryReading Read(byte[] bytes, InventoryRole role = InventoryRole.Any, int bufferSize = 4096) =>
        InventoryReader.Read(new InventoryFiles([new InventoryFile("k8s/all.json", role, () => new MemoryStream(bytes))]), bufferSize, CancellationToken.None);

    public static InventoryReading ReadData(params (string Path, InventoryRole Role)[] files) =>
        InventoryReader.Read(new InventoryFiles([.. files.Select(file => InventoryFile.At(file.Path, file.Role, DataPath(file.Path)))]), CancellationToken.None);

    public static string DataPath(string path) => Path.Combine(AppContext.BaseDirectory, "Kubernetes", "Data", path);

    public static IReadOnlyList<Problem> Refuse(string json, InventoryRole role = InventoryRole.Any) =>
        Assert.Throws<ProblemException>(() => Read(json, role)).Problems;

    public static ClusterPod Pod(string spec, string metadata = "", string status = "\"phase\":\"Running\"") =>
        Assert.Single(Read(PodJson(spec, metadata, status)).Inventory.Pods);

    public static string PodJson(string spec, string metadata = "", string status = "\"phase\":\"Running\"", string name = "web-1") =>
        $$"""
        {"apiVersion":"v1","kind":"Pod","metadata":{"namespace":"shop","name":"{{name}}"{{(metadata.Length > 0 ? "," + metadata : "")}} },
         "spec":{ {{spec}} },"status":{ {{status}} } }
        """;

    public static string NodeJson(string name, string labels = "", string providerId = "aws:///eu-west-3a/i-0123456789abcdef0") =>
        $$"""
        {"apiVersion":"v1","kind":"Node","metadata":{"name":"{{name}}","labels":{ {{labels}} } },"spec":{"providerID":"{{providerId}}" },
         "status":{"capacity":{"cpu":"2","memory":"8Gi","pods":"29"},"allocatable":{"cpu":"1930m","memory":"7000Mi","pods":"29"} } }
        """;
}
