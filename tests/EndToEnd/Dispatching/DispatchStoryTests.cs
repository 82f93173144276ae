using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using CostTool.Cli;
using CostTool.Sources.Tests;

namespace CostTool.EndToEnd.Dispatching;

/// <summary>The command with a real Redis, real Celery and workers that are processes.</summary>
public sealed class DispatchStoryTests : IAsyncLifetime
{
    private const int Tasks = 20;
    private readonly TemporaryFolder _folder = new();
    private readonly int _port = LoopbackPort.Free();
    private Process? _redis;

    public async ValueTask InitializeAsync()
    {
        _redis = Process.Start(new ProcessStartInfo("redis-server", ["--port", Text(_port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", _folder.Path]) { RedirectStandardOutput = true })!;
        _redis.BeginOutputReadLine();
        File.CreateSymbolicLink(_folder.In("costtool_runner"), Repository.Path("runner", "costtool_runner"));
        _folder.Write("shop.py", $$"""
            import os
            from celery import Celery

            app = Celery("shop", broker="redis://127.0.0.1:{{_port}}/0")
            app.conf.update(task_acks_late=True, task_reject_on_worker_lost=True, worker_prefetch_multiplier=1)

            @app.task
            def note(number):
                with open(os.path.join({{JsonSerializer.Serialize(_folder.Path)}}, "done"), "a") as file:
                    file.write(f"{number}\n")
            """);
        _folder.Write("costtool.yaml", $"""
            region: eu-west-3
            celery:
              broker: redis://127.0.0.1:{_port}/0
            dispatch:
              python: /usr/bin/python3
              app: shop
              grace_seconds: 5
              budget_usd_per_hour: 1
              pools:
                - name: web
                  queues: [celery]
                  vcpu: 0.25
                  memory_gib: 1
                  deadline_seconds: 120
                  idle_seconds: 2
                  task_seconds: 0.1
                  max_workers: 2
            """);
        await Waiting.UntilAsync(() => Task.FromResult(Answers()));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var file in Directory.EnumerateFiles(_folder.Path, "process", SearchOption.AllDirectories)) await RunAsync("/bin/kill", "-KILL", "--", "-" + File.ReadAllText(file).Split(' ')[0]);
        if (_redis is not null)
        {
            _redis.Kill();
            await _redis.WaitForExitAsync();
            _redis.Dispose();
        }

        _folder.Dispose();
    }

    [Fact]
    public async Task Tasks_are_done_by_workers_that_come_and_go_and_the_cost_is_told()
    {
        var published = await RunAsync("/usr/bin/python3", "-c", $"import shop\nfor number in range({Tasks}): shop.note.delay(number)");
        Assert.Equal("", published);

        // On a busy machine the first connection may take longer than a look at the broker waits.
        var dry = "";
        await Waiting.UntilAsync(async () =>
        {
            dry = (await CommandLine.RunAsync("dispatch", _folder.Path, "--launcher", "process", "--once", "--dry-run", "--json")).Output;
            return !dry.Contains("\"ready\":null", StringComparison.Ordinal);
        });
        using (var round = JsonDocument.Parse(dry))
        {
            var pool = round.RootElement.GetProperty("pools")[0];
            Assert.Equal((Tasks, 0, 1, 1), (pool.GetProperty("ready").GetInt32(), pool.GetProperty("running").GetInt32(), pool.GetProperty("missing").GetInt32(), pool.GetProperty("launch_spot").GetInt32()));
            Assert.Equal(0, round.RootElement.GetProperty("launched").GetArrayLength());
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        await using var output = new StringWriter { NewLine = "\n" };
        await using var error = new StringWriter { NewLine = "\n" };
        var port = LoopbackPort.Free();
        var running = CostToolCommand.RunAsync(["dispatch", _folder.Path, "--launcher", "process", "--poll-seconds", "1", "--explain", "--metrics-port", Text(port)], output, error, stop.Token);
        await Waiting.UntilAsync(() => Task.FromResult(running.IsCompleted || Done().Length >= Tasks));
        // The worker leaves by itself when it is idle, and nobody takes its place.
        await Waiting.UntilAsync(() => Task.FromResult(running.IsCompleted || !Directory.EnumerateDirectories(_folder.In("dispatch", "workers")).Any()));
        using var http = new HttpClient();
        var metrics = await http.GetStringAsync($"http://127.0.0.1:{port}/metrics", TestContext.Current.CancellationToken);
        var health = await http.GetStringAsync($"http://127.0.0.1:{port}/healthz", TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        Assert.Equal(ExitCode.Done, await running);

        var told = error.ToString();
        Assert.Equal(Enumerable.Range(0, Tasks), Done().Select(line => int.Parse(line, CultureInfo.InvariantCulture)).Order());
        Assert.Contains("pool web: launched 1 workers (Spot)", told, StringComparison.Ordinal);
        Assert.Contains("stopped; workers that run go on. 1 workers, ", told, StringComparison.Ordinal);
        Assert.Contains("20 messages wait, 0 are held by workers", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("costtool_dispatch_ready_messages{pool=\"web\",queue=\"celery\"} 0\n", metrics, StringComparison.Ordinal);
        Assert.Contains("costtool_dispatch_launched_total{pool=\"web\",purchase=\"spot\"} 1\n", metrics, StringComparison.Ordinal);
        Assert.Contains("costtool_dispatch_worker_events_total{pool=\"web\",kind=\"Ended\"} 1\n", metrics, StringComparison.Ordinal);
        Assert.Equal("ok\n", health);
    }

    [Fact]
    public async Task A_run_with_nothing_to_do_starts_nothing()
    {
        var once = new CommandResult(ExitCode.Failed, "", "");
        await Waiting.UntilAsync(async () =>
        {
            once = await CommandLine.RunAsync("dispatch", _folder.Path, "--launcher", "process", "--once", "--explain");
            return !once.Output.Contains("unknown", StringComparison.Ordinal);
        });
        Assert.Equal(ExitCode.Done, once.Code);
        Assert.Equal("web: 0 waiting, 0 held, 0 running, 0 starting, 0 stopping, 0 more needed: launch 0 on Spot, 0 on demand\n  nothing waits: no worker is needed\n  launched: 0 on Spot, 0 on demand\n", once.Output);
        Assert.False(Directory.Exists(_folder.In("dispatch", "workers")));
    }

    private string[] Done() => File.Exists(_folder.In("done")) ? File.ReadAllLines(_folder.In("done")) : [];

    private bool Answers()
    {
        try
        {
            using var socket = new TcpClient();
            socket.Connect(IPAddress.Loopback, _port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = _folder.Path, RedirectStandardError = true })!;
        var said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return said;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
