using System.Net;
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
        RequestMarshaller = new Writer(service, name, Request);
        ResponseUnmarshaller = new Reader(Response, errors);
    }

    public JsonTypeInfo<TRequest> Request { get; }

    public JsonTypeInfo<TResponse> Response { get; }

    private sealed class Writer(AwsService service, string name, JsonTypeInfo<TRequest> type) : IMarshaller<IRequest, AmazonWebServiceRequest>
    {
        public IRequest Marshall(AmazonWebServiceRequest input)
        {
            var request = new DefaultRequest(input, service.ServiceId)
            {
                HttpMethod = "POST",
                ResourcePath = "/",
                Content = JsonSerializer.SerializeToUtf8Bytes((TRequest)input, type),
            };
            request.Headers["X-Amz-Target"] = $"{service.JsonTarget}.{name}";
            request.Headers["Content-Type"] = $"application/x-amz-json-{service.JsonVersion}";
            request.Headers["X-Amz-Api-Version"] = service.Version;
            return request;
        }
    }

    private sealed class Reader(JsonTypeInfo<TResponse> type, ServiceErrors errors) : JsonResponseUnmarshaller
    {
        public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
        {
            try
            {
                // Some operations answer with no body at all.
                return input.IsEmptyResponse ? new TResponse() : JsonSerializer.Deserialize(input.Stream, type) ?? new TResponse();
            }
            catch (JsonException exception)
            {
                throw new AmazonUnmarshallingException(input.ResponseData.GetHeaderValue("x-amzn-RequestId"), exception.Path, exception);
            }
        }

        public override AmazonServiceException UnmarshallException(JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
        {
            var reader = new Amazon.Runtime.Internal.Util.StreamingUtf8JsonReader(input.Stream);
            var error = JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(input, ref reader);
            return errors.Read(error, input.GetResponseBodyBytes(), innerException, statusCode);
        }
    }
}
