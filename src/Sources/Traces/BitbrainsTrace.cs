using CostTool.Analyzer.Usage;
using CostTool.Sources.UsageFiles;

namespace CostTool.Sources.Traces;

/// <summary>GWA-T-12 Bitbrains (Grid Workloads Archive): business virtual machines, a file each, every 5 minutes.</summary>
/// <remarks>
/// <c>Timestamp [ms]</c> holds seconds. Used cores are cores x percent / 100. Memory is in KB of 1,024 bytes (provisioned sizes are whole MiB).
/// A month numbers its machines anew, so that the folder is part of the name. Provisioned sizes are the limits; a size of zero is no limit, and
/// a machine of zero cores has no reading of the processor.
/// </remarks>
internal sealed class BitbrainsTrace() : PublicTrace("bitbrains")
{
    private const double BytesPerKilobyte = 1024;

    private protected override string Layout => "its files start with `Timestamp [ms];` and have 11 columns split by `;`";

    private protected override bool Recognises(TraceFile file) => file.FirstLine.StartsWith("Timestamp [ms];", StringComparison.Ordinal);

    private protected override void ReadFile(TraceFile file, StreamReader rest, TraceTerms terms, IUsageSink sink, CancellationToken cancellationToken)
    {
        var key = new UsageKey($"bitbrains-{file.Folder}/vm/{file.Stem}", "vm");
        Span<Range> cells = stackalloc Range[12];
        for (var line = 2L; rest.ReadLine() is { } text; line++)
        {
            if ((line & 0xfff) == 0) cancellationToken.ThrowIfCancellationRequested();
            if (text.Length == 0) continue;
            if (text.AsSpan().Split(cells, ';') != 11)
            {
                sink.LeaveOut(TraceText.WrongWidth, TraceText.At(file.Shown, line));
            }
            else if (!TraceText.TryEpoch(text.AsSpan(cells[0]), out var instant))
            {
                sink.LeaveOut(TraceText.UnreadableTime, TraceText.At(file.Shown, line));
            }
            else if (!TraceText.TryNumber(text.AsSpan(cells[1]), out var cores) || !TraceText.TryNumber(text.AsSpan(cells[4]), out var percent)
                || !TraceText.TryNumber(text.AsSpan(cells[5]), out var capacity) || !TraceText.TryNumber(text.AsSpan(cells[6]), out var memory))
            {
                sink.LeaveOut(TraceText.UnreadableNumber, TraceText.At(file.Shown, line));
            }
            else
            {
                sink.Keep(new UsageSample
                {
                    Timestamp = instant,
                    Key = key,
                    Instance = file.Stem,
                    CpuCores = cores > 0 ? cores * percent / 100 : null,
                    MemoryBytes = memory * BytesPerKilobyte,
                    CpuLimitCores = cores > 0 ? cores : null,
                    MemoryLimitBytes = capacity > 0 ? capacity * BytesPerKilobyte : null,
                });
            }
        }
    }
}
