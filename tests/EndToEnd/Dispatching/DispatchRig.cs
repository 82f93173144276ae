using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CostTool.Cli;

namespace CostTool.EndToEnd.Dispatching;

/// <summary>Messages of the rig's queue.</summary>
/// <param name="Ready">They wait.</param>
/// <param name="Held">Workers hold them, dead ones included; 0 where the broker gives those of a dead worker back at once.</param>
/// <param name="Dead">They were put aside.</param>
internal sealed record QueueDepth(long Ready, long Held, long Dead);

/// <summary>A workspace with a Celery app over a broker, and the built program as a process that dispatches its workers. All that it started is gone when the test is over.</summary>
internal sealed class DispatchRig : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _mark = Guid.NewGuid().ToString("N");
    private readonly string _url;
    private readonly BrokerServer _broker;
    private readonly List<Process> _dispatchers = [];

    /// <param name="broker">The broker.</param>
    /// <param name="settings">More of <c>dispatch:</c>, a line each.</param>
    /// <param name="idleSeconds">Workers leave after so long without work.</param>
    /// <param name="url">What is to be used instead of the broker's own URL.</param>
    public DispatchRig(BrokerServer broker, string[]? settings = null, int idleSeconds = 2, string? url = null)
    {
        (_broker, _url) = (broker, url ?? broker.Url);
        Notes = new TaskNotes(_folder.In("notes"));
        _folder.Write("costtool.yaml", $"""
            name: rig
            region: eu-west-3
            celery: {"{"}broker: "env:CELERY_BROKER_URL"{"}"}
            dispatch:
              name: rig
              app: rig_app
              python: /usr/bin/python3
              workdir: {AppFolder}
              poll_seconds: 1
              grace_seconds: 1
            {string.Concat((settings ?? []).Select(line => $"  {line}\n"))}  pools:
                - name: rig
                  queues: [rig]
                  vcpu: 0.25
                  memory_gib: 0.5
                  concurrency: 4
                  deadline_seconds: 5
                  idle_seconds: {idleSeconds}
                  max_workers: 8
                  task_seconds: 0.1
            """);
    }

    public TaskNotes Notes { get; }

    public IReadOnlyList<MarkedProcess> Workers => MarkedProcess.Workers(_mark);

    /// <summary>Everything that was started here and lives, brokers apart.</summary>
    public IReadOnlyList<MarkedProcess> Living => MarkedProcess.Of(_mark);

    /// <summary>What dispatchers wrote.</summary>
    public string Log => string.Concat(Enumerable.Range(0, _dispatchers.Count).Select(LogOf));

    /// <summary>Where the launcher keeps what it knows of workers.</summary>
    public string WorkersFolder => _folder.In("dispatch", "workers");

    // As it is built for itself: beside the tests it lacks an assembly that they have from ASP.NET Core, which the program does not use.
    private static string Program => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(CostToolCommand).Assembly.Location)!, "..", "..", "CostTool.Cli", "release", "costtool.dll"));

    private static string AppFolder => Repository.Path("tests", "EndToEnd", "Dispatching");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Starts a dispatcher.</summary>
    public Process Dispatch(params string[] options)
    {
        var start = Prepared("setsid", ["/bin/sh", "-c", "exec \"$@\" >\"$0\" 2>&1", LogPath(_dispatchers.Count),
            "dotnet", Program, "dispatch", _folder.Path, "--launcher", "process", .. options]);
        var process = Process.Start(start)!;
        _dispatchers.Add(process);
        return process;
    }

    /// <summary>Publishes tasks of these lengths, numbered from 0.</summary>
    public async Task PublishAsync(IReadOnlyList<double> seconds)
    {
        var lines = new StringBuilder();
        for (var number = 0; number < seconds.Count; number++) lines.Append(CultureInfo.InvariantCulture, $"{number} {seconds[number]:0.######}\n");
        await AskAsync("publish", lines.ToString());
    }

    public async Task<QueueDepth> DepthAsync()
    {
        using var json = JsonDocument.Parse(await AskAsync("depth"));
        long Number(string name) => json.RootElement.GetProperty(name).GetInt64();
        return new QueueDepth(Number("ready"), Number("held"), Number("dead"));
    }

    /// <summary>Moves dead letters back to their queue.</summary>
    public Task ReviveAsync() => AskAsync("revive");

    /// <summary>Waits for something that happens sooner or later; a machine that is busy may take long, and only what never happens takes all of the time.</summary>
    public async Task UntilAsync(Func<Task<bool>> condition, string what, double seconds = 600)
    {
        for (var waited = Stopwatch.StartNew(); !await condition();)
        {
            Assert.True(waited.Elapsed.TotalSeconds < seconds, $"{what}: it did not happen\n{string.Join('\n', Living)}\n{Log}");
            await Task.Delay(100, Stop);
        }
    }

    public Task UntilAsync(Func<bool> condition, string what, double seconds = 600) => UntilAsync(() => Task.FromResult(condition()), what, seconds);

    public void Dispose()
    {
        // Dispatchers first, so that none starts what was ended. Each by its id or by the mark that only this test's processes bear.
        foreach (var process in _dispatchers)
        {
            if (!process.HasExited) process.Kill();
            process.WaitForExit();
            process.Dispose();
        }

        while (Living is { Count: > 0 } living)
        {
            foreach (var process in living) MarkedProcess.Signal("KILL", process.Id);
        }

        _folder.Dispose();
    }

    /// <summary>What one dispatcher wrote, counted from 0.</summary>
    public string LogOf(int dispatcher)
    {
        var path = LogPath(dispatcher);
        if (!File.Exists(path)) return "";
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }

    private string LogPath(int dispatcher) => _folder.In(string.Create(CultureInfo.InvariantCulture, $"dispatcher-{dispatcher}"));

    private ProcessStartInfo Prepared(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = AppFolder };
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)
        [
            (MarkedProcess.Variable, _mark), ("CELERY_BROKER_URL", _url), ("RIG_NOTES", Notes.Path), ("RIG_TRANSPORT", _broker.TransportOptions),
            ("PYTHONPATH", Repository.Path("runner")), ("PYTHONDONTWRITEBYTECODE", "1"),
        ])
            start.Environment[name] = value;
        return start;
    }

    private async Task<string> AskAsync(string question, string input = "")
    {
        var start = Prepared("/usr/bin/python3", [Path.Combine(AppFolder, "rig_app.py"), question]);
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(Stop);
        var error = process.StandardError.ReadToEndAsync(Stop);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(Stop);
        Assert.True(process.ExitCode == 0, $"rig_app.py {question}: {await error}");
        return await output;
    }
}
