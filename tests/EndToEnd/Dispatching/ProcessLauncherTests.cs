using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using CostTool.Analyzer.Fargate;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Units;
using CostTool.Cli.Dispatching.Processes;
using CostTool.Scheduler.Dispatching;

namespace CostTool.EndToEnd.Dispatching;

/// <summary>Real processes: a shell script in place of the interpreter, which waits for a file or a signal.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ProcessLauncherTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly WorkerPool _pool = new() { Name = "web", Queues = ["celery", "mail"], Size = FargateSize.Require(VCpu.FromCores(0.25m), MemorySize.FromGibibytes(1), "test"), DeadlineSeconds = 60, Concurrency = 2 };

    public ProcessLauncherTests()
    {
        // Ends with the status in `go` when that file is there; on SIGTERM with 143, as the runner does when it cuts tasks short.
        var script = _folder.Write("python", """
            #!/bin/sh
            trap 'exit 143' TERM
            echo "$@" > arguments
            until [ -e go ]; do sleep 0.05; done
            cat line 2>/dev/null
            exit "$(cat go)"
            """);
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public void Dispose()
    {
        // Whatever a test left: by the ids of the sessions that were opened here.
        foreach (var file in Directory.EnumerateFiles(_folder.Path, "process", SearchOption.AllDirectories)) Signal("KILL", File.ReadAllText(file).Split(' ')[0]);
        _folder.Dispose();
    }

    [Fact]
    public async Task A_worker_is_a_process_with_the_runners_command_line_and_no_secret_on_it()
    {
        var launcher = Launcher();
        var started = await LaunchAsync(launcher, count: 1);
        var worker = Assert.Single(started.Started);
        await RunningAsync(launcher, 1);
        await Waiting.UntilAsync(() => Task.FromResult(File.Exists(_folder.In("arguments"))));
        await Waiting.UntilAsync(() => Task.FromResult(File.ReadAllText(_folder.In("arguments")).Length > 0));
        Assert.Equal("-m costtool_runner drain -A shop -Q celery,mail -c 2 --idle-seconds 30 --deadline-seconds 3600 --grace-seconds 5 --max-deaths 3\n", File.ReadAllText(_folder.In("arguments")));
        var pid = Pid(worker);
        Assert.DoesNotContain("s3cret", File.ReadAllText($"/proc/{pid}/cmdline"), StringComparison.Ordinal);
        Assert.Contains("CELERY_BROKER_URL=redis://:s3cret@127.0.0.1", File.ReadAllText($"/proc/{pid}/environ"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dispatcher_that_is_started_again_finds_the_workers_and_how_they_end()
    {
        await LaunchAsync(Launcher(), count: 2);
        await RunningAsync(Launcher(), 2);
        _folder.Write("line", """{"costtool_runner": "drain", "outcome": "drained", "reason": "idle", "load_seconds": 2, "seconds": 52, "idle_seconds": 30, "succeeded": 9, "failed": 1}""" + "\n");
        _folder.Write("go", "0");
        var another = Launcher();
        await GoneAsync(another);
        var results = await ((IWorkerResultSource)another).ReadAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, results.Count);
        Assert.All(results, result => Assert.Equal((10, 40.0, 2.0), (result.Tasks, result.BusySeconds, result.Load!.Value.TotalSeconds))); // (52 − 2 − 30) × 2 places
        Assert.Empty(await ((IWorkerResultSource)another).ReadAsync(TestContext.Current.CancellationToken));
        var events = await EventsAsync(another);
        Assert.All(events, happened => Assert.Equal((WorkerEventKind.Ended, "idle", PurchaseOption.Spot), (happened.Kind, happened.Reason, happened.Purchase!.Value)));
        Assert.Equal(2, events.Count);
        await another.SettleAsync(TestContext.Current.CancellationToken);
        Assert.Empty(await EventsAsync(another));
        Assert.Empty(Directory.EnumerateDirectories(_folder.In("dispatch", "workers")));
    }

    [Fact]
    public async Task The_same_order_again_starts_nothing_more()
    {
        var first = await LaunchAsync(Launcher(), count: 2);
        var second = await LaunchAsync(Launcher(), count: 2);
        Assert.Equal(first.Started.Select(worker => worker.Id), second.Started.Select(worker => worker.Id));
        await RunningAsync(Launcher(), 2);
    }

    [Theory]
    [InlineData("TERM", WorkerEventKind.Interrupted, "SIGTERM; tasks were cut short")]
    [InlineData("KILL", WorkerEventKind.Interrupted, "ended by SIGKILL with all that belongs to it")]
    public async Task A_signal_to_all_of_a_worker_is_an_interruption(string signal, WorkerEventKind kind, string reason)
    {
        var launcher = Launcher();
        var worker = (await LaunchAsync(launcher, count: 1)).Started[0];
        await RunningAsync(launcher, 1);
        await Waiting.UntilAsync(() => Task.FromResult(File.Exists(_folder.In("arguments"))));
        Signal(signal, Pid(worker));
        await GoneAsync(launcher);
        var happened = Assert.Single(await EventsAsync(launcher));
        Assert.Equal((kind, reason), (happened.Kind, happened.Reason));
    }

    [Theory]
    [InlineData("3", WorkerEventKind.Failed, "exit status 3")]
    [InlineData("137", WorkerEventKind.OutOfMemory, "ended by SIGKILL alone, which is mostly the kernel out of memory")]
    [InlineData("0", WorkerEventKind.Ended, "exit status 0")]
    public async Task A_status_says_how_a_worker_ended(string status, WorkerEventKind kind, string reason)
    {
        _folder.Write("go", status);
        var launcher = Launcher();
        await LaunchAsync(launcher, count: 1);
        await GoneAsync(launcher);
        var happened = Assert.Single(await EventsAsync(launcher));
        Assert.Equal((kind, reason), (happened.Kind, happened.Reason));
        await launcher.SettleAsync(TestContext.Current.CancellationToken);
        // What went wrong can be looked at; what went well is gone.
        Assert.Equal(status != "0", Directory.Exists(_folder.In("dispatch", "ended", happened.WorkerId)));
    }

    private ProcessLauncher Launcher() => new(
        new ProcessTerms { Folder = _folder.In("dispatch"), Python = _folder.In("python"), App = "shop", Workdir = _folder.Path, GraceSeconds = 5, BrokerUrl = "redis://:s3cret@127.0.0.1:6379/0" },
        [_pool],
        TimeProvider.System);

    private static Task<LaunchOutcome> LaunchAsync(ProcessLauncher launcher, int count) =>
        launcher.LaunchAsync(new LaunchOrder("web", PurchaseOption.Spot, count, "0123456789abcdef0123"), TestContext.Current.CancellationToken);

    private static Task<IReadOnlyList<WorkerEvent>> EventsAsync(ProcessLauncher launcher) => ((IWorkerEventSource)launcher).ReadAsync(TestContext.Current.CancellationToken);

    private static Task RunningAsync(ProcessLauncher launcher, int count) => Waiting.UntilAsync(async () =>
        (await launcher.CountAsync(TestContext.Current.CancellationToken)).Count(worker => worker.Stage == WorkerStage.Running && worker.StartedAt is not null) == count);

    private static Task GoneAsync(ProcessLauncher launcher) => Waiting.UntilAsync(async () => (await launcher.CountAsync(TestContext.Current.CancellationToken)).Count == 0);

    private string Pid(DispatchedWorker worker) => File.ReadAllText(_folder.In("dispatch", "workers", worker.Id, "process")).Split(' ')[0];

    // To the group that the worker's shell leads.
    private static void Signal(string signal, string pid)
    {
        using var kill = Process.Start(new ProcessStartInfo("/bin/kill", [$"-{signal}", "--", "-" + int.Parse(pid, CultureInfo.InvariantCulture)]) { RedirectStandardError = true })!;
        kill.WaitForExit();
    }
}
