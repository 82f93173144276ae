using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CostTool.Sources.Celery;

// One step per process, so that the peak memory of one does not count for another.
var (step, path) = (args[0], args[1]);
if (step == "generate") Generate(path, events: long.Parse(args[2], CultureInfo.InvariantCulture));
else if (step == "scan") Measure("Utf8JsonReader alone", path, () => Scan(path));
else Measure("EventFile", path, () => EventFile.Read(path, path, null, CancellationToken.None).Records);

// Four events a run in the shape of the real ones, 64 runs at a time in flight, one run in fifty without an end.
static void Generate(string path, long events)
{
    var random = new Random(20250616);
    using var file = new StreamWriter(path, append: false, new UTF8Encoding(false), 1 << 20);
    var written = 0L;
    var flight = new List<(int Next, string Id, int Task)>();
    for (var time = 1_750_000_000.0; written < events; time += 0.001)
    {
        while (flight.Count < 64) flight.Add((0, Id(random), random.Next(40)));
        var at = random.Next(flight.Count);
        var (next, id, task) = flight[at];
        file.Write(Line(next, id, task, time, written++));
        if (next == 3 || (next == 2 && random.Next(50) == 0)) flight.RemoveAt(at);
        else flight[at] = (next + 1, id, task);
    }
}

static string Id(Random random)
{
    Span<byte> bytes = stackalloc byte[16];
    random.NextBytes(bytes);
    return new Guid(bytes).ToString();
}

static string Line(int kind, string id, int task, double time, long clock)
{
    var head = kind == 0 ? "gen22029@shop-fleet" : "io1@shop-fleet";
    var named = $"\"root_id\": \"{id}\", \"parent_id\": null, \"name\": \"shop.tasks.number_{task}\", \"args\": \"(120,)\", \"kwargs\": \"{{}}\", \"retries\": 0, \"eta\": null, \"expires\": null, ";
    var (type, body) = kind switch
    {
        0 => ("sent", named + "\"queue\": \"heavy\", \"exchange\": \"\", \"routing_key\": \"heavy\", "),
        1 => ("received", named),
        2 => ("started", ""),
        _ => ("succeeded", "\"result\": \"None\", \"runtime\": 0.0421337, "),
    };
    return string.Create(CultureInfo.InvariantCulture,
        $"{{\"hostname\": \"{head}\", \"utcoffset\": 0, \"pid\": 22029, \"clock\": {clock}, \"uuid\": \"{id}\", {body}\"timestamp\": {time:F6}, \"type\": \"task-{type}\", \"local_received\": {time + 0.001:F6}}}\n");
}

static long Scan(string path)
{
    using var file = File.OpenRead(path);
    var buffer = ArrayPool<byte>.Shared.Rent(1 << 18);
    var state = new JsonReaderState(new JsonReaderOptions { AllowMultipleValues = true });
    long objects = 0;
    var kept = 0;
    while (true)
    {
        var read = file.Read(buffer.AsSpan(kept));
        var json = new Utf8JsonReader(buffer.AsSpan(0, kept + read), isFinalBlock: read == 0, state);
        while (json.Read()) if (json.TokenType == JsonTokenType.StartObject) objects++;
        state = json.CurrentState;
        var rest = kept + read - (int)json.BytesConsumed;
        buffer.AsSpan((int)json.BytesConsumed, rest).CopyTo(buffer);
        kept = rest;
        if (read == 0) return objects;
    }
}

static void Measure(string name, string path, Func<long> work)
{
    var watch = Stopwatch.StartNew();
    var events = work();
    var seconds = watch.Elapsed.TotalSeconds;
    // On a machine that others use too, the time of the processor says more than the clock on the wall.
    var busy = Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;
    var peak = Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0;
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{name}: {new FileInfo(path).Length / 1e6:F0} MB, {events} events, {busy:F2} s of processor, {seconds:F2} s, {events / busy:F0} events per second of processor, peak {peak:F0} MiB"));
}
