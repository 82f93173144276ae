using System.Globalization;
using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Deployment.Applying;
using CostTool.Scheduler.Deployment.Comparing;

namespace CostTool.Cli.Deployment;

/// <summary>Shows what a journal is told as one line that is written over; nothing where the talk does not go to a terminal.</summary>
/// <param name="journal">The journal.</param>
/// <param name="error">Talk.</param>
/// <param name="all">Steps that there are to do.</param>
internal sealed class ApplyProgressLine(IApplyJournal journal, TextWriter error, int all) : IApplyJournal
{
    private readonly bool shown = ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected;
    private int ended;
    private int width;

    public ApplyHeader? Interrupted => journal.Interrupted;

    public void Begin(ApplyHeader header) => journal.Begin(header);

    public void Started(Change change)
    {
        journal.Started(change);
        Show(change);
    }

    public void Done(Change change)
    {
        journal.Done(change);
        ended++;
        Show(change);
    }

    public void Failed(Change change, Problem problem)
    {
        journal.Failed(change, problem);
        ended++;
    }

    public void End() => journal.End();

    public void Clear()
    {
        if (width == 0) return;
        error.Write("\r" + new string(' ', width) + "\r");
        width = 0;
    }

    private void Show(Change change)
    {
        if (!shown) return;
        var line = string.Create(CultureInfo.InvariantCulture, $"{ended} of {all}: {ChangesJson.Name(change.Kind)} {ValueText.Plain(change.PhysicalName)}");
        var room = Math.Max(20, Console.WindowWidth - 1);
        if (line.Length > room) line = line[..room];
        error.Write("\r" + line.PadRight(width));
        width = line.Length;
    }
}
