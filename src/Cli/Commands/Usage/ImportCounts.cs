using System.Globalization;
using CostTool.Analyzer.Usage;

namespace CostTool.Cli.Commands.Usage;

/// <summary>Prints what became of the rows of an import.</summary>
internal static class ImportCounts
{
    public static void Write(UsageIntake intake, string file, bool json, TextWriter output)
    {
        if (json) WriteJson(intake, file, output);
        else WriteText(intake, file, output);
    }

    private static void WriteText(UsageIntake intake, string file, TextWriter output)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file}: {intake.Kept} samples of {intake.Rows} rows"));
        foreach (var (reason, rows) in intake.LeftOut.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"left out: {rows} ({reason})"));
        foreach (var note in intake.Notes) output.WriteLine($"note: {note}");
    }

    private static void WriteJson(UsageIntake intake, string file, TextWriter output) => JsonOutput.Write(output, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("file", file);
        writer.WriteNumber("rows", intake.Rows);
        writer.WriteNumber("kept", intake.Kept);
        writer.WriteStartObject("left_out");
        foreach (var (reason, rows) in intake.LeftOut.OrderBy(pair => pair.Key, StringComparer.Ordinal)) writer.WriteNumber(reason, rows);
        writer.WriteEndObject();
        writer.WriteStartArray("notes");
        foreach (var note in intake.Notes) writer.WriteStringValue(note);
        writer.WriteEndArray();
        writer.WriteEndObject();
    });
}
