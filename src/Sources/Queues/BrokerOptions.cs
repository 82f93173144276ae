using System.Security.Cryptography.X509Certificates;
using CostTool.Analyzer.Problems;

namespace CostTool.Sources.Queues;

/// <summary>How a broker is asked. The names of kombu's <c>broker_transport_options</c> stand beside those that must agree with the app's.</summary>
public sealed record BrokerOptions
{
    /// <summary>Longest wait for a connection, and again for the answers of one reading.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Stands before every key in Redis: <c>global_keyprefix</c>.</summary>
    public string KeyPrefix { get; init; } = "";

    /// <summary>The priorities that have a list of their own in Redis: <c>priority_steps</c>.</summary>
    public IReadOnlyList<int> PrioritySteps { get; init; } = [0, 3, 6, 9];

    /// <summary>Stands between queue and priority in Redis: <c>sep</c>.</summary>
    public string Separator { get; init; } = "\x06\x16";

    /// <summary>The hash in Redis of messages that workers hold: <c>unacked_key</c>.</summary>
    public string UnackedKey { get; init; } = "unacked";

    /// <summary>Most messages in the hands of workers whose queue is looked up in Redis. Where there are more, what a queue has in flight is unknown.</summary>
    public int MostUnackedRead { get; init; } = 10_000;

    /// <summary>Root of RabbitMQ's management API, such as <c>https://mq.example:15671</c>; null: not asked, and what is in flight is unknown. User and password are the broker's.</summary>
    public Uri? Management { get; init; }

    /// <summary>Stands before every name of a queue in SQS: <c>queue_name_prefix</c>.</summary>
    public string QueueNamePrefix { get; init; } = "";

    /// <summary>Questions under way at once, where a broker takes one queue a question.</summary>
    public int SideBySide { get; init; } = 8;

    /// <summary>PEM file of the authorities that may have signed the broker's certificate; null: those that the system trusts.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>The authorities of <see cref="AuthorityFile"/>; null where there is none.</summary>
    /// <exception cref="ProblemException">The file cannot be read, or holds none.</exception>
    internal X509Certificate2Collection? Authorities()
    {
        if (AuthorityFile is not { } file) return null;
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPemFile(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
        {
            throw new ProblemException(new Problem($"the authorities of the broker's certificate cannot be read: {fault.Message}", file, "name a PEM file that this user can read"));
        }

        return authorities.Count > 0 ? authorities : throw new ProblemException(new Problem("the file holds no certificate", file, "name a PEM file with the authority that signed the broker's certificate"));
    }
}
