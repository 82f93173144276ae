using Spectre.Console;

namespace CostTool.Cli.Deployment;

/// <summary>What a line says, so that it can be coloured.</summary>
public enum LineTone
{
    /// <summary>Nothing of its own.</summary>
    Plain,

    /// <summary>Something comes.</summary>
    Added,

    /// <summary>Something changes.</summary>
    Changed,

    /// <summary>Something goes.</summary>
    Removed,

    /// <summary>Something stands in the way.</summary>
    Refused,
}

/// <summary>A line for people.</summary>
/// <param name="Text">The line, which reads well without colour.</param>
/// <param name="Tone">What it says.</param>
public readonly record struct StyledLine(string Text, LineTone Tone = LineTone.Plain);

/// <summary>Writes lines: coloured on a terminal that takes colours and has no <c>NO_COLOR</c>, plain elsewhere.</summary>
public static class StyledLines
{
    /// <summary>Writes lines to the standard output or to another writer.</summary>
    public static void Write(TextWriter output, IEnumerable<StyledLine> lines)
    {
        var drawn = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;
        foreach (var line in lines)
        {
            if (drawn) Draw(AnsiConsole.Console, line);
            else output.Write(line.Text + "\n");
        }
    }

    /// <summary>Writes a line to a console.</summary>
    public static void Draw(IAnsiConsole console, StyledLine line) => console.Write(new Text(line.Text + "\n", line.Tone switch
    {
        LineTone.Added => new Style(Color.Green),
        LineTone.Changed => new Style(Color.Yellow),
        LineTone.Removed => new Style(Color.Red),
        LineTone.Refused => new Style(Color.Magenta),
        _ => Style.Plain,
    }));
}
