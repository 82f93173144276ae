using System.CommandLine;
using System.Globalization;
using CostTool.Analyzer.Problems;
using CostTool.Sources.Prometheus;

namespace CostTool.Cli.Commands.Usage;

/// <summary><c>costtool usage import prometheus</c>.</summary>
internal static class PrometheusImportCommand
{
    public static Command Create()
    {
        var url = new Argument<string>("URL") { Description = $"Address of Prometheus, without credentials. Those come from {PrometheusCredentials.TokenVariable}, or {PrometheusCredentials.UserVariable} and {PrometheusCredentials.PasswordVariable}, in the environment, or from files." };
        var target = ImportOptions.Out();
        var days = new Option<double>("--days") { Description = "Days to import, back from the end.", DefaultValueFactory = _ => 14, HelpName = "N" };
        var end = new Option<string?>("--end") { Description = "End of the range, as 2026-11-23T00:00Z; else now.", HelpName = "INSTANT" };
        var step = new Option<int>("--step") { Description = "Seconds between two samples.", DefaultValueFactory = _ => 300, HelpName = "SECONDS" };
        var spaces = new Option<string[]>("--namespace") { Description = "Namespace to import; can be given again. All without it.", HelpName = "NAME" };
        var matchers = new Option<string>("--matchers") { Description = "More label matchers for every series, such as 'cluster=\"prod\"' where a server holds several clusters.", DefaultValueFactory = _ => "", HelpName = "MATCHERS" };
        var chunk = new Option<double>("--chunk-hours") { Description = "Hours that one query spans at most; halved by itself where the server refuses.", DefaultValueFactory = _ => 24, HelpName = "N" };
        var concurrency = new Option<int>("--concurrency") { Description = "Queries at the same time.", DefaultValueFactory = _ => 4, HelpName = "N" };
        var timeout = new Option<int>("--timeout") { Description = "Seconds to wait for an answer.", DefaultValueFactory = _ => 120, HelpName = "SECONDS" };
        var tokenFile = new Option<string?>("--token-file") { Description = "File with a bearer token.", HelpName = "FILE" };
        var passwordFile = new Option<string?>("--password-file") { Description = $"File with the password of {PrometheusCredentials.UserVariable}.", HelpName = "FILE" };
        var authority = new Option<string?>("--ca-file") { Description = "Certificates (PEM) of the authority that signed the server's.", HelpName = "FILE" };
        var json = ImportOptions.Json();
        var command = new Command("prometheus", "Asks Prometheus for the containers of a cluster. Run again after a stop, it goes on where it stopped.")
        {
            url, target, days, end, step, spaces, matchers, chunk, concurrency, timeout, tokenFile, passwordFile, authority, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = new PrometheusRequest
            {
                Span = TimeSpan.FromDays(Between(parsed.GetValue(days), 0.01, 3660, "--days")),
                End = Instant(parsed.GetValue(end)),
                Step = TimeSpan.FromSeconds(Between(parsed.GetValue(step), 10, 86_400, "--step")),
                Chunk = TimeSpan.FromHours(Between(parsed.GetValue(chunk), 0.01, 24 * 31, "--chunk-hours")),
                Concurrency = (int)Between(parsed.GetValue(concurrency), 1, 64, "--concurrency"),
                Matchers = parsed.GetValue(matchers) ?? "",
                Namespaces = parsed.GetValue(spaces) ?? [],
            };
            var wait = TimeSpan.FromSeconds(Between(parsed.GetValue(timeout), 1, 3600, "--timeout"));
            var credentials = PrometheusCredentials.Read(Environment.GetEnvironmentVariable, parsed.GetValue(tokenFile), parsed.GetValue(passwordFile));
            using var handler = PrometheusConnection.Handler(parsed.GetValue(authority));
            // The process id keeps two imports that start together from coming back together.
            var random = new Random(Environment.ProcessId);
            double Jitter()
            {
                lock (random) return random.NextDouble();
            }

            using var client = new PrometheusClient(handler, parsed.GetRequiredValue(url), credentials, TimeProvider.System, Jitter, wait);
            var file = parsed.GetRequiredValue(target);
            var error = parsed.InvocationConfiguration.Error;
            var progress = new ImportProgressLine(error);
            try
            {
                var intake = await new PrometheusImport(client, TimeProvider.System).RunAsync(request, file, file, progress, cancellationToken);
                progress.Clear();
                ImportCounts.Write(intake, file, parsed.GetValue(json), parsed.InvocationConfiguration.Output);
                return (int)ExitCode.Done;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                progress.Clear();
                await error.WriteLineAsync($"error: stopped before it was done ({file}): run the same command again, it goes on from what lies in {file}.parts");
                return (int)ExitCode.Failed;
            }
            finally
            {
                progress.Clear();
            }
        });
        return command;
    }

    private static double Between(double value, double least, double most, string option) => value >= least && value <= most
        ? value
        : throw new ProblemException(new Problem(FormattableString.Invariant($"`{value}` is out of range"), option, FormattableString.Invariant($"write a number from {least} to {most}")));

    private static DateTimeOffset? Instant(string? text) =>
        text is null ? null
        : DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant) ? instant
        : throw new ProblemException(new Problem($"`{text}` is not an instant", "--end", "write it as 2026-11-23T00:00Z"));
}
