using System.Net;
using System.Net.Sockets;

namespace CostTool.Sources.Tests;

/// <summary>Ports of this machine for servers that want to be told one.</summary>
internal static class LoopbackPort
{
    // Below those that the system gives to outgoing connections: what is free now has to be free when the server gets to it.
    private const int First = 10_000;
    private const int Count = 20_000;

    private static int last = Environment.ProcessId * 61;

    /// <summary>One that nobody has, and that this process is not given again soon.</summary>
    public static int Free()
    {
        while (true)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref last) % Count);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it.
            }
        }
    }
}
