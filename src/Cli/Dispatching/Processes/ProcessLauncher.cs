using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Dispatching;

namespace CostTool.Cli.Dispatching.Processes;

/// <summary>Workers that are processes of this machine, for development and tests: the same command as in a container, each in a session of its own.</summary>
/// <remarks>
/// A worker is a folder (see <see cref="WorkerFolder"/>); its name comes from the token of the order, so an order that is repeated starts nothing twice. A small shell opens the session, notes its process
/// id with its start time, runs the worker and notes its exit status; it outlives SIGTERM to the group, and a dispatcher that ends. Nothing is secret on the command line: the broker's URL is in the environment.
/// </remarks>
/// <param name="terms">What is started.</param>
/// <param name="pools">The pools.</param>
/// <param name="clock">Time.</param>
internal sealed class ProcessLauncher(ProcessTerms terms, IReadOnlyList<WorkerPool> pools, TimeProvider clock) : IWorkerLauncher, IWorkerEventSource, IWorkerResultSource
{
    private const string Shell = """
        printf '%s %s\n' "$$" "$(cut -d' ' -f22 "/proc/$$/stat")" >"$0/process.new" && mv "$0/process.new" "$0/process" || exit 1
        trap : TERM INT HUP
        "$@" </dev/null >"$0/out" 2>"$0/err"
        printf '%s\n' "$?" >"$0/exit.new" && mv "$0/exit.new" "$0/exit"
        """;

    // Folders of workers that ended badly, kept for whoever looks into it.
    private const int Kept = 20;

    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private readonly HashSet<string> _heard = new(StringComparer.Ordinal);

    private string EndedFolder => Path.Combine(terms.Folder, "ended");

    /// <inheritdoc />
    public Task<IReadOnlyList<DispatchedWorker>> CountAsync(CancellationToken cancellationToken)
    {
        try
        {
            return Task.FromResult<IReadOnlyList<DispatchedWorker>>([.. States().Where(state => state.State.Lives).Select(state => state.State.Worker)]);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new WorkersNotCountedException($"the folder of the workers cannot be read: {fault.Message}", fault);
        }
    }

    /// <inheritdoc />
    public Task<LaunchOutcome> LaunchAsync(LaunchOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        var pool = pools.First(pool => pool.Name == order.Pool);
        List<DispatchedWorker> started = [];
        for (var i = 1; i <= order.Count; i++)
        {
            var folder = new WorkerFolder(Path.Combine(terms.Folder, "workers", string.Create(CultureInfo.InvariantCulture, $"{order.Pool}-{order.Token[..Math.Min(16, order.Token.Length)]}-{i}")));
            var now = clock.GetUtcNow();
            if (folder.Read(now) is not { } known)
            {
                folder.Write(order, now);
                Start(folder.Path, pool);
                known = folder.Read(now)!;
            }

            if (known.Lives) started.Add(known.Worker);
        }

        return Task.FromResult(new LaunchOutcome(started, []));
    }

    /// <inheritdoc />
    Task<IReadOnlyList<WorkerEvent>> IWorkerEventSource.ReadAsync(CancellationToken cancellationToken)
    {
        List<WorkerEvent> events = [];
        foreach (var (folder, state) in States().Where(state => !state.State.Lives))
        {
            var (kind, reason) = End(state, folder.LastLine());
            events.Add(new WorkerEvent
            {
                WorkerId = folder.Id,
                Pool = state.Worker.Pool,
                Kind = kind,
                At = clock.GetUtcNow(),
                Purchase = state.Worker.Purchase,
                Size = pools.FirstOrDefault(pool => pool.Name == state.Worker.Pool)?.Size is { } size ? (size.Cpu.Cores, size.Memory.Mebibytes) : null,
                Zone = null,
                Reason = reason,
            });
            _told.Add(folder.Path);
        }

        return Task.FromResult<IReadOnlyList<WorkerEvent>>([.. events.OrderBy(happened => happened.WorkerId, StringComparer.Ordinal)]);
    }

