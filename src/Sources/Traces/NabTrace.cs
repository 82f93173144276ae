using System.Globalization;
using CostTool.Analyzer.Usage;
using CostTool.Sources.UsageFiles;

namespace CostTool.Sources.Traces;

/// <summary>Numenta Anomaly Benchmark, real AWS CloudWatch series: <c>timestamp,value</c> with 5-minute means in UTC. Only the series of processor percents are utilization.</summary>
internal sealed class NabTrace() : PublicTrace("nab")
{
    public override bool NeedsCores => true;

    private protected override string Layout => "name its series of processor percents: `timestamp,value` files with `cpu_utilization` in the name";

    private protected override bool Recognises(TraceFile file) =>
        file.FirstLine == "timestamp,value" && file.Stem.Contains("cpu_utilization", StringComparison.Ordinal);

    private protected override void ReadFile(TraceFile file, StreamReader rest, TraceTerms terms, IUsageSink sink, CancellationToken cancellationToken)
    {
        sink.Note(string.Create(CultureInfo.InvariantCulture, $"the trace has percents only: each machine is taken to have {terms.Cores} cores"));
        var key = new UsageKey($"nab/instance/{file.Stem}", "instance");
        for (var line = 2L; rest.ReadLine() is { } text; line++)
        {
            if (text.Length == 0) continue;
            var comma = text.IndexOf(',', StringComparison.Ordinal);
            if (comma < 0)
            {
                sink.LeaveOut(TraceText.WrongWidth, TraceText.At(file.Shown, line));
            }
            else if (!DateTimeOffset.TryParseExact(text.AsSpan(0, comma), "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
            {
                sink.LeaveOut(TraceText.UnreadableTime, TraceText.At(file.Shown, line));
            }
            else if (!TraceText.TryNumber(text.AsSpan(comma + 1), out var percent))
            {
                sink.LeaveOut(TraceText.UnreadableNumber, TraceText.At(file.Shown, line));
            }
            else
            {
                sink.Keep(new UsageSample { Timestamp = instant, Key = key, Instance = file.Stem, CpuCores = terms.Cores * percent / 100, CpuLimitCores = terms.Cores });
            }
        }
    }
}
