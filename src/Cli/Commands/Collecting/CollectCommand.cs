using System.CommandLine;
using Amazon.CloudWatch;
using Amazon.CostExplorer;
using Amazon.EC2;
using Amazon.ECS;
using Amazon.Pricing;
using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Units;
using CostTool.Scheduler.Accounts;
using CostTool.Sources.Celery;
using CostTool.Sources.Collecting;
using CostTool.Sources.Prometheus;

namespace CostTool.Cli.Commands.Collecting;

/// <summary><c>costtool collect</c>: fills a workspace, so that everything after it works offline.</summary>
internal static class CollectCommand
{
    private const int MostDays = 366;
    private static readonly string[] Sources = ["aws", "cloudwatch", "kubernetes", "prometheus", "celery", "prices"];

    public static Command Create()
    {
        var workspace = new Argument<string>("WORKSPACE") { Description = "Folder to fill; it is made." };
        var from = new Option<string?>("--from") { Description = $"Sources, with commas between them: {string.Join(", ", Sources)}. Without it aws, prices, and those that costtool.yaml names.", HelpName = "SOURCES" };
        var months = new Option<int>("--months") { Description = "Months of the bill, the running one among them.", DefaultValueFactory = _ => 2, HelpName = "N" };
        var days = new Option<int>("--days") { Description = "Whole days of utilization.", DefaultValueFactory = _ => 14, HelpName = "N" };
        var most = new Option<int>("--max-cost-explorer-requests") { Description = "Stop Cost Explorer after so many requests; each costs $0.01.", DefaultValueFactory = _ => 20, HelpName = "N" };
        var refresh = new Option<bool>("--refresh") { Description = "Ask for months that may have changed, and for prices, though they were asked today." };
        var redact = new Option<bool>("--redact") { Description = "Replace account ids in every file, the same id by the same number." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would be asked and what that costs; ask nothing." };
        var context = new Option<string?>("--context") { Description = "Context of kubectl.", HelpName = "NAME" };
        var address = new Option<string?>("--prometheus-url") { Description = "Address of Prometheus; else `prometheus:` of costtool.yaml.", HelpName = "URL" };
        var spot = new Option<string?>("--fargate-spot-feed") { Description = "Address of AWS's feed of Fargate Spot prices; without it they stay the built-in ones.", HelpName = "URL" };
        var region = new Option<string?>("--region") { Description = "Region of ECS, metrics and prices; else `region:` of costtool.yaml, else as every AWS tool finds it.", HelpName = "REGION" };
        var profile = new Option<string?>("--profile") { Description = "Profile of the AWS configuration.", HelpName = "NAME" };
        var concurrency = new Option<int>("--concurrency") { Description = "Calls to a source at the same time.", DefaultValueFactory = _ => 4, HelpName = "N" };
        var command = new Command("collect", "Fills a workspace from AWS, Kubernetes, Prometheus and Celery's database, so that all other commands work offline.")
        {
            workspace, from, months, days, most, refresh, redact, dryRun, context, address, spot, region, profile, concurrency,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var folder = parsed.GetRequiredValue(workspace);
            var settings = CollectSettings.Read(folder);
            var url = parsed.GetValue(address) ?? settings.Prometheus;
            var wanted = Wanted(parsed.GetValue(from), settings, url);
            if (!parsed.GetValue(dryRun)) Directory.CreateDirectory(folder);
            var store = CollectFolder.Open(folder, parsed.GetValue(redact), TimeProvider.System);
            var parallel = Between(parsed.GetValue(concurrency), 1, 64, "--concurrency");
            using var held = new HeldClients();
            var run = new CollectRun(parsed.InvocationConfiguration.Error, TimeProvider.System);
            if (wanted.Contains("aws"))
            {
                run.Add("aws", () =>
                {
                    var access = AccountAccess.Of(parsed.GetValue(region) ?? settings.Region, parsed.GetValue(profile));
                    // Cost Explorer is in one region, whatever the account uses.
                    var bill = AccountAccess.Of("us-east-1", parsed.GetValue(profile));
                    return
                    [
                        .. settings.OwnBill is not null ? (ICollection[])[] : [new CostExplorerCollection(
                            held.Keep(new AmazonCostExplorerClient(bill.Configure(new AmazonCostExplorerConfig()))), store, Between(parsed.GetValue(months), 1, 14, "--months"),
                            Between(parsed.GetValue(most), 1, 100_000, "--max-cost-explorer-requests"), parsed.GetValue(refresh))],
                        new EcsCollection(held.Keep(new AmazonECSClient(access.Configure(new AmazonECSConfig()))), store, parallel),
                        new InstanceCollection(held.Keep(new AmazonEC2Client(access.Configure(new AmazonEC2Config()))), store),
                    ];
                });
            }

            if (wanted.Contains("cloudwatch"))
            {
                run.Add("cloudwatch", () => [new MetricCollection(
                    held.Keep(new AmazonCloudWatchClient(AccountAccess.Of(parsed.GetValue(region) ?? settings.Region, parsed.GetValue(profile)).Configure(new AmazonCloudWatchConfig()))),
                    store, Between(parsed.GetValue(days), 1, MostDays, "--days"))]);
            }

            if (wanted.Contains("kubernetes")) run.Add("kubernetes", () => [new KubernetesCollection(store, parsed.GetValue(context))]);
            if (wanted.Contains("prometheus"))
            {
                run.Add("prometheus", () =>
                {
                    if (url is null) throw new ProblemException(new Problem("no address of Prometheus is known", "--prometheus-url", "give it, or write `prometheus: URL` into costtool.yaml"));
                    var handler = held.Keep(PrometheusConnection.Handler(null));
                    var random = new Random(Environment.ProcessId);
                    double Jitter()
                    {
                        lock (random) return random.NextDouble();
                    }

                    var client = held.Keep(new PrometheusClient(handler, url, PrometheusCredentials.Read(Environment.GetEnvironmentVariable, null, null), TimeProvider.System, Jitter, TimeSpan.FromMinutes(2)));
                    return [new PrometheusCollection(client, store, Between(parsed.GetValue(days), 1, MostDays, "--days"), parallel, TimeProvider.System)];
                });
            }

            if (wanted.Contains("celery"))
            {
                run.Add("celery", () =>
                {
                    if (settings.Database is null && settings.History is null)
                        throw new ProblemException(new Problem("no database of Celery is known", "costtool.yaml", "write `celery: {database: env:NAME}` into it, with the URL in that variable"));
                    return
                    [
                        .. settings.Database is { } database ? (ICollection[])[new CeleryCollection(Url(database), store)] : [],
                        .. settings.History is { } history ? (ICollection[])[new HistoryCollection(Url(history), store)] : [],
                    ];
                });
            }

            // The nodes and bills that are collected by now name the types to ask for.
            if (wanted.Contains("prices"))
            {
                run.Add("prices", () =>
                {
                    var of = Region.Parse(AccountAccess.Of(parsed.GetValue(region) ?? settings.Region, parsed.GetValue(profile)).Region.SystemName, "--region");
                    var client = held.Keep(new AmazonPricingClient(AccountAccess.Of(PricingEndpoint.For(of.Code), parsed.GetValue(profile)).Configure(new AmazonPricingConfig())));
                    return [new PriceCollection(client, store, of, parsed.GetValue(spot) is { } feed ? Feed(held, feed) : null, parsed.GetValue(refresh))];
                });
            }

            if (settings.OwnBill is { } own && wanted.Contains("aws")) await parsed.InvocationConfiguration.Error.WriteLineAsync($"Cost Explorer: not asked, as {own} is a bill already and the same money would count twice");
            var code = await run.RunAsync(parsed.GetValue(dryRun), parsed.InvocationConfiguration.Output, cancellationToken);
            if (!parsed.GetValue(dryRun) && (wanted.Contains("aws") || wanted.Contains("prices")))
            {
                store.WriteConfiguration(parsed.GetValue(region));
                if (settings.Prices != PriceCollection.Folder && store.Find("aws/prices/book.csv") is not null && CollectSettings.Read(folder).Prices != PriceCollection.Folder)
                    await parsed.InvocationConfiguration.Error.WriteLineAsync($"Pricing: write `prices: {PriceCollection.Folder}` into costtool.yaml for the collected prices to be used");
            }

            return (int)code;
        });
        return command;
    }

