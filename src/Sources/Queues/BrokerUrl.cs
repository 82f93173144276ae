using System.Globalization;
using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Dispatching;

namespace CostTool.Sources.Queues;

/// <summary>What a broker speaks.</summary>
public enum BrokerKind
{
    /// <summary>Redis.</summary>
    Redis,

    /// <summary>AMQP 0-9-1, as RabbitMQ speaks it.</summary>
    Amqp,

    /// <summary>SQS, which is reached as the rest of AWS is.</summary>
    Sqs,

    /// <summary>Something else that Celery knows.</summary>
    Other,
}

/// <summary>Where a broker is and who asks. Its text never shows the password.</summary>
public sealed record BrokerUrl
{
    private const string Forms = "write redis://host:6379/0, rediss://, amqp://user@host:5672/vhost, amqps:// or sqs://, or env:NAME with such a URL in the environment variable NAME";

    private BrokerUrl()
    {
    }

    /// <summary>What it speaks.</summary>
    public required BrokerKind Kind { get; init; }

    /// <summary>Scheme, as written.</summary>
    public required string Scheme { get; init; }

    /// <summary>Host; empty where there is none.</summary>
    public required string Host { get; init; }

    /// <summary>Port.</summary>
    public required int Port { get; init; }

    /// <summary>The connection is encrypted.</summary>
    public required bool Tls { get; init; }

    /// <summary>What follows the host, unescaped, as kombu cuts it: a Redis database or a virtual host; null where nothing does.</summary>
    internal string? Path { get; init; }

    /// <summary>The Redis database; 0 where the URL names none.</summary>
    /// <exception cref="ProblemException">It is no number.</exception>
    internal int Database => (Path?.Trim('/') ?? "") is not { Length: > 0 } text ? 0
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new ProblemException(new Problem($"`{text}` is no database of Redis", ToString(), "end the URL with the number of the database, such as /0"));

    /// <summary>The virtual host of RabbitMQ; <c>/</c> where the URL names none.</summary>
    internal string VirtualHost => Path ?? "/";

    internal string? User { get; init; }

    internal string? Password { get; init; }

    /// <summary>The variable that says where the broker is when costtool.yaml does not; null where none is set.</summary>
    public static string? UsualVariable(Func<string, string?> environment) => DispatchDeployment.UsualVariables.FirstOrDefault(name => !string.IsNullOrEmpty(environment(name)));

    /// <summary>Reads a URL as Celery takes it, the first where there are several, or <c>env:NAME</c>.</summary>
    /// <param name="text">The URL or reference.</param>
    /// <param name="environment">Looks up an environment variable.</param>
    /// <param name="where">Place of the text, for errors.</param>
    /// <exception cref="ProblemException">Not such a URL. The message never quotes the text, as it may hold a password.</exception>
    public static BrokerUrl Parse(string text, Func<string, string?> environment, string where)
    {
        if (text.StartsWith("env:", StringComparison.Ordinal))
        {
            var name = text["env:".Length..];
            text = environment(name) is { Length: > 0 } value ? value : throw new ProblemException(new Problem($"the environment variable `{name}` is not set", where, $"set `{name}` to the broker's URL"));
            where = $"environment variable {name}";
        }

        var first = text.Split(';')[0];
        var end = first.IndexOf("://", StringComparison.Ordinal);
        if (end <= 0 || !first[..end].All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '+' or '-' or '.')) throw new ProblemException(new Problem("the broker is not given as a URL", where, Forms));
        var scheme = first[..end].ToLowerInvariant();
        var (kind, tls) = scheme switch
        {
            "redis" => (BrokerKind.Redis, false),
            "rediss" => (BrokerKind.Redis, true),
            "amqp" or "pyamqp" or "librabbitmq" => (BrokerKind.Amqp, false),
            "amqps" => (BrokerKind.Amqp, true),
            "sqs" => (BrokerKind.Sqs, true),
            _ => (BrokerKind.Other, false),
        };
        return kind is BrokerKind.Redis or BrokerKind.Amqp
            ? Server(kind, scheme, tls, first[(end + 3)..], where)
            : new BrokerUrl { Kind = kind, Scheme = scheme, Host = "", Port = 0, Tls = tls };
    }

    /// <summary>Such as <c>redis://host:6379</c>.</summary>
    public override string ToString() => Host.Length == 0 ? $"{Scheme}://" : string.Create(CultureInfo.InvariantCulture, $"{Scheme}://{Host}:{Port}");

    private static BrokerUrl Server(BrokerKind kind, string scheme, bool tls, string rest, string where)
    {
        // Passwords often hold `/`, `?` or `#` unescaped, where a URL parser would cut; the last `@` before the host is the border.
        var at = rest.LastIndexOf('@');
        var credentials = at < 0 ? [] : rest[..at].Split(':', 2);
        var host = rest[(at + 1)..];
        // Celery takes a URL without a host for this machine.
        if (host.Length == 0 || host[0] is '/' or '?') host = "localhost" + host;
        if (!Uri.TryCreate($"tcp://{host}", UriKind.Absolute, out var uri) || uri.Host.Length == 0) throw new ProblemException(new Problem("the broker's URL names no host", where, Forms));
        return new BrokerUrl
        {
            Kind = kind,
            Scheme = scheme,
            Host = uri.Host.Trim('[', ']'),
            Port = uri.Port > 0 ? uri.Port : (kind, tls) switch { (BrokerKind.Redis, _) => 6379, (_, true) => 5671, _ => 5672 },
            Tls = tls,
            Path = PathOf(host),
            User = credentials is [{ Length: > 0 } user, ..] ? Uri.UnescapeDataString(user) : null,
            Password = credentials is [_, { Length: > 0 } password] ? Uri.UnescapeDataString(password) : null,
        };
    }

    // From the text: a URI parser would fold segments. One slash belongs to the host, as in kombu's parse_url.
    private static string? PathOf(string address)
    {
        var slash = address.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0) return null;
        var path = address[(slash + 1)..].Split('?', '#')[0];
        return path.Length == 0 ? null : Uri.UnescapeDataString(path);
    }
}
