using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using CostTool.Sources.Tests;

namespace CostTool.EndToEnd.Dispatching;

/// <summary>A real broker on a free loopback port, in a folder of its own; it can be stopped and started again with what it keeps on disk.</summary>
internal abstract class BrokerServer : IAsyncDisposable
{
    // Only a server that never comes up waits this long.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Stack<Process> _processes = new();

    protected BrokerServer() => Port = LoopbackPort.Free();

    /// <summary>Where Celery finds it.</summary>
    public string Url => UrlWith("guest");

    /// <summary>The same with another password, which is wrong.</summary>
    public abstract string UrlWith(string password);

    /// <summary>Celery's <c>broker_transport_options</c>, JSON.</summary>
    public virtual string TransportOptions => "{}";

    protected TemporaryFolder Folder { get; } = new();

    protected int Port { get; }

    /// <summary>A server that answers.</summary>
    public static async Task<BrokerServer> StartAsync(string kind, CancellationToken cancellationToken)
    {
        BrokerServer server = kind switch { "Redis" => new RedisServer(), "RabbitMQ" => new RabbitMqServer(), _ => throw new ArgumentOutOfRangeException(nameof(kind)) };
        try
        {
            await server.StartAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it, for the first time or again.</summary>
    public abstract Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Lets it end by itself, with everything on disk.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        while (_processes.TryPop(out var process))
        {
            MarkedProcess.Signal("TERM", process.Id);
            await process.WaitForExitAsync(cancellationToken);
            End(process);
        }
    }

    public ValueTask DisposeAsync()
    {
        while (_processes.TryPop(out var process)) End(process);
        Folder.Dispose();
        return ValueTask.CompletedTask;
    }

    protected async Task StartAsync(IEnumerable<string> command, IReadOnlyDictionary<string, string> environment, int port, CancellationToken cancellationToken)
    {
        // A session of its own: whatever it starts ends with it.
        var start = new ProcessStartInfo("setsid", command) { WorkingDirectory = Folder.Path, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var process = Process.Start(start)!;
        _processes.Push(process);
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        for (var waited = Stopwatch.StartNew(); ;)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
                return;
            }
            catch (SocketException) when (!process.HasExited && waited.Elapsed < Patience)
            {
                await Task.Delay(50, cancellationToken);
            }
        }
    }

    private static void End(Process process)
    {
        MarkedProcess.SignalGroup("KILL", process.Id);
        process.WaitForExit();
        process.Dispose();
    }

    private sealed class RedisServer : BrokerServer
    {
        public override string UrlWith(string password) => string.Create(CultureInfo.InvariantCulture, $"redis://:{password}@127.0.0.1:{Port}/0");

        // How long the tasks of a killed worker wait, so short; long enough for workers that hardly get any processor time to renew it.
        public override string TransportOptions => """{"visibility_timeout": 15}""";

        public override Task StartAsync(CancellationToken cancellationToken) => StartAsync(
            ["redis-server", "--port", Port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--requirepass", "guest", "--save", "", "--appendonly", "yes", "--dir", Folder.Path],
            new Dictionary<string, string>(), Port, cancellationToken);
    }

    private sealed class RabbitMqServer : BrokerServer
    {
        private readonly int _nameServer = LoopbackPort.Free();
        private readonly int _distribution = LoopbackPort.Free();

        public override string UrlWith(string password) => string.Create(CultureInfo.InvariantCulture, $"amqp://guest:{password}@127.0.0.1:{Port}//");

        public override async Task StartAsync(CancellationToken cancellationToken)
        {
            var plugins = Folder.Write("plugins", "[].\n");
            var environment = new Dictionary<string, string>
            {
                ["HOME"] = Folder.Path,
                ["ERL_EPMD_PORT"] = _nameServer.ToString(CultureInfo.InvariantCulture),
                ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
                ["RABBITMQ_NODENAME"] = string.Create(CultureInfo.InvariantCulture, $"rig{Port}@localhost"),
                ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
                ["RABBITMQ_NODE_PORT"] = Port.ToString(CultureInfo.InvariantCulture),
                ["RABBITMQ_DIST_PORT"] = _distribution.ToString(CultureInfo.InvariantCulture),
                ["RABBITMQ_MNESIA_BASE"] = Folder.In("data"),
                ["RABBITMQ_LOG_BASE"] = Folder.In("logs"),
                ["RABBITMQ_CONFIG_FILE"] = Folder.In("rabbitmq"),
                ["RABBITMQ_ENABLED_PLUGINS_FILE"] = plugins,
                ["RABBITMQ_PID_FILE"] = Folder.In("pid"),
                ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "+S 1:1",
            };
            await StartAsync(["epmd", "-port", environment["ERL_EPMD_PORT"], "-address", "127.0.0.1"], environment, _nameServer, cancellationToken);
            // Debian's wrapper in /usr/sbin changes the user; this is the program behind it.
            await StartAsync(["/usr/lib/rabbitmq/bin/rabbitmq-server"], environment, Port, cancellationToken);
        }
    }
}
