using System.Globalization;
using System.Net;
using System.Text;
using CostTool.Cli;
using CostTool.Sources.Tests;

namespace CostTool.EndToEnd.Dispatching;

/// <summary>Traces of a dispatcher, as they arrive at a receiver of OTLP over HTTP.</summary>
public sealed class DispatchTracesTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_round_is_one_trace_with_its_readings_below_it()
    {
        await using var broker = await BrokerServer.StartAsync("Redis", Stop);
        using var folder = new TemporaryFolder();
        folder.Write("costtool.yaml", """
            name: traced
            region: eu-west-3
            celery: {broker: "env:CELERY_BROKER_URL"}
            dispatch:
              app: shop
              pools: [{name: web, queues: [mail], vcpu: 0.25, memory_gib: 0.5, deadline_seconds: 60}]
            """);
        using var receiver = new Receiver();
        var environment = new Dictionary<string, string>
        {
            ["CELERY_BROKER_URL"] = broker.Url, ["OTEL_EXPORTER_OTLP_ENDPOINT"] = receiver.Address, ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf", ["OTEL_EXPORTER_OTLP_HEADERS"] = "x-token=planted",
        };
        var result = await OwnProcess.RunAsync(environment, "dispatch", folder.Path, "--launcher", "process", "--once");
        Assert.True(result.Code == ExitCode.Done, result.Error);

        // What is under way when the program ends is sent before it does.
        var spans = receiver.Requests.SelectMany(request => Spans(request.Body)).ToList();
        Assert.All(receiver.Requests, request => Assert.Equal(("/v1/traces", "application/x-protobuf", "planted"), (request.Path, request.ContentType, request.Token)));
        var round = Assert.Single(spans, span => span.Name == "dispatch round");
        Assert.Equal("", round.Parent);
        var asked = spans.Where(span => span.Name.StartsWith("ask ", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(asked);
        Assert.All(asked, span => Assert.Equal((round.Trace, round.Id), (span.Trace, span.Parent)));
        Assert.Contains("costtool-dispatch", Encoding.UTF8.GetString(receiver.Requests[0].Body), StringComparison.Ordinal);
    }

    // ExportTraceServiceRequest: resource_spans 1, of which scope_spans 2, of which spans 2: trace_id 1, span_id 2, parent_span_id 4, name 5.
    private static IEnumerable<Span> Spans(byte[] request) =>
        from resource in Fields(request, 1)
        from scope in Fields(resource, 2)
        from span in Fields(scope, 2)
        select new Span(Encoding.UTF8.GetString(Field(span, 5)), Convert.ToHexString(Field(span, 1)), Convert.ToHexString(Field(span, 2)), Convert.ToHexString(Field(span, 4)));

    private static byte[] Field(byte[] message, int wanted) => Fields(message, wanted).FirstOrDefault([]);

    // The fields of one number in a message of protocol buffers that have a length.
    private static List<byte[]> Fields(byte[] message, int wanted)
    {
        List<byte[]> found = [];
        for (var at = 0; at < message.Length;)
        {
            var key = Number(message, ref at);
            switch (key & 7)
            {
                case 0: Number(message, ref at); break;
                case 1: at += 8; break;
                case 5: at += 4; break;
                default:
                    var length = (int)Number(message, ref at);
                    if (key >> 3 == (ulong)wanted) found.Add(message[at..(at + length)]);
                    at += length;
                    break;
            }
        }

        return found;
    }

    private static ulong Number(byte[] message, ref int at)
    {
        var number = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var part = message[at++];
            number |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return number;
        }
    }

    private sealed record Span(string Name, string Trace, string Id, string Parent);

    private sealed record Request(string Path, string ContentType, string Token, byte[] Body);

    /// <summary>Takes what is sent, and answers that it was taken.</summary>
    private sealed class Receiver : IDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly List<Request> _requests = [];

        public Receiver()
        {
            Address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{LoopbackPort.Free()}");
            _listener.Prefixes.Add(Address + "/");
            _listener.Start();
            _ = ListenAsync();
        }

        public string Address { get; }

        public IReadOnlyList<Request> Requests
        {
            get
            {
                lock (_requests) return [.. _requests];
            }
        }

        public void Dispose() => _listener.Close();

        private async Task ListenAsync()
        {
            while (_listener.IsListening)
            {
                HttpListenerContext context;
                try
                {
                    context = await _listener.GetContextAsync();
                }
                catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
                {
                    return;
                }

                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                lock (_requests) _requests.Add(new Request(context.Request.Url!.AbsolutePath, context.Request.ContentType ?? "", context.Request.Headers["x-token"] ?? "", body.ToArray()));
                context.Response.ContentType = "application/x-protobuf";
                context.Response.Close();
            }
        }
    }
}
