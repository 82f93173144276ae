using System.Globalization;

namespace CostTool.Sources.Diagnosis.Aws;

/// <summary>Which addresses are in use, whether something answers there, and what time it is there. Asks without credentials.</summary>
/// <param name="session">Region and profile.</param>
/// <param name="needed">A command of the user's asks AWS.</param>
/// <param name="environment">Looks up an environment variable.</param>
/// <param name="clock">This machine's.</param>
public sealed class EndpointCheck(AwsSession session, bool needed, Func<string, string?> environment, TimeProvider clock) : ICheck
{
    // A date in a header has no fractions of a second.
    private static readonly TimeSpan Noticeable = TimeSpan.FromSeconds(5);

    // One that hangs says nothing of the others.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>Signatures older or younger than this are refused.</summary>
    /// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html: requests must arrive within five minutes of the timestamp.</remarks>
    private static readonly TimeSpan Allowed = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public string Name => "endpoints";

    /// <inheritdoc/>
    public bool Needed => needed;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken)
    {
        var endpoints = ServiceEndpoints.Of(session, environment);
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Patience };
        var addresses = endpoints.Select(endpoint => endpoint.Address).Distinct().ToList();
        var answers = (await Task.WhenAll(addresses.Select(address => AskAsync(http, address, cancellationToken))).ConfigureAwait(false)).ToDictionary(answer => answer.Address);
        List<Finding> findings = [];
        foreach (var named in endpoints.Where(endpoint => endpoint.From is not null && answers[endpoint.Address].Fault is null).GroupBy(endpoint => (endpoint.Address, endpoint.From)))
            findings.Add(new Finding(Name, FindingLevel.Ok, $"{Place([.. named], endpoints.Count)}: answers"));
        var silent = endpoints.Where(endpoint => answers[endpoint.Address].Fault is not null).GroupBy(endpoint => (endpoint.From, answers[endpoint.Address].Fault))
            .Select(group => (What: $"{Place([.. group], endpoints.Count)}: {group.Key.Fault}", Mend: Mend(group.Key.From))).ToList();
        // Where nothing is reachable, the cause is one: the network, a proxy, or a variable.
        findings.AddRange(Array.TrueForAll([.. answers.Values], answer => answer.Fault is not null)
            ? [Finding.Broken(Name, needed, $"nothing is reachable: {string.Join("; ", silent.Select(fault => fault.What))}", string.Join("; ", silent.Select(fault => fault.Mend).Distinct(StringComparer.Ordinal)))]
            : silent.Select(fault => Finding.Broken(Name, needed, fault.What, fault.Mend)));
        var own = endpoints.Where(endpoint => endpoint.From is null && answers[endpoint.Address].Fault is null).Select(endpoint => endpoint.Service).ToList();
        if (own.Count > 0) findings.Add(new Finding(Name, FindingLevel.Ok, $"AWS's own of {session.Access.Region.SystemName} answer: {string.Join(", ", own)}"));
        findings.Add(Clock([.. addresses.Select(address => answers[address].Ahead).OfType<TimeSpan>()]));
        return findings;
    }

    private static string Place(IReadOnlyList<ServiceEndpoint> named, int all)
    {
        var services = named.Count == all ? "all services" : string.Join(", ", named.Select(endpoint => endpoint.Service));
        var addresses = named.Select(endpoint => HiddenUrl.Of(endpoint.Address.OriginalString)).Distinct(StringComparer.Ordinal).ToList();
        return $"{services} at {addresses[0]}{(addresses.Count > 1 ? FormattableString.Invariant($" and {addresses.Count - 1} more") : "")}{(named[0].From is { } variable ? $" ({variable})" : "")}";
    }

    private static string Mend(string? variable) => variable is null ? "check the network, a proxy, and that the service exists in the region" : $"mend or unset {variable}";

    private Finding Clock(IReadOnlyList<TimeSpan> ahead)
    {
        const string name = "clock";
        if (ahead.Count == 0) return new Finding(name, FindingLevel.Warning, "not known: no service told its time", "");
        // The median, as one emulator or proxy may be wrong.
        var skew = ahead.Order().ElementAt(ahead.Count / 2);
        var by = string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(skew.TotalSeconds):0} s {(skew < TimeSpan.Zero ? "behind" : "ahead of")}");
        return skew.Duration() switch
        {
            var off when off > Allowed => Finding.Broken(name, needed, $"this machine is {by} the services, which refuse signatures beyond five minutes", "set the clock: `timedatectl set-ntp true`"),
            var off when off > Noticeable => new Finding(name, FindingLevel.Warning, $"this machine is {by} the services", "set the clock: `timedatectl set-ntp true`"),
            _ => new Finding(name, FindingLevel.Ok, "within 5 s of the services"),
        };
    }

    private async Task<Answer> AskAsync(HttpClient http, Uri address, CancellationToken cancellationToken)
    {
        try
        {
            // No user or password of the address goes along, and no path.
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address.GetLeftPart(UriPartial.Authority)));
            var sent = clock.GetUtcNow();
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            var came = clock.GetUtcNow();
            return new Answer(address, null, response.Headers.Date is { } there ? sent + ((came - sent) / 2) - there : null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Answer(address, "no answer within 4 s", null);
        }
        catch (HttpRequestException fault)
        {
            return new Answer(address, fault.HttpRequestError switch
            {
                HttpRequestError.NameResolutionError => "its name is not known",
                HttpRequestError.ConnectionError => "nothing answers",
                HttpRequestError.SecureConnectionError => "no trusted TLS connection",
                HttpRequestError.ProxyTunnelError => "the proxy refuses",
                _ => "the connection broke",
            }, null);
        }
    }

    /// <param name="Address">The address that was asked.</param>
    /// <param name="Fault">Null where something answered, whatever it said.</param>
    /// <param name="Ahead">How far this machine's clock is ahead; null where the answer had no date.</param>
    private sealed record Answer(Uri Address, string? Fault, TimeSpan? Ahead);
}
