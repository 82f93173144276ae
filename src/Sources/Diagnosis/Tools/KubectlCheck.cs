using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace CostTool.Sources.Diagnosis.Tools;

/// <summary>Whether kubectl is there, which cluster it speaks to, and whether it may list what an inventory needs.</summary>
/// <param name="program">Name or path of kubectl.</param>
public sealed class KubectlCheck(string program) : ICheck
{
    // A cluster that is not there is told by kubectl itself within this time, and the whole check ends in the limit of all.
    private const string Patience = "--request-timeout=3s";

    /// <inheritdoc/>
    public string Name => "kubernetes";

    /// <inheritdoc/>
    public bool Needed => false;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken)
    {
        if (await RunAsync(["version", "--client", "--output=json"], cancellationToken).ConfigureAwait(false) is not { } client)
            return [new Finding(Name, FindingLevel.NotUsed, "kubectl is not installed; only collecting from a cluster needs it")];
        var version = Version(client.Output) is { } release ? $"kubectl {release}" : "kubectl";
        var context = await RunAsync(["config", "current-context"], cancellationToken).ConfigureAwait(false);
        if (context is not { Code: 0, Output: { Length: > 0 } name }) return [new Finding(Name, FindingLevel.NotUsed, $"{version}, without a context")];
        var may = await RunAsync(["auth", "can-i", "list", "pods", "--all-namespaces", Patience], cancellationToken).ConfigureAwait(false);
        var named = $"{version}, context {name.Trim()}";
        return may?.Output.Trim() switch
        {
            "yes" => [new Finding(Name, FindingLevel.Ok, $"{named}: may list pods of all namespaces")],
            "no" => [new Finding(Name, FindingLevel.Warning, $"{named}: may not list pods of all namespaces", "bind the role `view` to the user: kubectl create clusterrolebinding costtool --clusterrole=view --user=NAME")],
            _ => [new Finding(Name, FindingLevel.Warning, $"{named}: the cluster does not answer, or does not know the user", "check the network and `kubectl cluster-info`; sign in again")],
        };
    }

    private static string? Version(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.TryGetProperty("clientVersion", out var client) && client.TryGetProperty("gitVersion", out var version) ? version.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Its talk is not shown: plugins that fetch credentials print what they like.
    private async Task<(int Code, string Output)?> RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        Process? process;
        try
        {
            process = Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }

        using (process)
        {
            try
            {
                process!.StandardInput.Close();
                var talk = process.StandardError.ReadToEndAsync(cancellationToken);
                var output = await process.StandardOutput.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
                await talk.ConfigureAwait(false);
                await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
                return (process.ExitCode, output);
            }
            catch (OperationCanceledException)
            {
                process!.Kill(entireProcessTree: true);
                throw;
            }
        }
    }
}
