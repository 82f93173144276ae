using CostTool.Analyzer.Problems;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace CostTool.Sources.Queues.RabbitMq;

/// <summary>One connection to RabbitMQ, opened when it is first needed and again after a fault.</summary>
internal sealed class AmqpConnection : IAsyncDisposable
{
    // Reply codes of AMQP 0-9-1, section 1.2 of its reference.
    public const ushort NotFound = 404;
    public const ushort Locked = 405;
    private const ushort Refused = 403;
    private const ushort NotAllowed = 530;

    private readonly BrokerUrl url;
    private readonly BrokerOptions options;
    private readonly ConnectionFactory factory;
    private IConnection? connection;

    /// <param name="url">The broker.</param>
    /// <param name="options">How it is asked.</param>
    /// <param name="heartbeat">A connection of which neither side has heard anything for so long is ended.</param>
    public AmqpConnection(BrokerUrl url, BrokerOptions options, TimeSpan heartbeat)
    {
        (this.url, this.options) = (url, options);
        factory = new ConnectionFactory
        {
            HostName = url.Host,
            Port = url.Port,
            VirtualHost = url.VirtualHost,
            UserName = url.User ?? ConnectionFactory.DefaultUser,
            Password = url.Password ?? ConnectionFactory.DefaultPass,
            RequestedConnectionTimeout = options.Timeout,
            HandshakeContinuationTimeout = options.Timeout,
            ContinuationTimeout = options.Timeout,
            RequestedHeartbeat = heartbeat,
            // A connection that is lost is seen, and opened at the next question.
            AutomaticRecoveryEnabled = false,
            TopologyRecoveryEnabled = false,
            ClientProvidedName = "costtool dispatch",
        };
        if (!url.Tls) return;
        factory.Ssl = new SslOption { Enabled = true, ServerName = url.Host };
        if (options.Authorities() is { } authorities) factory.Ssl.CertificateValidationCallback = BrokerTrust.Only(authorities);
    }

    /// <summary>The one that is open, or a new one.</summary>
    /// <param name="within">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The wait ended.</exception>
    public async Task<IConnection> OpenAsync(CancellationToken within)
    {
        if (connection is { IsOpen: true } open) return open;
        await DisposeAsync().ConfigureAwait(false);
        return connection = await factory.CreateConnectionAsync(within).ConfigureAwait(false);
    }

    /// <summary>Asks, within the time that the options give.</summary>
    /// <exception cref="BrokerSilentException">No answer; the next question connects anew.</exception>
    /// <exception cref="ProblemException">RabbitMQ refuses user, password or virtual host.</exception>
    public async Task<T> AskAsync<T>(Func<IConnection, CancellationToken, Task<T>> question, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            patience.CancelAfter(options.Timeout);
            var open = await OpenAsync(patience.Token).ConfigureAwait(false);
            patience.CancelAfter(options.Timeout);
            return await question(open, patience.Token).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is RabbitMQClientException or IOException or TimeoutException or ObjectDisposedException
            || (fault is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            await DisposeAsync().ConfigureAwait(false);
            throw Told(fault);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        var old = connection;
        connection = null;
        if (old is null) return;
        // The end is not waited for longer than an answer is.
        await old.AbortAsync(options.Timeout).ConfigureAwait(false);
        await old.DisposeAsync().ConfigureAwait(false);
    }

    private Exception Told(Exception fault)
    {
        for (var cause = fault; cause is not null; cause = cause.InnerException)
        {
            if (cause is AuthenticationFailureException or PossibleAuthenticationFailureException) return RefusedUser();
            if (cause is OperationInterruptedException { ShutdownReason: { Initiator: ShutdownInitiator.Peer } end })
            {
                if (end.ReplyCode == NotAllowed)
                    return new ProblemException(new Problem($"RabbitMQ has no virtual host `{url.VirtualHost}`, or does not let the broker's user into it", url.ToString(), "mend the end of the broker's URL (%2F is the virtual host /), or grant the user access"));
                if (end.ReplyCode == Refused) return RefusedUser();
            }

            if (cause is System.Security.Authentication.AuthenticationException) return new BrokerSilentException($"{url}: no trusted TLS connection", fault);
        }

        return fault is OperationCanceledException or TimeoutException || fault.InnerException is OperationCanceledException or TimeoutException
            ? new BrokerSilentException($"{url} does not answer within {options.Timeout.TotalSeconds:0.#} s", fault)
            : new BrokerSilentException(Cause(fault) is { } reason ? $"{url} cannot be reached: {reason}" : $"{url} cannot be reached", fault);
    }

    // What the system says of the connection; the client's own words name no more than that there is none.
    private static string? Cause(Exception? fault) => fault is null or System.Net.Sockets.SocketException ? fault?.Message : Cause(fault.InnerException);

    private ProblemException RefusedUser() => new(new Problem("RabbitMQ refuses user or password of the broker's URL", url.ToString(), "mend user and password of the URL"));
}
