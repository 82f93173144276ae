using System.Text.Json;
using CostTool.Cli;

namespace CostTool.EndToEnd.Schedules;

/// <summary>Asks <c>schedule next --batch</c>.</summary>
internal static class BatchFile
{
    public static async Task<IReadOnlyList<JsonElement>> AnswersAsync(string lines, params string[] options)
    {
        using var folder = new TemporaryFolder();
        var result = await CommandLine.RunAsync(["schedule", "next", "--batch", folder.Write("crontabs.jsonl", lines), .. options]);
        Assert.Equal((ExitCode.Done, string.Empty), (result.Code, result.Error));
        return [.. result.Output.TrimEnd('\n').Split('\n').Select(line => JsonElement.Parse(line))];
    }

    public static IEnumerable<string?> Texts(this JsonElement answer, string name) => answer.GetProperty(name).EnumerateArray().Select(value => value.GetString());

    public static string? Text(this JsonElement answer, string name) => answer.GetProperty(name).GetString();
}
