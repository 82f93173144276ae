using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CostTool.Analyzer.Problems;

namespace CostTool.Sources.Queues.RabbitMq;

/// <summary>What workers hold of each queue, by RabbitMQ's management API.</summary>
internal sealed class ManagementQueues : IDisposable
{
    /// <summary>Queues a request: their names stand in its address.</summary>
    private const int Page = 50;

    /// <summary>Longest answer that is read, far above the few numbers that are asked for.</summary>
    private const int LongestAnswer = 1024 * 1024;

    private readonly Uri root;
    private readonly BrokerUrl url;
    private readonly BrokerOptions options;
    private readonly HttpClient client;

    /// <exception cref="ProblemException">The address is not one of http or https, or holds a password.</exception>
    public ManagementQueues(Uri root, BrokerUrl url, BrokerOptions options)
    {
        if (!root.IsAbsoluteUri || root.Scheme is not ("http" or "https")) throw new ProblemException(new Problem("the management API is not given as a URL", "the broker's options", "write http://host:15672 or https://host:15671"));
        if (root.UserInfo.Length > 0) throw new ProblemException(new Problem("the URL of the management API holds a user", "the broker's options", "leave it out: user and password of the broker's URL are used"));
        (this.root, this.url, this.options) = (new Uri(root.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/"), url, options);
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, ConnectTimeout = options.Timeout };
        if (options.Authorities() is { } authorities) handler.SslOptions.RemoteCertificateValidationCallback = BrokerTrust.Only(authorities);
        client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LongestAnswer };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{url.User ?? "guest"}:{url.Password ?? "guest"}")));
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    /// <summary>Unacknowledged messages of the queues that exist.</summary>
    /// <exception cref="BrokerSilentException">No answer, or not this one.</exception>
    /// <exception cref="ProblemException">The user is refused.</exception>
    public async Task<IReadOnlyDictionary<string, long>> HeldAsync(IReadOnlyList<string> queues, CancellationToken cancellationToken)
    {
        var held = new Dictionary<string, long>(StringComparer.Ordinal);
        // For all requests together.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(options.Timeout);
        try
        {
            foreach (var names in queues.Chunk(Page)) await ReadAsync(names, held, patience.Token).ConfigureAwait(false);
            return held;
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BrokerSilentException($"{root} does not answer within {options.Timeout.TotalSeconds:0.#} s", late);
        }
    }

    private async Task ReadAsync(string[] names, Dictionary<string, long> held, CancellationToken cancellationToken)
    {
        // https://www.rabbitmq.com/docs/management: `name` with `use_regex` and `columns` leave of the list what is asked for.
        var pattern = Uri.EscapeDataString($"^({string.Join('|', names.Select(Quoted))})$");
        var address = new Uri(root, $"api/queues/{Uri.EscapeDataString(url.VirtualHost)}?page=1&page_size=500&pagination=true&use_regex=true&name={pattern}&columns=name,messages_unacknowledged");
        try
        {
            using var answer = await client.GetAsync(address, cancellationToken).ConfigureAwait(false);
            if (answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
                throw new ProblemException(new Problem("RabbitMQ's management API refuses the user of the broker's URL", root.ToString(), "give the user the tag `monitoring` or `management`, or leave the management URL out"));
            if (!answer.IsSuccessStatusCode) throw new BrokerSilentException($"{root} answers {(int)answer.StatusCode}");
            await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            using var document = await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken).ConfigureAwait(false);
            foreach (var item in document.RootElement.GetProperty("items").EnumerateArray())
            {
                // A queue that was just declared has no numbers yet.
                if (item.TryGetProperty("messages_unacknowledged", out var number)) held[item.GetProperty("name").GetString()!] = number.GetInt64();
            }
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            throw new BrokerSilentException($"{root} cannot be reached", fault);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new BrokerSilentException($"{root} does not answer as RabbitMQ's management API does", fault);
        }
    }

    // Of the regular expressions that Erlang takes; a backslash before what is neither letter nor digit is that sign itself.
    private static string Quoted(string name) => string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' || letter > 127 ? letter.ToString() : $"\\{letter}"));
}
