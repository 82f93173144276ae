using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using CostTool.Sources.Queues;

namespace CostTool.Sources.Diagnosis.Celery;

/// <summary>Whether the broker is there and speaks what its URL says. Sends a greeting only: no queue is looked into.</summary>
/// <param name="text">The URL or <c>env:NAME</c>; null where none is known.</param>
/// <param name="where">Where it is written.</param>
/// <param name="environment">Looks up an environment variable.</param>
public sealed class BrokerCheck(string? text, string where, Func<string, string?> environment) : ICheck
{
    /// <inheritdoc/>
    public string Name => "broker";

    /// <inheritdoc/>
    public bool Needed => text is not null;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken) => [await GreetAsync(cancellationToken).ConfigureAwait(false)];

    private async Task<Finding> GreetAsync(CancellationToken cancellationToken)
    {
        if (text is null) return new Finding(Name, FindingLevel.NotUsed, "no URL: neither `celery: broker` in costtool.yaml nor CELERY_BROKER_URL");
        var url = BrokerUrl.Parse(text, environment, where);
        if (url.Kind is BrokerKind.Sqs) return new Finding(Name, FindingLevel.Ok, "SQS: reached with the credentials and endpoints above");
        if (url.Kind is BrokerKind.Other) return new Finding(Name, FindingLevel.Warning, $"`{url.Scheme}` is not tried", "");
        try
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync(url.Host, url.Port, cancellationToken).ConfigureAwait(false);
            await using var stream = await StreamAsync(socket, url, cancellationToken).ConfigureAwait(false);
            return url.Kind is BrokerKind.Redis
                ? await RedisGreeting.SayAsync(Name, url, stream, cancellationToken).ConfigureAwait(false)
                : await AmqpGreeting.SayAsync(Name, url, stream, cancellationToken).ConfigureAwait(false);
        }
        catch (SocketException fault)
        {
            return new Finding(Name, FindingLevel.Failed, $"{url} does not answer: {(fault.SocketErrorCode is SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData ? "its name is not known" : "the connection is refused")}", "check the address, and that this machine may reach it: brokers are often open to their own network only");
        }
        catch (AuthenticationException)
        {
            return new Finding(Name, FindingLevel.Failed, $"{url}: no trusted TLS connection", "check its certificate, and whether it speaks TLS on this port");
        }
        catch (IOException)
        {
            return new Finding(Name, FindingLevel.Failed, $"{url} ends the connection without a greeting", url.Tls ? "check that it speaks what the URL says" : "check that it speaks what the URL says; servers with TLS need rediss:// or amqps://");
        }
    }

    private static async Task<Stream> StreamAsync(TcpClient socket, BrokerUrl url, CancellationToken cancellationToken)
    {
        if (!url.Tls) return socket.GetStream();
        var encrypted = new SslStream(socket.GetStream());
        await encrypted.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = url.Host }, cancellationToken).ConfigureAwait(false);
        return encrypted;
    }
}