    private static IReadOnlyList<string> Wanted(string? from, CollectSettings settings, string? prometheus)
    {
        if (from is null) return ["aws", .. prometheus is null ? (string[])[] : ["prometheus"], .. settings.Database is null && settings.History is null ? (string[])[] : ["celery"], "prices"];
        string[] names = from.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (names.FirstOrDefault(name => !Sources.Contains(name, StringComparer.Ordinal)) is { } unknown)
            throw new ProblemException(new Problem($"`{unknown}` is not a source", "--from", $"the sources are {string.Join(", ", Sources)}"));
        return names;
    }

    private static DatabaseUrl Url(string text) => DatabaseUrl.Parse(text, Environment.GetEnvironmentVariable, "costtool.yaml: celery");

    private static Func<CancellationToken, Task<Stream>> Feed(HeldClients held, string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http"))
            throw new ProblemException(new Problem($"`{address}` is not an address", "--fargate-spot-feed", "write it as https://..."));
        var client = held.Keep(new HttpClient { Timeout = TimeSpan.FromSeconds(60) });
        return cancellationToken => client.GetStreamAsync(url, cancellationToken);
    }

    private static int Between(int value, int least, int most, string option) => value >= least && value <= most
        ? value
        : throw new ProblemException(new Problem($"`{value}` is out of range", option, $"write a number from {least} to {most}"));

    /// <summary>Ends the clients with the command.</summary>
    private sealed class HeldClients : IDisposable
    {
        private readonly List<IDisposable> clients = [];

        public T Keep<T>(T client)
            where T : IDisposable
        {
            clients.Add(client);
            return client;
        }

        public void Dispose()
        {
            foreach (var client in clients) client.Dispose();
        }
    }
}
