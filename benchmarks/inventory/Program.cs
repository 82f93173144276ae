using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CostTool.Sources.Kubernetes;

// One step per process, so that the peak memory of one does not count for another.
var (step, path) = (args[0], args[1]);
if (step == "generate") Generate(path, template: args[2], megabytes: int.Parse(args[3], CultureInfo.InvariantCulture));
else if (step == "scan") Measure("Utf8JsonReader alone", path, () => Scan(path), "tokens");
else Measure("InventoryReader", path, () => Read(path), "pods");

static void Generate(string path, string template, int megabytes)
{
    var pods = JsonNode.Parse(File.ReadAllBytes(template))!["items"]!.AsArray();
    using var file = File.Create(path);
    file.Write("{\"apiVersion\":\"v1\",\"items\":["u8);
    for (var i = 0; file.Length < megabytes * 1_000_000L; i++)
    {
        var pod = pods[i % pods.Count]!;
        var metadata = pod["metadata"]!;
        metadata["name"] = string.Create(CultureInfo.InvariantCulture, $"pod-{i}");
        if (i > 0) file.WriteByte((byte)',');
        file.Write(JsonSerializer.SerializeToUtf8Bytes(pod));
    }
    file.Write("],\"kind\":\"List\"}"u8);
}

static long Read(string path) =>
    InventoryReader.Read(new InventoryFiles([InventoryFile.At("pods.json", InventoryRole.Pods, path)]), CancellationToken.None).Files[0].Objects;

static long Scan(string path)
{
    using var file = File.OpenRead(path);
    var buffer = ArrayPool<byte>.Shared.Rent(128 << 10);
    var state = new JsonReaderState(new JsonReaderOptions { MaxDepth = 256 });
    long tokens = 0;
    var kept = 0;
    while (true)
    {
        var read = file.Read(buffer.AsSpan(kept));
        var json = new Utf8JsonReader(buffer.AsSpan(0, kept + read), isFinalBlock: read == 0, state);
        while (json.Read()) tokens++;
        state = json.CurrentState;
        var rest = kept + read - (int)json.BytesConsumed;
        buffer.AsSpan((int)json.BytesConsumed, rest).CopyTo(buffer);
        kept = rest;
        if (read == 0) return tokens;
    }
}

static void Measure(string name, string path, Func<long> work, string unit)
{
    var watch = Stopwatch.StartNew();
    var count = work();
    var seconds = watch.Elapsed.TotalSeconds;
    var peak = Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0;
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{name}: {new FileInfo(path).Length / 1e6:F0} MB, {count} {unit}, {seconds:F2} s, {new FileInfo(path).Length / 1e6 / seconds:F0} MB/s, peak {peak:F0} MiB"));
}
