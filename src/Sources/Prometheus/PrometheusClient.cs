using System.Globalization;
using System.Net;
using System.Text.Json;
using CostTool.Analyzer.Problems;

namespace CostTool.Sources.Prometheus;

/// <summary>Asks the HTTP API of Prometheus, or of what speaks it (Thanos, Mimir, VictoriaMetrics, Amazon Managed Prometheus behind a signing proxy).</summary>
/// <remarks>Faults that pass (429, 5xx, a reset connection, a cut or partial answer) are asked again with growing pauses; Retry-After is honoured.</remarks>
public sealed class PrometheusClient : IDisposable
{
    private const int Attempts = 6;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    // A server that asks for a longer rest is down for the purpose of one command.
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(2);

    private readonly HttpClient http;
    private readonly Uri address;
    private readonly PrometheusCredentials credentials;
    private readonly TimeProvider clock;
    private readonly Func<double> jitter;
    private readonly TimeSpan timeout;

    /// <param name="handler">How to connect; must not follow redirects, so that credentials stay with the server.</param>
    /// <param name="address">Base address, without <c>/api/v1</c>.</param>
    /// <param name="credentials">Who asks.</param>
    /// <param name="clock">For pauses and Retry-After.</param>
    /// <param name="jitter">0 to 1 each time, so that clients do not come back together.</param>
    /// <param name="timeout">Longest wait for one answer.</param>
    /// <exception cref="ProblemException">The address is not http or https, or holds credentials.</exception>
    public PrometheusClient(HttpMessageHandler handler, string address, PrometheusCredentials credentials, TimeProvider clock, Func<double> jitter, TimeSpan timeout)
    {
        this.address = Address(address);
        http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        (this.credentials, this.clock, this.jitter, this.timeout) = (credentials, clock, jitter, timeout);
    }

    /// <summary>What was asked so far.</summary>
    public PrometheusTraffic Traffic { get; } = new();

    /// <summary>The server's address, without credentials.</summary>
    public string Shown => address.GetLeftPart(UriPartial.Path).TrimEnd('/');

    /// <summary>The address as a base for the API.</summary>
    /// <exception cref="ProblemException">It is not http or https, or holds credentials.</exception>
    public static Uri Address(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new ProblemException(new Problem("the address of Prometheus is no http or https URL", "URL", "write it as https://prometheus.example.com, with a path where it has one"));
        if (address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0)
            throw new ProblemException(new Problem("the address of Prometheus holds credentials or a query", "URL", $"write the bare address; set {PrometheusCredentials.TokenVariable} or {PrometheusCredentials.UserVariable} in the environment"));
        return new Uri(address.AbsoluteUri.TrimEnd('/') + "/");
    }

    /// <inheritdoc />
    public void Dispose() => http.Dispose();

    internal async Task<IReadOnlyList<PrometheusSeries>> QueryRangeAsync(string query, long start, long end, long step, CancellationToken cancellationToken) =>
        (await AskAsync("query_range", [new("query", query), new("start", Text(start)), new("end", Text(end)), new("step", Text(step))], cancellationToken)).Series;

    internal async Task<IReadOnlyList<PrometheusSeries>> QueryAsync(string query, long at, CancellationToken cancellationToken) =>
        (await AskAsync("query", [new("query", query), new("time", Text(at))], cancellationToken)).Series;

    internal async Task<IReadOnlyList<PrometheusSeries>> SeriesAsync(string selector, long start, long end, CancellationToken cancellationToken) =>
        (await AskAsync("series", [new("match[]", selector), new("start", Text(start)), new("end", Text(end))], cancellationToken)).Series;

    internal async Task<IReadOnlyList<string>> LabelValuesAsync(string label, string selector, long start, long end, CancellationToken cancellationToken) =>
        [.. (await AskAsync($"label/{label}/values?match[]={Uri.EscapeDataString(selector)}&start={Text(start)}&end={Text(end)}", null, cancellationToken)).Values.Order(StringComparer.Ordinal)];

