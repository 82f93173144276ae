using Amazon.Athena;
using Amazon.Athena.Model;
using Amazon.Runtime;
using CostTool.Analyzer.Problems;

namespace CostTool.Sources.Sql.Athena;

/// <summary>Sends SQL to Athena and streams the answer. Never leaves a query running: one that is not read to its end is stopped.</summary>
/// <param name="athena">The client.</param>
/// <param name="price">What it charges.</param>
/// <param name="options">How to ask.</param>
/// <param name="clock">Times the waits between two looks.</param>
public sealed class AthenaEngine(IAmazonAthena athena, AthenaPrice price, AthenaOptions options, TimeProvider clock) : ISqlEngine
{
    private static readonly TimeSpan PatienceToStop = TimeSpan.FromSeconds(10);

    private readonly string _where = $"Athena, workgroup `{options.WorkGroup}`";

    /// <summary>What the queries so far took.</summary>
    public AthenaSpend Spent { get; private set; } = AthenaSpend.None;

    /// <summary>Says what can be known of the cost of queries that have not run.</summary>
    /// <param name="tableBytes">Bytes of the files behind the table, where the caller knows them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ProblemException">The workgroup does not exist or takes no queries, or Athena cannot be asked.</exception>
    public Task<AthenaOutlook> ForeseeAsync(long? tableBytes, CancellationToken cancellationToken) => Refusing(async () =>
    {
        var answer = await athena.GetWorkGroupAsync(new GetWorkGroupRequest { WorkGroup = options.WorkGroup }, cancellationToken).ConfigureAwait(false);
        if (answer.WorkGroup?.State == WorkGroupState.DISABLED)
            throw new ProblemException(new Problem("the workgroup is disabled", _where, "enable it, or name another with --workgroup"));
        return new AthenaOutlook(price, tableBytes, options.MaxScanBytes, answer.WorkGroup?.Configuration?.BytesScannedCutoffPerQuery);
    });

    /// <inheritdoc/>
    public Task QueryAsync(string text, Action<ISqlRow> row, CancellationToken cancellationToken) => Refusing(async () =>
    {
        ArgumentNullException.ThrowIfNull(row);
        var id = await RunAsync(text, cancellationToken).ConfigureAwait(false);
        var current = new AthenaRow(_where);
        var header = true;
        var pages = athena.Paginators.GetQueryResults(new GetQueryResultsRequest { QueryExecutionId = id, MaxResults = options.PageRows });
        await foreach (var page in pages.Responses.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            foreach (var one in page.ResultSet?.Rows ?? [])
            {
                if (!header) row(current.At(one));
                header = false;
            }
        }

        return true;
    });

    /// <summary>Runs a query to its end and gives its id; a failure that may pass is tried again, which costs nothing.</summary>
    private async Task<string> RunAsync(string text, CancellationToken cancellationToken)
    {
        for (var retries = 0; ; retries++)
        {
            var id = await StartAsync(text, cancellationToken).ConfigureAwait(false);
            var end = await EndOfAsync(id, cancellationToken).ConfigureAwait(false);
            var state = end.Status?.State;
            if (state == QueryExecutionState.SUCCEEDED) return id;
            if (state == QueryExecutionState.FAILED && end.Status?.AthenaError?.Retryable == true && retries < options.MostRetries) continue;
            throw new ProblemException(Ended(end));
        }
    }

