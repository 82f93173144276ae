using CostTool.Sources.Diagnosis;

namespace CostTool.Cli.Commands.Doctor;

/// <summary>Writes findings for people and for programs.</summary>
internal static class DoctorOutput
{
    public static void WriteText(IReadOnlyList<Finding> findings, TextWriter output)
    {
        var level = findings.Max(finding => Word(finding.Level).Length);
        var check = findings.Max(finding => finding.Check.Length);
        foreach (var finding in findings)
        {
            output.Write($"{Word(finding.Level).PadRight(level)}  {finding.Check.PadRight(check)}  {finding.What}\n");
            if (finding.Mend.Length > 0) output.Write($"{new string(' ', level + check + 4)}mend: {finding.Mend}\n");
        }

        output.Write(FormattableString.Invariant($"{Count(FindingLevel.Ok)} ok, {Count(FindingLevel.NotUsed)} not used, {Count(FindingLevel.Warning)} warnings, {Count(FindingLevel.Failed)} failed\n"));

        int Count(FindingLevel of) => findings.Count(finding => finding.Level == of);
    }

    public static void WriteJson(IReadOnlyList<Finding> findings, TextWriter output) => JsonOutput.Write(output, writer =>
    {
        writer.WriteStartArray();
        foreach (var finding in findings)
        {
            writer.WriteStartObject();
            writer.WriteString("check", finding.Check);
            writer.WriteString("level", Word(finding.Level));
            writer.WriteString("what", finding.What);
            writer.WriteString("mend", finding.Mend.Length == 0 ? null : finding.Mend);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    private static string Word(FindingLevel level) => level switch
    {
        FindingLevel.Ok => "ok",
        FindingLevel.NotUsed => "not used",
        FindingLevel.Warning => "warning",
        _ => "failed",
    };
}
