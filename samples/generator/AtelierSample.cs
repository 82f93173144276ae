using CostTool.SampleGenerator.Atelier;
using CostTool.SampleGenerator.Bills;
using CostTool.SampleGenerator.Celery;
using CostTool.SampleGenerator.Kubernetes;
using CostTool.SampleGenerator.Usage;

namespace CostTool.SampleGenerator;

/// <summary>The made-up workspace of samples/atelier: the same bytes on every run.</summary>
public static class AtelierSample
{
    /// <summary>Writes k8s/, bill/, usage/ and celery/ of the workspace; the hand-written files beside them are left alone.</summary>
    /// <param name="directory">The workspace; made when missing.</param>
    public static void WriteTo(string directory)
    {
        var pods = Scheduling.Place(Services.All, Fleet.InSnapshot);
        ListFile.Write(Path.Combine(directory, "k8s", "nodes.json"), Fleet.InSnapshot.Select(NodeJson.Of));
        ListFile.Write(Path.Combine(directory, "k8s", "pods.json"), pods.Select(PodJson.Of));
        ListFile.Write(Path.Combine(directory, "k8s", "workloads.json"), Services.All.SelectMany(ControllerJson.Of));
        PackedText.Write(Path.Combine(directory, "bill", "atelier-2026-10.csv.gz"), Cur2File.Lines(Invoice.Charges()));
        var shapes = Loads.All.SelectMany(load => new[] { load.CpuShape, load.MemoryShape }).Distinct().ToDictionary(name => name, Shape.Read);
        foreach (var part in Loads.All.Select(load => load.Workload.Split('/')[0]).Distinct())
            PackedText.Write(Path.Combine(directory, "usage", part + ".csv.gz"), UsageTable.Lines(part, shapes));
        BeatFiles.WriteDump(Path.Combine(directory, "celery", "beat.json"));
        BeatFiles.WriteRows(Path.Combine(directory, "celery", "database.csv"));
        QueueFile.Write(Path.Combine(directory, "celery", "queues.yaml"));
        PackedText.Write(Path.Combine(directory, "celery", "events.jsonl.gz"), EventFile.Lines());
    }
}
