using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Deployment.Comparing;

namespace CostTool.Scheduler.Deployment.Applying;

/// <summary>Does one change until its effect is certain.</summary>
/// <param name="kind">The kind of resource.</param>
/// <param name="deployment">Name of the deployment.</param>
/// <param name="applyId">Id of the apply.</param>
/// <param name="tempo">Waits.</param>
/// <param name="options">How often and how long.</param>
internal sealed class ChangeStep(IResourceKind kind, string deployment, string applyId, ITempo tempo, ApplyOptions options)
{
    /// <summary>Some answer was lost.</summary>
    public bool AnswersLost { get; private set; }

    /// <summary>Does it.</summary>
    /// <param name="change">The change.</param>
    /// <param name="desired">As it should be, with every reference resolved; null where it goes.</param>
    /// <param name="cancellationToken">Ends waits; calls under way go to their end.</param>
    /// <returns>As it is then; null where it went.</returns>
    public async Task<LiveResource?> DoAsync(Change change, DesiredResource? desired, CancellationToken cancellationToken)
    {
        var wait = options.FirstWait;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                // A lost answer may have been a success: a second version, or a create that now fails, is avoided by looking first.
                if (AnswersLost && desired is not null && await kind.FindAsync(change.PhysicalName, CancellationToken.None).ConfigureAwait(false) is { } there && Comparison.Matches(desired, there, deployment, kind))
                    return there;
                return await OnceAsync(change, desired).ConfigureAwait(false);
            }
            catch (AccountFaultException fault) when (attempt < options.Attempts)
            {
                AnswersLost |= fault.Effect is FaultEffect.Unknown;
                await tempo.WaitAsync(wait, cancellationToken).ConfigureAwait(false);
                wait = wait * 2 < options.LongestWait ? wait * 2 : options.LongestWait;
            }
            catch (AccountFaultException fault)
            {
                AnswersLost |= fault.Effect is FaultEffect.Unknown;
                throw new ProblemException(new Problem($"{fault.Message} ({attempt} tries)", $"{change.Type} `{change.PhysicalName}`", "run the same command again: it goes on where it stopped"));
            }
        }
    }

    private async Task<LiveResource?> OnceAsync(Change change, DesiredResource? desired)
    {
        if (desired is null)
        {
            await kind.DeleteAsync(change.Live!, CancellationToken.None).ConfigureAwait(false);
            return null;
        }

        var token = Token(desired);
        switch (change.Kind)
        {
            case ChangeKind.Update: return await kind.UpdateAsync(desired, change.Live!, token, CancellationToken.None).ConfigureAwait(false);
            case ChangeKind.Replace when !kind.KeepsVersions:
                await kind.DeleteAsync(change.Live!, CancellationToken.None).ConfigureAwait(false);
                break;
        }

        return await kind.CreateAsync(desired, deployment, token, CancellationToken.None).ConfigureAwait(false);
    }

    // The id of the apply is part of it: what was removed and is made again within a service's memory of tokens must be made again.
    private string Token(DesiredResource desired) =>
        CanonicalText.Sha256($"{deployment}\n{desired.LogicalId}\n{CanonicalText.Of(CanonicalProperties.Of(desired.Type, desired.Properties))}\n{applyId}");
}
