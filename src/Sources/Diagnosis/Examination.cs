using CostTool.Analyzer.Problems;

namespace CostTool.Sources.Diagnosis;

/// <summary>Runs checks side by side, each limited in time.</summary>
public static class Examination
{
    /// <summary>The findings, in the order of the checks.</summary>
    /// <param name="checks">What to look at.</param>
    /// <param name="limit">Longest time of one check.</param>
    /// <param name="clock">Counts the time.</param>
    /// <param name="cancellationToken">Stops all.</param>
    public static async Task<IReadOnlyList<Finding>> RunAsync(IEnumerable<ICheck> checks, TimeSpan limit, TimeProvider clock, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(checks);
        // Some libraries look for credentials and names without giving control back: each check has a thread of its own.
        var running = checks.Select(check => Task.Run(() => LookAsync(check, limit, clock, cancellationToken), cancellationToken)).ToList();
        return [.. (await Task.WhenAll(running).ConfigureAwait(false)).SelectMany(findings => findings)];
    }

    private static async Task<IReadOnlyList<Finding>> LookAsync(ICheck check, TimeSpan limit, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(limit, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            // What does not heed its token is left behind.
            return await check.LookAsync(both.Token).WaitAsync(both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return [Finding.Broken(check.Name, check.Needed, FormattableString.Invariant($"no answer within {limit.TotalSeconds:0.#} s"), "check the network, the address and a proxy; --timeout waits longer")];
        }
        catch (ProblemException fault)
        {
            return [.. fault.Problems.Select(problem => Finding.Broken(check.Name, check.Needed, $"{problem.What} ({problem.Where})", problem.Fix))];
        }
    }
}
