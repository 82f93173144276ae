using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Deployment.Applying;
using CostTool.Scheduler.Deployment.Comparing;

namespace CostTool.Scheduler.Tests.Deployment;

/// <summary>Time that passes only when someone waits.</summary>
internal sealed class MadeUpTempo : ITempo
{
    public TimeSpan Elapsed { get; private set; }

    public Task WaitAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Elapsed += time;
        return Task.CompletedTask;
    }
}

internal sealed class MemoryJournal : IApplyJournal
{
    public ApplyHeader? Interrupted { get; private set; }

    public List<string> Lines { get; } = [];

    public void Begin(ApplyHeader header) => Interrupted = header;

    public void Started(Change change) => Lines.Add($"started {change.PhysicalName}");

    public void Done(Change change) => Lines.Add($"done {change.PhysicalName}");

    public void Failed(Change change, Problem problem) => Lines.Add($"failed {change.PhysicalName}");

    public void End() => Interrupted = null;
}

/// <summary>A lock in the account: survives the process that held it.</summary>
internal sealed class MemoryLock : IDeploymentLock
{
    private string? _holder;

    public Task<IAsyncDisposable> TakeAsync(string deployment, string holder, CancellationToken cancellationToken)
    {
        if (_holder is not null && _holder != holder) throw new ProblemException(new Problem($"another apply (`{_holder}`) is under way", deployment, "wait for it to end"));
        _holder = holder;
        return Task.FromResult<IAsyncDisposable>(new Held(this));
    }

    private sealed class Held(MemoryLock held) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            held._holder = null;
            return ValueTask.CompletedTask;
        }
    }
}

internal sealed class FixedQuota(string type, long limit, long inUse) : IQuotaReader
{
    public Task<Quota?> ReadAsync(string asked, CancellationToken cancellationToken) => Task.FromResult(asked == type ? new Quota($"{type} in a region", limit, inUse) : null);
}
