using System.CommandLine;
using System.Globalization;
using CostTool.Analyzer.Problems;
using CostTool.Cli.Workspaces;

namespace CostTool.Cli.Commands;

/// <summary>Options that every command over a workspace has.</summary>
internal static class WorkspaceOptions
{
    public static Argument<string> Workspace() => new("WORKSPACE") { Description = "Folder with a bill, a cluster inventory, or both." };

    public static Option<string?> Month() => new("--month") { Description = "Month of the bill to analyse, as 2026-10; overrides costtool.yaml.", HelpName = "MONTH" };

    public static Option<string?> AsOf() => new("--as-of") { Description = "Date to judge the age of prices by, as 2026-11-23. Nothing else depends on a date.", HelpName = "DATE" };

    public static AnalysisChoices Choices(ParseResult parsed, Option<string?>? month, Option<string?> asOf) => new(
        Date(month is null ? null : parsed.GetValue(month), "yyyy-MM", "--month", "2026-10"),
        Date(parsed.GetValue(asOf), "yyyy-MM-dd", "--as-of", "2026-11-23"));

    private static DateOnly? Date(string? text, string format, string option, string example) =>
        text is null ? null
        : DateOnly.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date
        : throw new ProblemException(new Problem($"`{text}` is not a date of the form {format}", option, $"write it as {example}"));
}
