using CostTool.Analyzer.Problems;
using StackExchange.Redis;

namespace CostTool.Sources.Queues.Redis;

/// <summary>One connection to Redis, opened when it is first needed and again after a fault.</summary>
internal sealed class RedisConnection(BrokerUrl url, BrokerOptions options) : IAsyncDisposable
{
    // Two of Redis, and one of the client, which asks how many there are.
    private static readonly string[] NoSuchDatabase = ["DB index is out of range", "invalid DB index", "database does not exist"];

    private readonly ConfigurationOptions configuration = Configuration(url, options);
    private readonly int database = url.Database;
    private ConnectionMultiplexer? connection;

    /// <summary>Asks, within the time that the options give.</summary>
    /// <exception cref="BrokerSilentException">No answer; the next question connects anew.</exception>
    /// <exception cref="ProblemException">Redis refuses user, password or database.</exception>
    public async Task<T> AskAsync<T>(Func<IDatabase, Task<T>> question, CancellationToken cancellationToken)
    {
        try
        {
            connection ??= await ConnectAsync(cancellationToken).ConfigureAwait(false);
            return await question(connection.GetDatabase(database)).WaitAsync(options.Timeout, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is RedisException or RedisCommandException or TimeoutException or ObjectDisposedException)
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
        if (old is not null) await CloseAsync(old).ConfigureAwait(false);
    }

    private static ConfigurationOptions Configuration(BrokerUrl url, BrokerOptions options)
    {
        var milliseconds = (int)options.Timeout.TotalMilliseconds;
        var configuration = new ConfigurationOptions
        {
            EndPoints = { { url.Host, url.Port } },
            User = url.User,
            Password = url.Password,
            Ssl = url.Tls,
            SslHost = url.Tls ? url.Host : null,
            ClientName = "costtool",
            AbortOnConnectFail = true,
            ConnectRetry = 1,
            ConnectTimeout = milliseconds,
            AsyncTimeout = milliseconds,
            SyncTimeout = milliseconds,
            BacklogPolicy = BacklogPolicy.FailFast,
            IncludeDetailInExceptions = false,
            // No look for other servers, and no channel for news of them: one server is asked.
            TieBreaker = "",
            ConfigurationChannel = "",
            SetClientLibrary = false,
        };
        if (options.Authorities() is { } authorities)
        {
            var trust = BrokerTrust.Only(authorities);
            configuration.CertificateValidation += (sender, certificate, chain, errors) => trust(sender, certificate, chain, errors);
        }

        return configuration;
    }

    private async Task<ConnectionMultiplexer> ConnectAsync(CancellationToken cancellationToken)
    {
        var connecting = ConnectionMultiplexer.ConnectAsync(configuration);
        try
        {
            return await connecting.WaitAsync(options.Timeout, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is TimeoutException or OperationCanceledException)
        {
            // It takes no token. What it may yet give is closed.
            _ = CloseLateAsync(connecting);
            throw;
        }
    }

    private static async Task CloseLateAsync(Task<ConnectionMultiplexer> connecting)
    {
        try
        {
            await CloseAsync(await connecting.ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (RedisException)
        {
            // Nobody waits for it any more; the one who did was told that time ran out.
        }
    }

    // Does not wait for answers that are still under way.
    private static async Task CloseAsync(ConnectionMultiplexer old)
    {
        await old.CloseAsync(allowCommandsToComplete: false).ConfigureAwait(false);
        old.Dispose();
    }

    private Exception Told(Exception fault)
    {
        for (var cause = fault; cause is not null; cause = cause.InnerException)
        {
            if (cause is RedisConnectionException { FailureType: ConnectionFailureType.AuthenticationFailure } && !Tls(fault)) return Refused();
            if (Of(cause.Message) is { } problem) return problem;
        }

        if (Tls(fault)) return new BrokerSilentException($"{url}: no trusted TLS connection", fault);
        return fault switch
        {
            TimeoutException => new BrokerSilentException($"{url} does not answer within {options.Timeout.TotalSeconds:0.#} s", fault),
            RedisConnectionException { FailureType: ConnectionFailureType.Loading } => new BrokerSilentException($"{url} is loading its data", fault),
            // Only the first word: the rest may quote what was sent.
            RedisServerException server => new BrokerSilentException($"{url} answers {server.Message.Split(' ', 2)[0]}", fault),
            _ => new BrokerSilentException($"{url} cannot be reached", fault),
        };
    }

    private ProblemException? Of(string message)
    {
        if (message.Contains("WRONGPASS", StringComparison.Ordinal) || message.Contains("NOAUTH", StringComparison.Ordinal) || message.Contains("invalid password", StringComparison.Ordinal)) return Refused();
        if (NoSuchDatabase.Any(told => message.Contains(told, StringComparison.Ordinal)))
            return new ProblemException(new Problem($"Redis has no database {database}", url.ToString(), "mend the number at the end of the broker's URL"));
        return message.Contains("NOPERM", StringComparison.Ordinal)
            ? new ProblemException(new Problem("the user of the broker's URL may not count the queues", url.ToString(), "allow it LLEN, HLEN, HSCAN, SCARD, SMEMBERS and EVAL (the lease: GET, SET, PEXPIRE, DEL and EVAL) on the keys of its queues"))
            : null;
    }

    private ProblemException Refused() => new(new Problem(
        url.Password is null ? "Redis asks for a password, and the broker's URL has none" : "Redis refuses user or password of the broker's URL",
        url.ToString(),
        "mend user and password of the URL"));

    private static bool Tls(Exception fault)
    {
        for (var cause = fault; cause is not null; cause = cause.InnerException)
            if (cause is System.Security.Authentication.AuthenticationException) return true;
        return false;
    }
}
