using Amazon.Runtime;
using CostTool.Analyzer.Problems;
using CostTool.Sources.Collecting;

namespace CostTool.Cli.Commands.Collecting;

/// <summary>Runs the collections one after the other. One that fails does not lose the others; each fault is told, and the command fails at the end.</summary>
internal sealed class CollectRun(TextWriter error, TimeProvider clock)
{
    private readonly List<(string Source, Func<IReadOnlyList<ICollection>> Open)> sources = [];

    /// <param name="source">Name, such as <c>aws</c>.</param>
    /// <param name="open">Makes its collections; may refuse.</param>
    public void Add(string source, Func<IReadOnlyList<ICollection>> open) => sources.Add((source, open));

    public async Task<ExitCode> RunAsync(bool dryRun, TextWriter output, CancellationToken cancellationToken)
    {
        var failed = false;
        foreach (var (source, open) in sources)
        {
            try
            {
                foreach (var collection in open()) failed |= !await OneAsync(source, collection, dryRun, output, cancellationToken);
            }
            catch (ProblemException fault)
            {
                failed = true;
                await TellAsync(source, fault);
            }
        }

        return failed ? ExitCode.Failed : ExitCode.Done;
    }

    private async Task<bool> OneAsync(string source, ICollection collection, bool dryRun, TextWriter output, CancellationToken cancellationToken)
    {
        var progress = new CollectProgressLine(error, clock);
        try
        {
            foreach (var line in collection.Outlook()) await (dryRun ? output : error).WriteLineAsync(line);
            if (dryRun) return true;
            var told = await collection.CollectAsync(progress, cancellationToken);
            progress.Clear();
            foreach (var line in told) await output.WriteLineAsync(line);
            return true;
        }
        catch (ProblemException fault)
        {
            progress.Clear();
            await TellAsync(source, fault);
            return false;
        }
        catch (Exception fault) when (fault is AmazonClientException or HttpRequestException)
        {
            progress.Clear();
            await TellAsync(source, new ProblemException(new Problem($"AWS cannot be reached: {fault.Message}", collection.Name, "check the credentials and the network with `aws sts get-caller-identity`")));
            return false;
        }
    }

    private async Task TellAsync(string source, ProblemException fault)
    {
        foreach (var problem in fault.Problems) await error.WriteLineAsync($"error: {source}: {problem}");
    }
}
