using System.CommandLine;
using System.Text.Json;
using CostTool.Analyzer.Explaining;
using CostTool.Cli.Workspaces;

namespace CostTool.Cli.Commands;

/// <summary><c>costtool explain</c>: where one number came from.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var workspace = WorkspaceOptions.Workspace();
        var id = new Argument<string>("ID") { Description = "A scenario, line, waterfall step, workload, size (rightsizing/...), service/usage type, assumption or price, as the CSVs name it." };
        var month = WorkspaceOptions.Month();
        var asOf = WorkspaceOptions.AsOf();
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("explain", "Prints the chain behind one number of a report.") { workspace, id, month, asOf, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var analysed = await WorkspaceAnalysis.RunAsync(parsed.GetRequiredValue(workspace), WorkspaceOptions.Choices(parsed, month, asOf), new StageTimings(), cancellationToken);
            var explanation = Explainer.Explain(analysed.Analysis, parsed.GetRequiredValue(id));
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json)) JsonOutput.Write(output, writer => Write(explanation, writer));
            else WriteText(explanation, output, 0);
            return (int)ExitCode.Done;
        });
        return command;
    }

    private static void WriteText(Explanation explanation, TextWriter output, int depth)
    {
        var indent = new string(' ', depth * 2);
        output.WriteLine($"{indent}{explanation.Id} = {explanation.Value}");
        output.WriteLine($"{indent}  {explanation.What}");
        output.WriteLine($"{indent}  because: {explanation.Because}");
        if (explanation.Inputs.Count > 0) output.WriteLine($"{indent}  from: {string.Join(", ", explanation.Inputs)}");
        foreach (var part in explanation.RestsOn) WriteText(part, output, depth + 2);
    }

    private static void Write(Explanation explanation, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("id", explanation.Id);
        writer.WriteString("what", explanation.What);
        writer.WriteString("value", explanation.Value);
        writer.WriteString("because", explanation.Because);
        writer.WriteStartArray("inputs");
        foreach (var input in explanation.Inputs) writer.WriteStringValue(input);
        writer.WriteEndArray();
        writer.WriteStartArray("rests_on");
        foreach (var part in explanation.RestsOn) Write(part, writer);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
