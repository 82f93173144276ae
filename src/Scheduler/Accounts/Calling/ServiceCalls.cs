using Amazon.Runtime;
using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Deployment.Applying;

namespace CostTool.Scheduler.Accounts.Calling;

/// <summary>Calls of one service: at its pace, with its failures read, and with reads tried again.</summary>
/// <remarks>The SDK itself tries once. Changes are tried again by the step that they are of, which looks at what was done first.</remarks>
/// <param name="service">As IAM names it.</param>
/// <param name="tempo">Time.</param>
/// <param name="options">How often and how long reads are tried.</param>
internal sealed class ServiceCalls(string service, ITempo tempo, ApplyOptions options)
{
    // SQS: a queue of a name that was removed within the last 60 seconds is refused.
    private static readonly TimeSpan QueueNameRest = TimeSpan.FromSeconds(60);

    private readonly CallPace _pace = Pace(tempo, ServiceRates.Of(service));
    private readonly Dictionary<string, CallPace> _slower = ServiceRates.SlowerOf(service).ToDictionary(row => row.Operation, row => Pace(tempo, row.Rate), StringComparer.Ordinal);

    /// <summary>A read, tried again while what stops it may pass.</summary>
    /// <exception cref="ProblemException">It is refused, or does not pass.</exception>
    public async Task<T> ReadAsync<T>(string operation, string resource, Func<Task<T>> call, CancellationToken cancellationToken)
    {
        var wait = options.FirstWait;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await ChangeAsync(operation, resource, call, cancellationToken).ConfigureAwait(false);
            }
            catch (AccountFaultException) when (attempt < options.Attempts)
            {
                await tempo.WaitAsync(wait, cancellationToken).ConfigureAwait(false);
                wait = wait * 2 < options.LongestWait ? wait * 2 : options.LongestWait;
            }
            catch (AccountFaultException fault)
            {
                throw new ProblemException(new Problem($"{fault.Message} ({attempt} tries)", resource, "run the same command again later"));
            }
        }
    }

    /// <summary>Waits for what takes its time.</summary>
    public Task PauseAsync(TimeSpan time, CancellationToken cancellationToken) => tempo.WaitAsync(time, cancellationToken);

    /// <summary>A read of what may not be there.</summary>
    /// <param name="operation">Name of the operation.</param>
    /// <param name="resource">What is read.</param>
    /// <param name="missing">Codes by which the service says that there is none; a code may be followed by <c>/</c> and words of its message.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Stops between calls.</param>
    public Task<T?> FindAsync<T>(string operation, string resource, string missing, Func<Task<T>> call, CancellationToken cancellationToken)
        where T : class =>
        ReadAsync(operation, resource, () => Unless(missing, call), cancellationToken);

    /// <summary>A change, once.</summary>
    /// <exception cref="AccountFaultException">It may be tried again.</exception>
    /// <exception cref="ProblemException">It is refused.</exception>
    public async Task<T> ChangeAsync<T>(string operation, string resource, Func<Task<T>> call, CancellationToken cancellationToken)
    {
        var pace = _slower.GetValueOrDefault(operation, _pace);
        await pace.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var answer = await call().ConfigureAwait(false);
            pace.Taken();
            return answer;
        }
        catch (Exception error) when (!(error is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            if (AccountErrors.IsThrottling(error)) pace.Throttled();
            var read = AccountErrors.Read(error, $"{service}:{operation}", resource);
            if (ReferenceEquals(read, error)) throw;
            if (error is AmazonServiceException refused && AccountErrors.CodeOf(refused) is "QueueDeletedRecently") await tempo.WaitAsync(QueueNameRest, cancellationToken).ConfigureAwait(false);
            throw read;
        }
    }

    /// <summary>A change that may find that the thing is not there, or there already.</summary>
    /// <returns>Null where the service said so.</returns>
    public Task<T?> ChangeUnlessAsync<T>(string operation, string resource, string codes, Func<Task<T>> call, CancellationToken cancellationToken)
        where T : class =>
        ChangeAsync(operation, resource, () => Unless(codes, call), cancellationToken);

    private static async Task<T?> Unless<T>(string codes, Func<Task<T>> call)
        where T : class
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (AmazonServiceException error) when (Says(error, codes))
        {
            return null;
        }
    }

    private static bool Says(AmazonServiceException error, string codes) => codes.Split('|').Any(one =>
    {
        var (code, words) = one.Split('/', 2) is [var named, var said] ? (named, said) : (one, "");
        return AccountErrors.CodeOf(error) == code && (error.Message ?? "").Contains(words, StringComparison.OrdinalIgnoreCase);
    });

    private static CallPace Pace(ITempo tempo, CallRate rate) => new(tempo, rate.PerSecond, rate.Burst);
}