    /// <inheritdoc />
    public Task SettleAsync(CancellationToken cancellationToken)
    {
        foreach (var (folder, state) in States().Where(state => _told.Contains(state.Folder.Path)).ToList())
        {
            _told.Remove(folder.Path);
            _heard.Remove(folder.Id);
            if (state.Status == 0) Directory.Delete(folder.Path, recursive: true);
            else PutAside(folder);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    Task<IReadOnlyList<WorkerResult>> IWorkerResultSource.ReadAsync(CancellationToken cancellationToken)
    {
        List<WorkerResult> results = [];
        foreach (var (folder, state) in States().Where(state => !state.State.Lives))
        {
            if (!_heard.Add(folder.Id) || folder.LastLine() is not { } line || pools.FirstOrDefault(pool => pool.Name == state.Worker.Pool) is not { } pool) continue;
            double Number(string name) => line.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : 0;
            var load = Number("load_seconds");
            results.Add(new WorkerResult
            {
                WorkerId = folder.Id,
                Pool = pool.Name,
                Tasks = (long)(Number("succeeded") + Number("failed") + Number("retried") + Number("ignored")),
                BusySeconds = Math.Max(0, Number("seconds") - load - Number("idle_seconds")) * pool.Concurrency,
                Load = load > 0 ? TimeSpan.FromSeconds(load) : null,
            });
        }

        return Task.FromResult<IReadOnlyList<WorkerResult>>(results);
    }

    private IEnumerable<(WorkerFolder Folder, WorkerState State)> States()
    {
        var root = Path.Combine(terms.Folder, "workers");
        if (!Directory.Exists(root)) yield break;
        foreach (var path in Directory.EnumerateDirectories(root).Order(StringComparer.Ordinal))
        {
            var folder = new WorkerFolder(path);
            if (folder.Read(clock.GetUtcNow()) is { } state) yield return (folder, state);
        }
    }

    private static (WorkerEventKind Kind, string Reason) End(WorkerState state, JsonElement? line)
    {
        var reason = line is { } said && said.TryGetProperty("reason", out var value) ? value.GetString() : null;
        var outcome = line is { } told && told.TryGetProperty("outcome", out var name) ? name.GetString() : null;
        if (state.Worker.StartedAt is null) return (WorkerEventKind.FailedToStart, "its process did not begin");
        return state.Status switch
        {
            null => (WorkerEventKind.Interrupted, "ended by SIGKILL with all that belongs to it"),
            0 when reason == "sigterm" => (WorkerEventKind.Interrupted, "SIGTERM; it ended in time"),
            0 => (WorkerEventKind.Ended, reason ?? "exit status 0"),
            143 => (WorkerEventKind.Interrupted, "SIGTERM; tasks were cut short"),
            137 => (WorkerEventKind.OutOfMemory, "ended by SIGKILL alone, which is mostly the kernel out of memory"),
            { } status => (WorkerEventKind.Failed, string.Create(CultureInfo.InvariantCulture, $"exit status {status}{(outcome is null ? "" : $" ({outcome})")}")),
        };
    }

    private void PutAside(WorkerFolder folder)
    {
        Directory.CreateDirectory(EndedFolder);
        var target = Path.Combine(EndedFolder, folder.Id);
        if (Directory.Exists(target)) Directory.Delete(target, recursive: true);
        Directory.Move(folder.Path, target);
        foreach (var old in new DirectoryInfo(EndedFolder).EnumerateDirectories().OrderByDescending(ended => ended.LastWriteTimeUtc).Skip(Kept)) old.Delete(recursive: true);
    }

    private void Start(string folder, WorkerPool pool)
    {
        var start = new ProcessStartInfo("setsid") { WorkingDirectory = terms.Workdir, UseShellExecute = false };
        string[] arguments =
        [
            "/bin/sh", "-c", Shell, folder,
            terms.Python, "-m", "costtool_runner", "drain", "-A", terms.App, "-Q", string.Join(',', pool.Queues), "-c", Text(pool.Concurrency),
            "--idle-seconds", Text(pool.IdleSeconds), "--deadline-seconds", Text(pool.WorkerDeadlineSeconds), "--grace-seconds", Text(terms.GraceSeconds), "--max-deaths", Text(pool.MaxDeaths),
        ];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        // Celery takes the broker from this variable before its own settings, so the workers drain what the dispatcher counts.
        if (terms.BrokerUrl is { } url) start.Environment["CELERY_BROKER_URL"] = url;
        try
        {
            using var process = Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception fault)
        {
            throw new ProblemException(new Problem($"a worker cannot be started: {fault.Message}", "setsid", "workers that are processes need Linux with util-linux"));
        }

        static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
    }
}

/// <summary>What workers that are processes are started with.</summary>
internal sealed record ProcessTerms
{
    /// <summary>Folder in which their folders are.</summary>
    public required string Folder { get; init; }

    /// <summary>Interpreter.</summary>
    public required string Python { get; init; }

    /// <summary>Celery app.</summary>
    public required string App { get; init; }

    /// <summary>Folder that they work in.</summary>
    public required string Workdir { get; init; }

    /// <summary>Seconds after SIGTERM.</summary>
    public required int GraceSeconds { get; init; }

    /// <summary>The broker, with its password; null to leave it to the app's settings.</summary>
    public string? BrokerUrl { get; init; }
}
