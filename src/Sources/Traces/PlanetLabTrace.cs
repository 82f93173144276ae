using System.Globalization;
using CostTool.Analyzer.Usage;
using CostTool.Sources.UsageFiles;

namespace CostTool.Sources.Traces;

/// <summary>PlanetLab (Beloglazov and Buyya 2012): the processor of virtual machines in whole percents, 288 a day.</summary>
/// <remarks>
/// Read as published, a file for each machine in a folder named by the day, or as a table for each day with a machine in each row. The zone of the day is not
/// stated and taken as UTC. A machine of the same name on another day is the same workload.
/// </remarks>
internal sealed class PlanetLabTrace() : PublicTrace("planetlab")
{
    private const int MinutesApart = 5;
    private const int SamplesPerDay = 288;

    public override bool NeedsCores => true;

    private protected override string Layout => "its files hold one percent a line in a folder named by the day (20110303), or rows `vm,m0000,m0005,...` in a file named by the day";

    private protected override bool Recognises(TraceFile file) =>
        file.FirstLine.StartsWith("vm,m0000,", StringComparison.Ordinal) ? TryDay(file.Stem, out _)
        : TryDay(file.Folder, out _) && TraceText.TryNumber(file.FirstLine, out _);

    private protected override void ReadFile(TraceFile file, StreamReader rest, TraceTerms terms, IUsageSink sink, CancellationToken cancellationToken)
    {
        sink.Note(string.Create(CultureInfo.InvariantCulture, $"the trace has percents only: each machine is taken to have {terms.Cores} cores"));
        if (TryDay(file.Folder, out var day) && !file.FirstLine.StartsWith("vm,", StringComparison.Ordinal))
        {
            var machine = Path.GetFileName(file.Path);
            var text = file.FirstLine;
            for (var line = 1; text is not null; line++, text = rest.ReadLine())
                if (text.Length > 0) Add(machine, day, line - 1, text, TraceText.At(file.Shown, line));
            return;
        }

        _ = TryDay(file.Stem, out day);
        for (var line = 2L; rest.ReadLine() is { } text; line++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (text.Length == 0) continue;
            var cells = text.Split(',');
            // Names of machines hold no comma; the values are the last cells.
            if (cells.Length != SamplesPerDay + 1)
            {
                sink.LeaveOut(TraceText.WrongWidth, TraceText.At(file.Shown, line));
                continue;
            }

            for (var place = 1; place < cells.Length; place++) Add(cells[0], day, place - 1, cells[place], TraceText.At(file.Shown, line));
        }

        void Add(string machine, DateTimeOffset start, int place, string cell, string where)
        {
            if (place >= SamplesPerDay) sink.LeaveOut("more than 288 samples in a day", where);
            else if (!TraceText.TryNumber(cell, out var percent)) sink.LeaveOut(TraceText.UnreadableNumber, where);
            else
                sink.Keep(new UsageSample
                {
                    Timestamp = start.AddMinutes(place * MinutesApart),
                    Key = new UsageKey($"planetlab/vm/{machine}", "vm"),
                    Instance = machine,
                    CpuCores = terms.Cores * percent / 100,
                    CpuLimitCores = terms.Cores,
                });
        }
    }

    private static bool TryDay(string name, out DateTimeOffset day) =>
        DateTimeOffset.TryParseExact(name, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out day);
}
