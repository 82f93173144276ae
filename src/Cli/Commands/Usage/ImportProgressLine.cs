using System.Globalization;
using CostTool.Sources.Prometheus;

namespace CostTool.Cli.Commands.Usage;

/// <summary>One line of progress that is written over; nothing where the talk does not go to a terminal.</summary>
internal sealed class ImportProgressLine(TextWriter error) : IProgress<ImportProgress>
{
    private readonly bool shown = ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected;
    private readonly Lock turn = new();
    private int width;

    public void Report(ImportProgress value)
    {
        if (!shown) return;
        lock (turn)
        {
            var line = string.Create(CultureInfo.InvariantCulture, $"{value.Done} of {value.All} chunks");
            error.Write("\r" + line.PadRight(width));
            width = line.Length;
        }
    }

    public void Clear()
    {
        lock (turn)
        {
            if (width == 0) return;
            error.Write("\r" + new string(' ', width) + "\r");
            width = 0;
        }
    }
}
