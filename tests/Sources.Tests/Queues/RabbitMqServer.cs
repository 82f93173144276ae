using System.Globalization;
using System.Net;
using System.Net.Sockets;
using CostTool.Sources.Tests.Celery;

namespace CostTool.Sources.Tests.Queues;

/// <summary>A real RabbitMQ with its management API and TLS, from the Debian package, and an epmd of its own.</summary>
public sealed class RabbitMqServer : IAsyncLifetime
{
    private readonly ServerProcess epmd = new("rabbitmq");
    private readonly ServerProcess server = new("rabbitmq");

    public int Port => server.Port;

    /// <summary>Speaks TLS, with a certificate of <see cref="Authority"/>.</summary>
    public int TlsPort { get; } = LoopbackPort.Free();

    public string Authority => Path.Combine(server.Folder, "authority.pem");

    public Uri Management { get; } = new($"http://127.0.0.1:{LoopbackPort.Free()}");

    public string Url(string path = "//", string password = "guest") => $"amqp://guest:{password}@127.0.0.1:{Port}{path}";

    public async ValueTask InitializeAsync()
    {
        try
        {
            var port = epmd.Port.ToString(CultureInfo.InvariantCulture);
            await epmd.StartAsync("epmd", ["-port", port, "-address", "127.0.0.1"], () => ConnectAsync(epmd.Port));
            server.WriteFile("plugins", "[rabbitmq_management].\n");
            BrokerCertificate.Write(server);
            server.WriteFile("rabbitmq.conf", string.Create(CultureInfo.InvariantCulture, $"""
                management.tcp.ip = 127.0.0.1
                management.tcp.port = {Management.Port}
                collect_statistics_interval = 500
                listeners.ssl.1 = 127.0.0.1:{TlsPort}
                ssl_options.cacertfile = {Authority}
                ssl_options.certfile = {server.Folder}/server.pem
                ssl_options.keyfile = {server.Folder}/server.key
                ssl_options.verify = verify_none

                """));
            await StartAsync();
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await server.KillAsync();
        await server.DisposeAsync();
        await epmd.DisposeAsync();
    }

    /// <summary>Ends it without a word.</summary>
    public Task KillAsync() => server.KillAsync();

    public Task StartAsync() => server.StartAsync(
        "env",
        [
            $"HOME={server.Folder}",
            $"ERL_EPMD_PORT={epmd.Port}",
            "ERL_EPMD_ADDRESS=127.0.0.1",
            $"RABBITMQ_NODENAME=queues{Port}@localhost",
            "RABBITMQ_NODE_IP_ADDRESS=127.0.0.1",
            $"RABBITMQ_NODE_PORT={Port}",
            $"RABBITMQ_DIST_PORT={LoopbackPort.Free()}",
            $"RABBITMQ_MNESIA_BASE={server.Folder}/data",
            $"RABBITMQ_LOG_BASE={server.Folder}/logs",
            $"RABBITMQ_CONFIG_FILE={server.Folder}/rabbitmq",
            $"RABBITMQ_ENABLED_PLUGINS_FILE={server.Folder}/plugins",
            $"RABBITMQ_PID_FILE={server.Folder}/pid",
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS=+S 1:1",
            // Debian's wrapper in /usr/sbin changes the user; this is the program behind it.
            "/usr/lib/rabbitmq/bin/rabbitmq-server",
        ],
        async () =>
        {
            await ConnectAsync(Port);
            await ConnectAsync(TlsPort);
            await ConnectAsync(Management.Port);
        });

    private static async Task ConnectAsync(int port)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, port);
    }

}
