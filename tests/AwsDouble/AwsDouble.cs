using System.Text.Json;
using System.Text.Json.Nodes;
using CostTool.AwsDouble.Athena;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CostTool.AwsDouble;

/// <summary>AWS on a loopback port: point <c>AWS_ENDPOINT_URL</c> at <see cref="Address"/>.</summary>
public sealed class AwsDouble : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly Dictionary<string, IServiceDouble> _services;
    private readonly List<RecordedCall> _calls = [];
    private readonly Lock _gate = new();
    private int _requests;

    private AwsDouble(WebApplication application)
    {
        _application = application;
        Athena = new AthenaDouble();
        _services = new Dictionary<string, IServiceDouble>(StringComparer.Ordinal) { [Athena.TargetPrefix] = Athena };
        _application.Run(AnswerAsync);
    }

    public Uri Address => new(_application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public AthenaDouble Athena { get; }

    /// <summary>What goes wrong, and when.</summary>
    public FaultPlan Faults { get; } = new();

    /// <summary>Every call so far, those that met a fault too.</summary>
    public IReadOnlyList<RecordedCall> Calls
    {
        get
        {
            lock (_gate) return [.. _calls];
        }
    }

    public static async Task<AwsDouble> StartAsync(CancellationToken cancellationToken = default)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var aws = new AwsDouble(builder.Build());
        await aws._application.StartAsync(cancellationToken);
        return aws;
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        Athena.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var target = context.Request.Headers["X-Amz-Target"].ToString();
        var signature = Signature.Of(context.Request.Headers.Authorization.ToString());
        using var reader = new StreamReader(context.Request.Body);
        var text = await reader.ReadToEndAsync(context.RequestAborted);
        var call = new RecordedCall(target, context.Request.ContentType, signature, text);
        int number;
        lock (_gate)
        {
            _calls.Add(call);
            number = ++_requests;
        }

        context.Response.Headers["x-amzn-RequestId"] = $"request-{number}";
        context.Response.ContentType = "application/x-amz-json-1.1";
        try
        {
            var fault = Faults.Take(target);
            if (fault?.Latency is { } latency) await Task.Delay(latency, context.RequestAborted);
            if (fault?.Error is { } error) throw error;
            if (fault is { Cut: Cut.BeforeEffect })
            {
                context.Abort();
                return;
            }

            var answer = Handle(call);
            if (fault is { Cut: Cut.AfterEffect }) context.Abort();
            else await context.Response.WriteAsync(answer.ToJsonString(), context.RequestAborted);
        }
        catch (ServiceErrorException error)
        {
            context.Response.StatusCode = error.Status;
            await context.Response.WriteAsync(error.Body().ToJsonString(), context.RequestAborted);
        }
    }

    private JsonObject Handle(RecordedCall call)
    {
        if (call.Signature is null) throw new ServiceErrorException("MissingAuthenticationTokenException", "Missing Authentication Token", 403);
        if (call.Target.Split('.') is not [var prefix, var operation] || !_services.TryGetValue(prefix, out var service))
            throw new ServiceErrorException("UnknownOperationException", $"no such target: {call.Target}");
        if (call.Signature.Service != service.SigningName) throw new ServiceErrorException("InvalidSignatureException", $"Credential should be scoped to correct service: '{service.SigningName}'.", 403);
        JsonObject request;
        try
        {
            request = JsonNode.Parse(call.Body) as JsonObject ?? throw new ServiceErrorException("SerializationException", "the body is no object");
        }
        catch (JsonException)
        {
            throw new ServiceErrorException("SerializationException", "the body is no JSON");
        }

        lock (_gate) return service.Handle(operation, request);
    }
}
