using System.CommandLine;
using System.Globalization;
using System.Net;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Units;
using CostTool.Cli.Dispatching;
using CostTool.Cli.Dispatching.Watching;
using CostTool.Scheduler.Dispatching;
using CostTool.Scheduler.Dispatching.Deciding;
using CostTool.Scheduler.Dispatching.Looping;
using CostTool.Sources.Pricing;
using CostTool.Sources.Workspaces;

namespace CostTool.Cli.Commands.Dispatching;

/// <summary><c>costtool dispatch</c>: starts workers while there is work.</summary>
internal static class DispatchCommand
{
    // Import of a Celery app before the first message, until workers have told.
    private static readonly TimeSpan ClaimPrior = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var workspace = new Argument<string>("WORKSPACE") { Description = "Folder with costtool.yaml." };
        var launcher = new Option<string>("--launcher") { Description = "What workers are: ecs (Fargate tasks) or process (processes of this machine).", HelpName = "ecs|process", DefaultValueFactory = _ => "ecs" };
        launcher.AcceptOnlyFromAmong("ecs", "process");
        var once = new Option<bool>("--once") { Description = "One round, then end." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Decide and launch nothing. Takes no lease." };
        var explain = new Option<bool>("--explain") { Description = "Print each decision that differs from the one before, with the reason for each number." };
        var json = new Option<bool>("--json") { Description = "Print each round as one JSON object a line." };
        var poll = new Option<int?>("--poll-seconds") { Description = "Seconds from one look at the queues to the next; `poll_seconds` of costtool.yaml when left out.", HelpName = "N" };
        var log = new Option<string>("--log") { Description = "Form of the log on standard error: text or json.", HelpName = "text|json", DefaultValueFactory = _ => "text" };
        log.AcceptOnlyFromAmong("text", "json");
        var port = new Option<int?>("--metrics-port") { Description = "Serve /metrics (Prometheus) and /healthz on this port.", HelpName = "N" };
        var address = new Option<string>("--metrics-address") { Description = "Address to serve them on. They have no password.", HelpName = "ADDRESS", DefaultValueFactory = _ => "127.0.0.1" };
        var region = new Option<string?>("--region") { Description = "Region; the workspace's, then the environment's and the profile's when left out.", HelpName = "REGION" };
        var profile = new Option<string?>("--profile") { Description = "Profile of the shared AWS configuration.", HelpName = "PROFILE" };
        var command = new Command("dispatch", "Starts short-lived Celery workers while messages wait, on Spot first, within deadlines and a budget.")
        {
            workspace, launcher, once, dryRun, explain, json, poll, log, port, address, region, profile,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var opened = WorkspaceReader.Open(parsed.GetRequiredValue(workspace));
            var settings = DispatchReader.Read(opened.Configuration ?? throw new ProblemException(new Problem("there is no costtool.yaml that says what to dispatch", opened.Folder, "write one with `dispatch:`; docs/dispatch.md has an example")));
            if (parsed.GetValue(poll) is { } seconds) settings = settings with { PollSeconds = Within(seconds, 1, 3600, "--poll-seconds") };
            var choice = new DispatchChoice
            {
                Launcher = parsed.GetValue(launcher) == "process" ? LauncherKind.Process : LauncherKind.Ecs,
                DryRun = parsed.GetValue(dryRun),
                Region = parsed.GetValue(region),
                Profile = parsed.GetValue(profile),
                Environment = Environment.GetEnvironmentVariable,
            };
            var prices = Prices(opened, settings, choice);
            await using var parts = DispatchComposition.Open(opened, settings, choice, TimeProvider.System);
            using var tracing = DispatchTracing.Start(choice.Environment);
            var (lines, metrics) = (new DispatchLog(error, parsed.GetValue(log) == "json"), new DispatchMetrics());
            var isOnce = parsed.GetValue(once);
            var loop = new DispatchLoop(new DispatchSetup
            {
                Pools = settings.Pools,
                Prices = prices,
                Budget = settings.Budget,
                Poll = TimeSpan.FromSeconds(settings.PollSeconds),
                Backlog = parts.Backlog,
                Launcher = parts.Launcher,
                Lease = parts.Lease,
                Events = parts.Events,
                Results = parts.Results,
                Visibility = parts.Visibility,
                StartUpPrior = parts.StartUpPrior,
                ClaimPrior = ClaimPrior,
                DryRun = choice.DryRun,
                Clock = new SystemDispatchClock(TimeProvider.System),
                Watchers = [lines, metrics, .. parsed.GetValue(explain) || parsed.GetValue(json) || isOnce ? (IEnumerable<IDispatchWatcher>)[new DispatchOutput(output, parsed.GetValue(explain), parsed.GetValue(json), isOnce)] : []],
            });
            await using var server = parsed.GetValue(port) is { } number ? Serve(parsed.GetRequiredValue(address), number, metrics, settings.PollSeconds) : null;
            if (server is not null) lines.Say(TimeProvider.System.GetUtcNow(), "metrics", $"metrics are on http://{server.Address}/metrics", ("address", server.Address.ToString()));
            if (isOnce)
            {
                await loop.RoundAsync(cancellationToken);
                return (int)ExitCode.Done;
            }

            lines.Say(TimeProvider.System.GetUtcNow(), "started", string.Create(CultureInfo.InvariantCulture, $"dispatching {settings.Pools.Count} pools of {parts.Backlog.Broker} every {settings.PollSeconds} s{(choice.DryRun ? ", launching nothing" : "")}"));
            await loop.RunAsync(cancellationToken);
            lines.Say(TimeProvider.System.GetUtcNow(), "stopped", $"stopped; workers that run go on. {DispatchLog.Words(loop.Cost)}");
            return (int)ExitCode.Done;
        });
        return command;
    }

    private static Dictionary<string, PoolPrice> Prices(Workspace workspace, DispatchSettings settings, DispatchChoice choice)
    {
        var region = choice.Region is { } code ? Region.Parse(code, "--region")
            : workspace.Region ?? throw new ProblemException(new Problem("the region is not known, and so no price: neither a budget nor a cost can be told", "costtool.yaml", "add `region: eu-west-3`, or give --region"));
        var book = (workspace.PricesFolder is { } own ? PriceBookFolder.Open(own) : PriceBook.LoadBuiltIn()).For(region);
        return settings.Pools.ToDictionary(pool => pool.Name, pool => PoolPrice.Of(book, settings.Architecture, pool.Size), StringComparer.Ordinal);
    }

    private static MetricsServer Serve(string address, int port, DispatchMetrics metrics, int pollSeconds)
    {
        if (!IPAddress.TryParse(address, out var parsed)) throw new ProblemException(new Problem($"`{address}` is not an IP address", "--metrics-address", "write it as 127.0.0.1, or 0.0.0.0 for all"));
        // A round may wait for services that do not answer.
        var longest = TimeSpan.FromSeconds((3 * pollSeconds) + 90);
        return MetricsServer.Start(parsed, Within(port, 0, 65535, "--metrics-port"), metrics, () => metrics.LastRound is { } last && TimeProvider.System.GetUtcNow() - last < longest);
    }

    private static int Within(int value, int least, int most, string option) => value >= least && value <= most ? value
        : throw new ProblemException(new Problem($"`{value.ToString(CultureInfo.InvariantCulture)}` is not a value of {option}", option, $"write a whole number from {least.ToString(CultureInfo.InvariantCulture)} to {most.ToString(CultureInfo.InvariantCulture)}"));
}
