using System.Globalization;
using Amazon.Scheduler;
using Amazon.Scheduler.Model;
using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Accounts.Calling;
using CostTool.Scheduler.Deployment.Applying;

namespace CostTool.Scheduler.Accounts.Locking;

/// <summary>Who has a lock.</summary>
/// <param name="Holder">Id of the apply; null where the group names none.</param>
/// <param name="Since">When it was taken, by the service's clock.</param>
public sealed record LockHolder(string? Holder, DateTimeOffset? Since);

/// <summary>A lock in the account: a schedule group, which only one can make. Its tags name the holder. It is not part of what is deployed.</summary>
public sealed class AccountLock : IDeploymentLock
{
    /// <summary>End of the group's name.</summary>
    public const string Suffix = "-lock";

    private const string HolderTag = "costtool:holder";

    // Far longer than any apply takes: 5,000 schedules at 50 a second need two minutes.
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(1);

    private readonly IAmazonScheduler _client;
    private readonly ServiceCalls _calls;
    private readonly ITempo _tempo;
    private readonly ApplyOptions _options;
    private readonly Func<DateTimeOffset> _clock;

    internal AccountLock(IAmazonScheduler client, ServiceCalls calls, ITempo tempo, ApplyOptions options, Func<DateTimeOffset> clock)
    {
        _client = client;
        _calls = calls;
        _tempo = tempo;
        _options = options;
        _clock = clock;
    }

    /// <inheritdoc />
    public async Task<IAsyncDisposable> TakeAsync(string deployment, string holder, CancellationToken cancellationToken)
    {
        var name = Name(deployment);
        var wait = _options.FirstWait;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (await MakeAsync(name, holder, cancellationToken).ConfigureAwait(false)) return new Held(this, name);
                if (await ReadAsync(deployment, cancellationToken).ConfigureAwait(false) is { } taken)
                    return taken.Holder == holder ? new Held(this, name) : throw Taken(deployment, taken);
                // It is being given back just now.
                if (attempt == _options.Attempts) throw new ProblemException(new Problem($"the lock `{name}` is being removed for a long time", deployment, "run the same command again"));
            }
            catch (AccountFaultException fault) when (attempt == _options.Attempts)
            {
                throw new ProblemException(new Problem($"{fault.Message} ({attempt} tries)", name, "run the same command again"));
            }
            catch (AccountFaultException)
            {
                // Where the answer was lost, the next try meets the lock and reads who has it.
            }

            await _tempo.WaitAsync(wait, cancellationToken).ConfigureAwait(false);
            wait = wait * 2 < _options.LongestWait ? wait * 2 : _options.LongestWait;
        }
    }

    /// <summary>Who has the lock; null for nobody.</summary>
    public async Task<LockHolder?> ReadAsync(string deployment, CancellationToken cancellationToken)
    {
        var name = Name(deployment);
        var group = await _calls.FindAsync("GetScheduleGroup", name, Kinds.Properties.NotFound, () => _client.GetScheduleGroupAsync(new GetScheduleGroupRequest { Name = name }, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (group is null || group.State == ScheduleGroupState.DELETING) return null;
        var tags = await _calls.FindAsync("ListTagsForResource", name, Kinds.Properties.NotFound, () => _client.ListTagsForResourceAsync(new ListTagsForResourceRequest { ResourceArn = group.Arn }, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (tags is null) return null;
        return new LockHolder(tags.Tags?.FirstOrDefault(tag => tag.Key == HolderTag)?.Value, group.CreationDate is { } made ? new DateTimeOffset(made.ToUniversalTime()) : null);
    }

    /// <summary>Takes the lock away from whoever has it.</summary>
    /// <param name="deployment">Name of the deployment.</param>
    /// <param name="holder">Who has it, as it was told: another who took it since keeps it.</param>
    /// <param name="cancellationToken">Stops between calls.</param>
    /// <exception cref="ProblemException">Nobody has it, another has it, or the group is none of ours.</exception>
    public async Task BreakAsync(string deployment, string holder, CancellationToken cancellationToken)
    {
        var there = await ReadAsync(deployment, cancellationToken).ConfigureAwait(false) ?? throw new ProblemException(new Problem("nobody has the lock", deployment, "run the command that was refused again"));
        if (there.Holder is null) throw NotALock(deployment);
        if (there.Holder != holder) throw new ProblemException(new Problem($"the lock is with `{there.Holder}`, not with `{holder}`", deployment, "look at who has it before breaking it"));
        await GiveBackAsync(Name(deployment), cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> MakeAsync(string name, string holder, CancellationToken cancellationToken)
    {
        var request = new CreateScheduleGroupRequest { Name = name, Tags = [new Tag { Key = HolderTag, Value = holder }] };
        return await _calls.ChangeUnlessAsync("CreateScheduleGroup", name, "ConflictException", () => _client.CreateScheduleGroupAsync(request, CancellationToken.None), cancellationToken).ConfigureAwait(false) is not null;
    }

    // Removing what is gone succeeds, so that it is tried again as a read is.
    private Task GiveBackAsync(string name, CancellationToken cancellationToken) =>
        _calls.FindAsync("DeleteScheduleGroup", name, $"{Kinds.Properties.NotFound}|ConflictException/delet", () => _client.DeleteScheduleGroupAsync(new DeleteScheduleGroupRequest { Name = name }, CancellationToken.None), cancellationToken);

    private ProblemException Taken(string deployment, LockHolder taken)
    {
        if (taken.Holder is null) return NotALock(deployment);
        var since = taken.Since is { } at ? string.Create(CultureInfo.InvariantCulture, $" since {at:yyyy-MM-dd'T'HH:mm:ss'Z'}") : "";
        var old = taken.Since is { } start && _clock() - start > Abandoned;
        return new ProblemException(new Problem(
            $"another apply (`{taken.Holder}`) is under way{since}", deployment,
            old
                ? $"it is most likely dead: resume it where it ran, or break its lock with `costtool schedule unlock --holder {taken.Holder}`"
                : "wait for it to end; if it was killed, run the same command again where it ran: it goes on"));
    }

    private static ProblemException NotALock(string deployment) =>
        new(new Problem($"the schedule group `{Name(deployment)}` names no holder: it is not a lock of ours", deployment, "name the deployment otherwise, or remove that group"));

    private static string Name(string deployment) => deployment + Suffix;

    private sealed class Held(AccountLock held, string name) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await held.GiveBackAsync(name, CancellationToken.None).ConfigureAwait(false);
    }
}
