using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace CostTool.AwsSdk.Runtime;

/// <summary>One operation of a service that speaks JSON 1.0 or 1.1: how its request is written and its answer read.</summary>
/// <remarks>An operation is the pipeline's own <see cref="InvokeOptions"/>; an operation of another protocol is another class of them, the client stays as it is.</remarks>
internal sealed class JsonOperation<TRequest, TResponse> : InvokeOptions
    where TRequest : AmazonWebServiceRequest
    where TResponse : AmazonWebServiceResponse, new()
{
    public JsonOperation(AwsService service, string name, JsonSerializerOptions shapes, ServiceErrors errors)
    {
        Request = (JsonTypeInfo<TRequest>)shapes.GetTypeInfo(typeof(TRequest));
        Response = (JsonTypeInfo<TResponse>)shapes.GetTypeInfo(typeof(TResponse));
        RequestMarshaller = new Writer(service, name, this);
        ResponseUnmarshaller = new JsonAnswer<TResponse>(Response, errors);
    }

    public JsonTypeInfo<TRequest> Request { get; }

    public JsonTypeInfo<TResponse> Response { get; }

    /// <summary>The member that makes a call that is sent twice have one effect; filled where the caller leaves it out.</summary>
    public string? Token { get; init; }

    private sealed class Writer(AwsService service, string name, JsonOperation<TRequest, TResponse> operation) : IMarshaller<IRequest, AmazonWebServiceRequest>
    {
        public IRequest Marshall(AmazonWebServiceRequest input)
        {
            var request = new DefaultRequest(input, service.ServiceId)
            {
                HttpMethod = "POST",
                ResourcePath = "/",
                Content = operation.Token is { } token
                    ? JsonSerializer.SerializeToUtf8Bytes(IdempotencyToken.Fill(JsonSerializer.SerializeToNode((TRequest)input, operation.Request)!.AsObject(), token), NodeJson.Default.JsonObject)
                    : JsonSerializer.SerializeToUtf8Bytes((TRequest)input, operation.Request),
            };
            request.Headers["X-Amz-Target"] = $"{service.JsonTarget}.{name}";
            request.Headers["Content-Type"] = $"application/x-amz-json-{service.JsonVersion}";
            request.Headers["X-Amz-Api-Version"] = service.Version;
            return request;
        }
    }
}