    private async Task<PrometheusAnswer> AskAsync(string endpoint, IEnumerable<KeyValuePair<string, string>>? form, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (answer, fault, rest) = await AskOnceAsync(endpoint, form, cancellationToken);
            if (answer is not null) return answer;
            if (attempt == Attempts || rest > LongestRest)
                throw new ProblemException(new Problem($"the server did not answer after {attempt} attempts: {fault}", Shown, "try again later, or ask for less at once: --concurrency 1, --chunk-hours 6"));
            Traffic.CountRetry();
            var pause = FirstPause * Math.Pow(2, attempt - 1) * (0.5 + (jitter() / 2));
            await Task.Delay(rest ?? (pause < LongestPause ? pause : LongestPause), clock, cancellationToken);
        }
    }

    // An answer, or a fault that may pass with the rest that the server asks for.
    private async Task<(PrometheusAnswer? Answer, string Fault, TimeSpan? Wait)> AskOnceAsync(string endpoint, IEnumerable<KeyValuePair<string, string>>? form, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(timeout, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            Traffic.CountRequest();
            using var request = new HttpRequestMessage(form is null ? HttpMethod.Get : HttpMethod.Post, new Uri(address, $"api/v1/{endpoint}"));
            if (form is not null) request.Content = new FormUrlEncodedContent(form);
            request.Headers.Authorization = credentials.Header;
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
            if (Passing(response.StatusCode)) return (null, await FaultAsync(response, both.Token), Rest(response));
            if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.NoContent)) throw Refusal(response.StatusCode, await FaultAsync(response, both.Token));
            await using var body = await response.Content.ReadAsStreamAsync(both.Token);
            var answer = await PrometheusAnswer.ReadAsync(body, both.Token);
            if (answer.Status != "success") throw Refusal(response.StatusCode, answer.Error);
            // "PromQL info" and "PromQL warning" speak of the query, not of missing data.
            if (answer.Warnings.FirstOrDefault(warning => !warning.StartsWith("PromQL ", StringComparison.Ordinal)) is not { } partial) return (answer, "", null);
            Traffic.CountPartial();
            return (null, $"the answer is partial: {Short(partial)}", null);
        }
        catch (JsonException)
        {
            Traffic.CountPartial();
            return (null, "the answer was cut off or is not JSON", null);
        }
        catch (HttpRequestException fault) when (fault.HttpRequestError == HttpRequestError.SecureConnectionError)
        {
            throw new ProblemException(new Problem("no secure connection: the server's certificate is not trusted", Shown, "give the authority that signed it with --ca-file"));
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            if (fault is not HttpRequestException) Traffic.CountPartial();
            return (null, $"the connection failed ({(fault as HttpRequestException)?.HttpRequestError ?? HttpRequestError.ResponseEnded})", null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, string.Create(CultureInfo.InvariantCulture, $"no answer within {timeout.TotalSeconds:0} s"), null);
        }
    }

    private Exception Refusal(HttpStatusCode status, string message)
    {
        var number = (int)status;
        if (number is 413 or 414 || (number is 400 or 422 or 200 && IsAboutSize(message))) return new QueryTooLargeException(message);
        var fix = number switch
        {
            401 or 403 => $"set {PrometheusCredentials.TokenVariable}, or {PrometheusCredentials.UserVariable} and {PrometheusCredentials.PasswordVariable}, in the environment",
            404 => "give the address under which /api/v1/query answers, with its path",
            >= 300 and < 400 => "give the address of Prometheus itself: it redirects, as a login page does",
            _ => "check the options that are part of the query",
        };
        return new ProblemException(new Problem(string.Create(CultureInfo.InvariantCulture, $"the server refuses with status {number}: {message}"), Shown, fix));
    }

    private static bool IsAboutSize(string message) =>
        ((string[])["too many samples", "exceeded maximum resolution", "timed out", "exceeds the limit", "limit exceeded", "too long", "too many"]).Any(part => message.Contains(part, StringComparison.OrdinalIgnoreCase));

    private static bool Passing(HttpStatusCode status) => (int)status is 408 or 429 or >= 500;

    private TimeSpan? Rest(HttpResponseMessage response)
    {
        var after = response.Headers.RetryAfter;
        var rest = after?.Delta ?? (after?.Date is { } date ? date - clock.GetUtcNow() : null);
        return rest < TimeSpan.Zero ? TimeSpan.Zero : rest;
    }

    // The server's words where it speaks the API, else its status.
    private static async Task<string> FaultAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            var answer = await PrometheusAnswer.ReadAsync(body, cancellationToken);
            if (answer.Error.Contains("timed out", StringComparison.Ordinal)) throw new QueryTooLargeException(Short(answer.Error));
            if (answer.Error.Length > 0) return Short(answer.Error);
        }
        catch (Exception fault) when (fault is JsonException or HttpRequestException or IOException)
        {
        }

        return string.Create(CultureInfo.InvariantCulture, $"status {(int)response.StatusCode}");
    }

    // Also keeps control characters of a hostile server off the terminal.
    private static string Short(string text)
    {
        var plain = string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));
        return plain.Length > 200 ? $"{plain[..200]}…" : plain;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
