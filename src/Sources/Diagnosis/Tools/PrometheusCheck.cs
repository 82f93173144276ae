using System.Net;
using System.Text.Json;
using CostTool.Sources.Prometheus;

namespace CostTool.Sources.Diagnosis.Tools;

/// <summary>Whether Prometheus answers and lets the user in.</summary>
/// <param name="address">Its address; null where none is known.</param>
/// <param name="environment">Looks up an environment variable.</param>
public sealed class PrometheusCheck(string? address, Func<string, string?> environment) : ICheck
{
    /// <inheritdoc/>
    public string Name => "prometheus";

    /// <inheritdoc/>
    public bool Needed => address is not null;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken)
    {
        if (address is null) return [new Finding(Name, FindingLevel.NotUsed, "no address: give --prometheus URL")];
        var server = PrometheusClient.Address(address);
        var shown = HiddenUrl.Of(server.OriginalString);
        var credentials = PrometheusCredentials.Read(environment, tokenFile: null, passwordFile: null);
        try
        {
            using var http = new HttpClient(PrometheusConnection.Handler(authorityFile: null));
            // What every server of this API answers; `buildinfo` is missing from some.
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server, "api/v1/query?query=vector(1)"));
            request.Headers.Authorization = credentials.Header;
            using var response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
                return [new Finding(Name, FindingLevel.Failed, $"{shown} refuses {credentials} ({(int)response.StatusCode})", $"set {PrometheusCredentials.TokenVariable}, or {PrometheusCredentials.UserVariable} and {PrometheusCredentials.PasswordVariable}")];
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            return (await PrometheusAnswer.ReadAsync(body, cancellationToken).ConfigureAwait(false)).Status == "success"
                ? [new Finding(Name, FindingLevel.Ok, $"{shown} answers queries")]
                : [new Finding(Name, FindingLevel.Failed, $"{shown} answers, and not a query ({(int)response.StatusCode})", "check the path of the address: what stands before /api/v1")];
        }
        catch (JsonException)
        {
            return [new Finding(Name, FindingLevel.Failed, $"{shown}: what answers is no Prometheus", "check the address: what stands before /api/v1")];
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            return [new Finding(Name, FindingLevel.Failed, $"{shown} does not answer", "check the address and the network; inside a cluster: `kubectl port-forward`")];
        }
    }
}
