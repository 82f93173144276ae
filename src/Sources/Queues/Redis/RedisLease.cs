using System.Security.Cryptography;
using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Dispatching;
using StackExchange.Redis;

namespace CostTool.Sources.Queues.Redis;

/// <summary>A key that ends by itself: <c>costtool.dispatch.NAME</c> after the key prefix. Taken, kept and let go by scripts that look whose it is and act in one step.</summary>
/// <remarks>A Redis that loses its data, as one without persistence that starts again does, forgets who held it; for up to one duration two may then believe to hold it.</remarks>
internal sealed class RedisLease(BrokerUrl url, BrokerOptions options, LeaseTerms terms, TimeProvider clock) : IDispatchLease
{
    private const string Hold = """
        local holder = redis.call('GET', KEYS[1])
        if not holder then
          redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2])
          return ARGV[1]
        end
        if holder == ARGV[1] then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
        return holder
        """;

    private const string LetGo = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0";

    // Tells this lease from another of the same holder.
    private const int TokenLength = 32;

    private readonly RedisConnection connection = new(url, options);
    private readonly RedisKey key = $"{options.KeyPrefix}costtool.dispatch.{terms.Name}";
    private readonly string value = RandomNumberGenerator.GetHexString(TokenLength, lowercase: true) + terms.Holder;
    private bool mayHold;

    /// <inheritdoc/>
    public async Task<LeaseState> HoldAsync(CancellationToken cancellationToken)
    {
        // Before the question is sent: Redis counts from a later moment.
        var asked = clock.GetUtcNow();
        mayHold = true;
        string holder;
        try
        {
            holder = (string)(await connection.AskAsync(database => database.ScriptEvaluateAsync(Hold, [key], [value, (long)terms.Duration.TotalMilliseconds]), cancellationToken).ConfigureAwait(false))!;
        }
        catch (BrokerSilentException)
        {
            return new LeaseState(Held: false, null, null);
        }

        mayHold = holder == value;
        return mayHold ? new LeaseState(Held: true, asked + terms.Duration, null) : new LeaseState(Held: false, null, holder.Length > TokenLength ? holder[TokenLength..] : null);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (mayHold) await connection.AskAsync(database => database.ScriptEvaluateAsync(LetGo, [key], [value]), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is BrokerSilentException or ProblemException)
        {
            // It ends by itself; what is wrong was told when it was asked for.
        }
        finally
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }
    }
}
