using System.Globalization;
using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Usage;
using CostTool.Sources.UsageFiles;

namespace CostTool.Sources.Traces;

/// <summary>Alibaba cluster-trace-v2026-GenAI: memory of serving pods as a part of their memory, whose size is not published.</summary>
internal sealed class AlibabaTrace() : PublicTrace("alibaba")
{
    public override bool NeedsMemory => true;

    private protected override string Layout => "its files start with `value,timestamp_anon,container_ip`";

    private protected override bool Recognises(TraceFile file) => file.FirstLine == "value,timestamp_anon,container_ip";

    private protected override void Check(TraceTerms terms)
    {
        if (terms.MemoryCapacityBytes is null)
            throw new ProblemException(new Problem("the trace has parts of a memory whose size is not published, so it has no bytes", "alibaba", "declare the size of a pod, such as --memory-capacity 32GiB; every result then rests on that figure"));
    }

    private protected override void ReadFile(TraceFile file, StreamReader rest, TraceTerms terms, IUsageSink sink, CancellationToken cancellationToken)
    {
        var capacity = terms.MemoryCapacityBytes!.Value;
        sink.Note(string.Create(CultureInfo.InvariantCulture, $"the trace has no bytes: each pod is taken to have {capacity:0} bytes of memory, as declared"));
        Span<Range> cells = stackalloc Range[4];
        for (var line = 2L; rest.ReadLine() is { } text; line++)
        {
            if ((line & 0xfff) == 0) cancellationToken.ThrowIfCancellationRequested();
            if (text.Length == 0) continue;
            if (text.AsSpan().Split(cells, ',') != 3) sink.LeaveOut(TraceText.WrongWidth, TraceText.At(file.Shown, line));
            else if (!TraceText.TryEpoch(text.AsSpan(cells[1]), out var instant)) sink.LeaveOut(TraceText.UnreadableTime, TraceText.At(file.Shown, line));
            else if (!TraceText.TryNumber(text.AsSpan(cells[0]), out var part)) sink.LeaveOut(TraceText.UnreadableNumber, TraceText.At(file.Shown, line));
            else if (text[cells[2]] is not { Length: > 0 } pod) sink.LeaveOut("no pod", TraceText.At(file.Shown, line));
            else sink.Keep(new UsageSample { Timestamp = instant, Key = new UsageKey($"alibaba/pod/{pod}", "pod"), Instance = pod, MemoryBytes = part * capacity, MemoryLimitBytes = capacity });
        }
    }
}
