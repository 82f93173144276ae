using System.CommandLine;
using System.Globalization;
using CostTool.Analyzer.Problems;
using CostTool.Cli.Deployment;

namespace CostTool.Cli.Commands.Schedules;

/// <summary>Options of every command that looks into an account or changes it.</summary>
internal sealed class DeploymentOptions
{
    private readonly Argument<string> _workspace = new("WORKSPACE") { Description = "Folder with costtool.yaml, and with plan/plan.json where a plan is needed." };
    private readonly Option<string?> _region = new("--region") { Description = "Region; the workspace's, then the environment's and the profile's when left out.", HelpName = "REGION" };
    private readonly Option<string?> _profile = new("--profile") { Description = "Profile of the shared AWS configuration.", HelpName = "PROFILE" };
    private readonly Option<bool> _refresh = new("--refresh") { Description = "Read every schedule anew, and not only those that changed since they were last read." };
    private readonly Option<bool> _debug = new("--debug") { Description = "Print each call to AWS on standard error: service, operation, time, status, request id." };

    public static Option<bool> Yes() => new("--yes") { Description = "Ask nobody." };

    public static Option<bool> DryRun() => new("--dry-run") { Description = "Show what would be done, and do nothing." };

    public DeploymentOptions AddTo(Command command)
    {
        command.Add(_workspace);
        command.Add(_region);
        command.Add(_profile);
        command.Add(_refresh);
        command.Add(_debug);
        return this;
    }

    public string Workspace(ParseResult parsed) => parsed.GetRequiredValue(_workspace);

    /// <summary>The account that is meant; the caller closes it.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="region">Region that the workspace names, or null.</param>
    /// <param name="folder">What the workspace keeps of the deployment.</param>
    public AwsDeploymentAccount Account(ParseResult parsed, string? region, DeploymentFolder folder) => AwsDeploymentAccount.Open(new AccountChoice
    {
        Region = parsed.GetValue(_region) ?? region,
        Profile = parsed.GetValue(_profile),
        Refresh = parsed.GetValue(_refresh),
        Trace = parsed.GetValue(_debug) ? parsed.InvocationConfiguration.Error : null,
    }, folder);

    /// <summary>A time such as <c>7d</c>, <c>12h</c> or <c>30m</c>.</summary>
    public static TimeSpan Duration(string text, string option) =>
        text.Length > 1 && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and < 1_000_000
            ? text[^1] switch
            {
                'd' => TimeSpan.FromDays(count),
                'h' => TimeSpan.FromHours(count),
                'm' => TimeSpan.FromMinutes(count),
                _ => throw Wrong(text, option),
            }
            : throw Wrong(text, option);

    private static ProblemException Wrong(string text, string option) => new(new Problem($"`{text}` is not a time", option, "write it as 7d, 12h or 30m"));
}
