using System.Globalization;
using System.Text.Json.Nodes;
using CostTool.AwsDouble.Account;
using CostTool.AwsDouble.Athena;
using CostTool.AwsDouble.CloudFormation;
using CostTool.AwsDouble.CloudWatch;
using CostTool.AwsDouble.CostExplorer;
using CostTool.AwsDouble.Ec2;
using CostTool.AwsDouble.Ecs;
using CostTool.AwsDouble.Events;
using CostTool.AwsDouble.Faults;
using CostTool.AwsDouble.Iam;
using CostTool.AwsDouble.Logs;
using CostTool.AwsDouble.Models;
using CostTool.AwsDouble.Protocols;
using CostTool.AwsDouble.Pricing;
using CostTool.AwsDouble.Scheduler;
using CostTool.AwsDouble.ServiceQuotas;
using CostTool.AwsDouble.Sns;
using CostTool.AwsDouble.Sqs;
using CostTool.AwsDouble.StepFunctions;
using CostTool.AwsDouble.Sts;
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
    private readonly CallRouter _router;
    private readonly List<RecordedCall> _calls = [];
    private readonly Lock _records = new();
    private readonly Lock _effects = new();

    private AwsDouble(WebApplication application, DoubleAccount account)
    {
        _application = application;
        Account = account;
        Athena = account.Add(new AthenaDouble());
        Iam = account.Add(new IamDouble(account));
        Sts = account.Add(new StsDouble(account));
        Sns = account.Add(new SnsDouble(account));
        Sqs = account.Add(new SqsDouble(account));
        CloudWatch = account.Add(new CloudWatchDouble(account));
        Ec2 = account.Add(new Ec2Double(account));
        ServiceQuotas = account.Add(new ServiceQuotasDouble(account));
        Events = account.Add(new EventBridgeDouble(account));
        Logs = account.Add(new LogsDouble(account));
        Ecs = account.Add(new EcsDouble(account));
        Scheduler = account.Add(new SchedulerDouble(account));
        StepFunctions = account.Add(new StepFunctionsDouble(account));
        CostExplorer = account.Add(new CostExplorerDouble());
        Pricing = account.Add(new PricingDouble());
        CloudFormation = account.Add(new CloudFormationDouble(account));
        _router = new CallRouter(account.Services);
        _application.Run(AnswerAsync);
    }

    public Uri Address => new(_application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public DoubleAccount Account { get; }

    /// <summary>What other services and listings see of what was made, and when.</summary>
    public ResourceRegister Consistency => Account.Resources;

    public AthenaDouble Athena { get; }

    public IamDouble Iam { get; }

    public StsDouble Sts { get; }

    public SnsDouble Sns { get; }

    public SqsDouble Sqs { get; }

    public CloudFormationDouble CloudFormation { get; }

    public CloudWatchDouble CloudWatch { get; }

    public Ec2Double Ec2 { get; }

    public ServiceQuotasDouble ServiceQuotas { get; }

    public CostExplorerDouble CostExplorer { get; }

    public PricingDouble Pricing { get; }

    public EcsDouble Ecs { get; }

    public EventBridgeDouble Events { get; }

    public LogsDouble Logs { get; }

    public SchedulerDouble Scheduler { get; }

    public StepFunctionsDouble StepFunctions { get; }

    /// <summary>What goes wrong, and when.</summary>
    public FaultPlan Faults { get; } = new();

    /// <summary>Waited before every call.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>Calls beyond it are refused as throttled; null: there is no limit.</summary>
    public TokenBucket? Throttle { get; set; }

    /// <summary>Gets the number and the name of each call after its effect, if it had one, and before its answer.</summary>
    public Action<int, string>? AfterCall { get; set; }

    /// <summary>Every call so far, those that met a fault too.</summary>
    public IReadOnlyList<RecordedCall> Calls
    {
        get
        {
            lock (_records) return [.. _calls];
        }
    }

    public static Task<AwsDouble> StartAsync(CancellationToken cancellationToken = default) => StartAsync("us-east-1", TimeProvider.System, cancellationToken);

    /// <param name="region">The account's region.</param>
    /// <param name="clock">The account's time.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    public static async Task<AwsDouble> StartAsync(string region, TimeProvider clock, CancellationToken cancellationToken = default)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var aws = new AwsDouble(builder.Build(), new DoubleAccount(region, clock));
        await aws._application.StartAsync(cancellationToken);
        aws.Account.Endpoint = aws.Address;
        return aws;
    }

    /// <summary>Changes or reads the state between calls, as a test does that sets a scene while a client is at work. What was due by the clock has happened.</summary>
    public void Arrange(Action change)
    {
        lock (_effects)
        {
            MoveOn();
            change();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        Athena.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var request = await ArrivedRequest.ReadAsync(context);
        var signature = Signature.Of(request.Headers.Authorization.ToString());
        var call = _router.Route(request, signature);
        var number = Record(call, request, signature);
        var requestId = $"request-{number.ToString(CultureInfo.InvariantCulture)}";
        WireAnswer? answer;
        try
        {
            answer = await TakeAsync(context, request, call, number, signature, requestId);
        }
        catch (ServiceErrorException error)
        {
            answer = Refusal(error);
        }
        catch (Exception defect) when (defect is not OperationCanceledException)
        {
            // A defect of the double itself: whoever looks at the answer or at the calls shall see it.
            answer = Refusal(call.Protocol.Common(CommonError.Internal, $"the double failed: {defect}"));
        }

        AfterCall?.Invoke(number, call.Name);
        if (answer is null)
        {
            context.Abort();
            return;
        }

        WireAnswer Refusal(ServiceErrorException error)
        {
            lock (_records) _calls[number - 1] = _calls[number - 1] with { Error = error.Code };
            return call.Protocol.Error(call.Model, error, requestId);
        }

        await WriteAsync(context, answer, requestId);
    }

    /// <returns>Null: the connection is cut.</returns>
    private async Task<WireAnswer?> TakeAsync(HttpContext context, ArrivedRequest request, RoutedCall call, int number, Signature? signature, string requestId)
    {
        var fault = Faults.Take(call.Name, number);
        var wait = Latency + (fault?.Latency ?? TimeSpan.Zero);
        if (wait > TimeSpan.Zero) await Task.Delay(wait, context.RequestAborted);
        if (Throttle is { } throttle && !throttle.TryTake()) throw call.Protocol.Common(CommonError.Throttling);
        if (fault?.Common is { } common) throw call.Protocol.Common(common);
        if (fault?.Error is { } error) throw error;
        if (fault is { Cut: Cut.BeforeEffect }) return null;
        var effect = Handle(call, request, signature);
        return fault is { Cut: Cut.AfterEffect } ? null : call.Protocol.Encode(call.Operation!, call.Model!, effect, requestId);
    }

    private static async Task WriteAsync(HttpContext context, WireAnswer answer, string requestId)
    {
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        context.Response.Headers["x-amzn-RequestId"] = requestId;
        foreach (var (name, value) in answer.Headers) context.Response.Headers[name] = value;
        await context.Response.WriteAsync(answer.Body, context.RequestAborted);
    }

    private int Record(RoutedCall call, ArrivedRequest request, Signature? signature)
    {
        lock (_records)
        {
            _calls.Add(new RecordedCall(_calls.Count + 1, call.Name, request.ContentType, signature, request.Body));
            return _calls.Count;
        }
    }

    private JsonObject Handle(RoutedCall call, ArrivedRequest request, Signature? signature)
    {
        var protocol = call.Protocol;
        if (signature is null) throw protocol.Common(CommonError.MissingSignature);
        if (call.Service is not { } service || call.Model is not { } model || call.Operation is not { } operation) throw protocol.Common(CommonError.UnknownOperation, $"no such operation: {call.Name}");
        if (signature.Service != model.SigningName) throw protocol.Common(CommonError.WrongScope, $"Credential should be scoped to correct service: '{model.SigningName}'.");
        var decoded = DoubleAccount.Plain(protocol.Decode(operation, model, request));
        if (RequestValidation.Faults(operation, model, decoded) is { Count: > 0 } wrong)
        {
            var message = $"{wrong.Count.ToString(CultureInfo.InvariantCulture)} validation error{(wrong.Count == 1 ? "" : "s")} detected: {string.Join("; ", wrong)}";
            throw service.InvalidCode is { } code ? new ServiceErrorException(code, message) : protocol.Common(CommonError.Invalid, message);
        }

        lock (_effects)
        {
            MoveOn();
            return DoubleAccount.Plain(service.Handle(operation.Name, decoded));
        }
    }

    private void MoveOn()
    {
        foreach (var service in Account.Services.OfType<IMovesWithTime>()) service.MoveTo(Account.Clock.GetUtcNow());
    }
}
