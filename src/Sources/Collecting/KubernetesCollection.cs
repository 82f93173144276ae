using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using CostTool.Analyzer.Problems;

namespace CostTool.Sources.Collecting;

/// <summary>The cluster as <c>kubectl get</c> tells it. Only what the inventory reads is kept.</summary>
/// <param name="folder">The workspace.</param>
/// <param name="context">Context of kubectl; null for the current one.</param>
public sealed class KubernetesCollection(CollectFolder folder, string? context) : ICollection
{
    private const int LongestComplaint = 300;

    private static readonly (string File, string[] Arguments)[] Lists =
    [
        ("nodes", ["nodes"]),
        ("pods", ["pods", "--all-namespaces"]),
        ("workloads", ["deployments,replicasets,statefulsets,daemonsets,jobs,cronjobs,horizontalpodautoscalers", "--all-namespaces"]),
    ];

    /// <inheritdoc />
    public string Name => "Kubernetes";

    /// <inheritdoc />
    public IReadOnlyList<string> Outlook() => [.. Lists.Select(list => $"Kubernetes: kubectl {string.Join(' ', Arguments(list.Arguments))} -> k8s/{list.File}.json")];

    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> CollectAsync(IProgress<CollectProgress> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(progress);
        var told = new List<string>();
        foreach (var (done, list) in Lists.Index())
        {
            progress.Report(new CollectProgress(Name, done, Lists.Length));
            var arguments = Arguments(list.Arguments);
            var objects = await AskAsync(arguments, cancellationToken).ConfigureAwait(false);
            KubernetesFields.Reduce(objects);
            folder.Write($"kubernetes/{list.File}", $"k8s/{list.File}.json", objects.ToJsonString(), $"kubectl {string.Join(' ', arguments)}", final: false);
            told.Add($"Kubernetes: {(objects["items"] as JsonArray)?.Count ?? 0} objects in k8s/{list.File}.json");
        }

        return told;
    }

    private List<string> Arguments(string[] list) => [.. context is null ? (string[])[] : ["--context", context], "get", .. list, "--output", "json"];

    private static async Task<JsonNode> AskAsync(List<string> arguments, CancellationToken cancellationToken)
    {
        using var kubectl = Start(arguments);
        try
        {
            var complaint = kubectl.StandardError.ReadToEndAsync(cancellationToken);
            var answer = await kubectl.StandardOutput.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
            await kubectl.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            if (kubectl.ExitCode != 0) throw Refused(arguments, Short(await complaint.ConfigureAwait(false)));
            return JsonNode.Parse(answer) as JsonObject ?? throw Refused(arguments, "the answer is no object");
        }
        catch (JsonException)
        {
            throw Refused(arguments, "the answer is not JSON");
        }
        finally
        {
            if (!kubectl.HasExited) kubectl.Kill(entireProcessTree: true);
        }
    }

    private static Process Start(List<string> arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("kubectl", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = false })!;
        }
        catch (Win32Exception)
        {
            throw new ProblemException(new Problem("`kubectl` cannot be started", "PATH", "install kubectl, or leave kubernetes out of --from"));
        }
    }

    private static ProblemException Refused(List<string> arguments, string reason) =>
        new(new Problem($"kubectl failed: {reason}", $"kubectl {string.Join(' ', arguments)}", "run the command by hand; `kubectl config get-contexts` lists what --context may name"));

    private static string Short(string complaint) => complaint.ReplaceLineEndings(" ").Trim() is var line && line.Length > LongestComplaint ? $"{line[..LongestComplaint]}…" : line;
}
