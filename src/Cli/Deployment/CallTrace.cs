using System.Diagnostics;
using System.Globalization;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace CostTool.Cli.Deployment;

/// <summary>Writes a line for each call to AWS: service, operation, time, status and request id. Never a header, a body or a value, so that nothing secret can stand in it.</summary>
/// <remarks>It sees the clients that are made while it is there.</remarks>
public sealed class CallTrace : IRuntimePipelineCustomizer, IDisposable
{
    private readonly TextWriter output;
    private readonly Lock turn = new();

    private CallTrace(TextWriter output) => this.output = output;

    /// <inheritdoc />
    public string UniqueName { get; } = $"CostTool.CallTrace.{Guid.NewGuid():N}";

    /// <summary>Traces until it is disposed of.</summary>
    /// <param name="output">Where to.</param>
    public static CallTrace To(TextWriter output)
    {
        var trace = new CallTrace(output);
        RuntimePipelineCustomizerRegistry.Instance.Register(trace);
        return trace;
    }

    /// <inheritdoc />
    public void Customize(Type type, RuntimePipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        // Inside the retries, where a client has any: every attempt is a call.
        pipeline.AddHandlerBefore<Signer>(new Handler(this));
    }

    /// <inheritdoc />
    public void Dispose() => RuntimePipelineCustomizerRegistry.Instance.Deregister(this);

    private void Write(IRequestContext request, TimeSpan took, string status, string? requestId)
    {
        var service = request.ServiceMetaData?.ServiceId ?? request.ClientConfig.GetType().Name;
        var operation = request.RequestName.EndsWith("Request", StringComparison.Ordinal) ? request.RequestName[..^"Request".Length] : request.RequestName;
        lock (turn) output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"aws: {service} {operation} {took.TotalMilliseconds:0} ms {status} {requestId ?? "-"}"));
    }

    private sealed class Handler(CallTrace trace) : PipelineHandler
    {
        public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
        {
            var began = Stopwatch.GetTimestamp();
            try
            {
                var answer = await base.InvokeAsync<T>(executionContext).ConfigureAwait(false);
                var response = executionContext.ResponseContext.Response;
                trace.Write(executionContext.RequestContext, Stopwatch.GetElapsedTime(began), Status(response), response?.ResponseMetadata?.RequestId);
                return answer;
            }
            catch (AmazonServiceException fault)
            {
                trace.Write(executionContext.RequestContext, Stopwatch.GetElapsedTime(began), string.Create(CultureInfo.InvariantCulture, $"{(int)fault.StatusCode} {fault.ErrorCode}"), fault.RequestId);
                throw;
            }
            catch (Exception fault)
            {
                trace.Write(executionContext.RequestContext, Stopwatch.GetElapsedTime(began), fault.GetType().Name, null);
                throw;
            }
        }

        private static string Status(AmazonWebServiceResponse? response) => response is null ? "-" : ((int)response.HttpStatusCode).ToString(CultureInfo.InvariantCulture);
    }
}
