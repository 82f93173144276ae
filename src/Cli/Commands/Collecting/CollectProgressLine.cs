using System.Globalization;
using CostTool.Sources.Collecting;

namespace CostTool.Cli.Commands.Collecting;

/// <summary>One line of progress with the time that is left at the pace so far; nothing where the talk does not go to a terminal.</summary>
internal sealed class CollectProgressLine(TextWriter error, TimeProvider clock) : IProgress<CollectProgress>
{
    private readonly bool shown = ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected;
    private readonly Lock turn = new();
    private string name = "";
    private long started;
    private int width;

    public void Report(CollectProgress value)
    {
        if (!shown) return;
        lock (turn)
        {
            if (name != value.Name) (name, started) = (value.Name, clock.GetTimestamp());
            var left = value.Done == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", about {Math.Ceiling(clock.GetElapsedTime(started).TotalSeconds * (value.All - value.Done) / value.Done)} s left");
            var line = string.Create(CultureInfo.InvariantCulture, $"{value.Name}: {value.Done} of {value.All}{left}");
            error.Write("\r" + line.PadRight(width));
            width = line.Length;
        }
    }

    public void Clear()
    {
        lock (turn)
        {
            if (width > 0) error.Write("\r" + new string(' ', width) + "\r");
            width = 0;
        }
    }
}