    /// <summary>Starts a query. The token makes the call safe to repeat when its answer was lost.</summary>
    private async Task<string> StartAsync(string text, CancellationToken cancellationToken)
    {
        if (Spent.BytesScanned >= options.MaxScanBytes)
            throw new ProblemException(new Problem($"no further query is sent: {Spent}, all that --max-scan-gb allows", _where, "allow more"));
        var request = new StartQueryExecutionRequest
        {
            QueryString = text,
            ClientRequestToken = Guid.NewGuid().ToString("D"),
            WorkGroup = options.WorkGroup,
            ResultConfiguration = options.Output is { } output ? new ResultConfiguration { OutputLocation = output } : null,
        };
        var wait = options.LongestPoll;
        // Whoever gives up while a query starts still waits for its id, a while, to be able to stop it.
        using var patience = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        using var registration = cancellationToken.Register(() => patience.CancelAfter(PatienceToStop));
        for (var retries = 0; ; retries++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                var answer = await athena.StartQueryExecutionAsync(request, patience.Token).ConfigureAwait(false);
                return answer.QueryExecutionId ?? throw new ProblemException(new Problem("Athena answered without the id of the query", _where, "check what AWS_ENDPOINT_URL points to"));
            }
            catch (TooManyRequestsException) when (retries < options.MostRetries)
            {
                // The account runs as many queries as it may; one of them will end.
                await Task.Delay(wait, clock, cancellationToken).ConfigureAwait(false);
                wait *= 2;
            }
        }
    }

    /// <summary>Watches a query until it ends, and stops it where the caller gives up or it scans too much.</summary>
    private async Task<QueryExecution> EndOfAsync(string id, CancellationToken cancellationToken)
    {
        var before = Spent.BytesScanned;
        var last = 0L;
        try
        {
            for (var wait = options.FirstPoll; ; wait = Shorter(wait * 1.5, options.LongestPoll))
            {
                await Task.Delay(wait, clock, cancellationToken).ConfigureAwait(false);
                var execution = await LookAsync(id, cancellationToken).ConfigureAwait(false);
                last = execution.Statistics?.DataScannedInBytes ?? last;
                if (IsOver(execution))
                {
                    Count(execution, last);
                    return execution;
                }

                if (before + last > options.MaxScanBytes) throw new ScanLimitException();
            }
        }
        catch (ScanLimitException)
        {
            var scanned = await StopAsync(id, last).ConfigureAwait(false);
            throw new ProblemException(new Problem(
                $"the query was stopped after it scanned {AthenaSpend.Bytes(scanned)}: more than --max-scan-gb allows; {Spent}",
                $"{_where}, query {id}",
                "allow more, or query a table with partitions and columns of its own (Parquet)"));
        }
        catch
        {
            await StopAsync(id, last).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Stops a query and counts what it scanned. What went wrong before matters more than a failure to stop, so that is passed over.</summary>
    private async Task<long> StopAsync(string id, long scanned)
    {
        using var patience = new CancellationTokenSource(PatienceToStop, clock);
        try
        {
            await athena.StopQueryExecutionAsync(new StopQueryExecutionRequest { QueryExecutionId = id }, patience.Token).ConfigureAwait(false);
            for (; ; )
            {
                var execution = await LookAsync(id, patience.Token).ConfigureAwait(false);
                scanned = execution.Statistics?.DataScannedInBytes ?? scanned;
                if (IsOver(execution))
                {
                    Count(execution, scanned);
                    return scanned;
                }

                await Task.Delay(options.FirstPoll, clock, patience.Token).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is AmazonClientException or AmazonServiceException or OperationCanceledException or HttpRequestException)
        {
            Spent = new AthenaSpend(Spent.Queries + 1, Spent.BytesScanned + scanned, Spent.Cost + price.Of(scanned));
            return scanned;
        }
    }

    private async Task<QueryExecution> LookAsync(string id, CancellationToken cancellationToken) =>
        (await athena.GetQueryExecutionAsync(new GetQueryExecutionRequest { QueryExecutionId = id }, cancellationToken).ConfigureAwait(false)).QueryExecution
        ?? throw new ProblemException(new Problem("Athena answered without the query", _where, "check what AWS_ENDPOINT_URL points to"));

    private static bool IsOver(QueryExecution execution) =>
        execution.Status?.State is { } state && (state == QueryExecutionState.SUCCEEDED || state == QueryExecutionState.FAILED || state == QueryExecutionState.CANCELLED);

    private static TimeSpan Shorter(TimeSpan left, TimeSpan right) => left < right ? left : right;

    private void Count(QueryExecution execution, long bytes)
    {
        var charged = execution.Status?.State == QueryExecutionState.FAILED ? 0 : bytes;
        Spent = new AthenaSpend(Spent.Queries + 1, Spent.BytesScanned + bytes, Spent.Cost + price.Of(charged));
    }

    private Problem Ended(QueryExecution execution)
    {
        var (status, reason) = (execution.Status!, execution.Status!.StateChangeReason ?? "no reason given");
        return new Problem(
            status.State == QueryExecutionState.CANCELLED ? $"the query was cancelled: {reason}; {Spent}" : $"the query failed: {reason}",
            $"{_where}, query {execution.QueryExecutionId}",
            reason.Contains("Bytes scanned limit", StringComparison.OrdinalIgnoreCase) ? "raise the workgroup's limit, or query a table with partitions" : "mend what it names and try again");
    }

    private async Task<T> Refusing<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (AmazonServiceException error)
        {
            throw AthenaProblems.Refused(error, _where);
        }
        catch (Exception error) when (error is AmazonClientException or HttpRequestException)
        {
            throw AthenaProblems.Unreachable(error, _where);
        }
    }

    /// <summary>The query went past <see cref="AthenaOptions.MaxScanBytes"/>; leaves the watch by the way of every failure.</summary>
    private sealed class ScanLimitException : Exception;
}
