using System.Diagnostics;

namespace CostTool.Sources.Tests.Celery;

/// <summary>A database or broker on a free loopback port, in a folder of its own; ended and removed by the test that started it.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    // A build machine may be slow; only a server that never comes up waits this long.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly string user;
    private Process? process;

    /// <param name="user">Account for the server where the tests run as root: both servers refuse to be root.</param>
    public ServerProcess(string user)
    {
        this.user = user;
        Folder = Directory.CreateTempSubdirectory("costtool-server-").FullName;
        Port = LoopbackPort.Free();
    }

    public string Folder { get; }

    public int Port { get; }

    public string Log => Path.Combine(Folder, "log");

    public void WriteFile(string name, string text)
    {
        File.WriteAllText(Path.Combine(Folder, name), text);
        HandOver();
    }

    /// <summary>Runs a program to its end under the server's account.</summary>
    public async Task RunAsync(string program, IEnumerable<string> arguments, (string Name, string Value)? variable = null)
    {
        using var run = Started(program, arguments, variable);
        var output = run.StandardOutput.ReadToEndAsync();
        var errors = await run.StandardError.ReadToEndAsync();
        await run.WaitForExitAsync();
        if (run.ExitCode != 0) throw new InvalidOperationException($"{program} ended with {run.ExitCode}: {errors}{await output}");
    }

    /// <summary>Starts the server and waits until it answers.</summary>
    public async Task StartAsync(string program, IEnumerable<string> arguments, Func<Task> ask)
    {
        process = Started(program, arguments, null);
        process.OutputDataReceived += Forget;
        process.ErrorDataReceived += Forget;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        for (var waited = Stopwatch.StartNew(); ;)
        {
            try
            {
                await ask();
                return;
            }
            catch (Exception) when (!process.HasExited && waited.Elapsed < Patience)
            {
                await Task.Delay(100);
            }
        }
    }

    /// <summary>Ends the server and what it started, without a word to them. The folder stays, and it can be started again.</summary>
    public async Task KillAsync()
    {
        if (process is null) return;
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
        {
            // SIGINT is PostgreSQL's quick shutdown, SIGTERM MariaDB's; by the id of the process that was started here.
            using var kill = Process.Start("kill", [user == "postgres" ? "-INT" : "-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync();
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            try
            {
                await process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        process?.Dispose();
        process = null;
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
    }

    private static void Forget(object sender, DataReceivedEventArgs line)
    {
    }

    private Process Started(string program, IEnumerable<string> arguments, (string Name, string Value)? variable)
    {
        HandOver();
        // setpriv becomes the program, so that the process started here is the server itself.
        string[] command = Environment.IsPrivilegedProcess
            ? ["setpriv", $"--reuid={user}", $"--regid={user}", "--clear-groups", "--", program, .. arguments]
            : [program, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Folder };
        if (variable is { } pair) start.Environment[pair.Name] = pair.Value;
        start.Environment["LC_ALL"] = "C";
        return Process.Start(start)!;
    }

    private void HandOver()
    {
        if (!Environment.IsPrivilegedProcess) return;
        using var chown = Process.Start("chown", ["-R", $"{user}:{user}", Folder]);
        chown.WaitForExit();
    }
}
