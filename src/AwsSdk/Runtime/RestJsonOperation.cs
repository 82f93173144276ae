using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace CostTool.AwsSdk.Runtime;

/// <summary>One operation of a service that speaks JSON over paths and verbs; what is in neither path nor query is the body.</summary>
internal sealed class RestJsonOperation<TRequest, TResponse> : InvokeOptions
    where TRequest : AmazonWebServiceRequest
    where TResponse : AmazonWebServiceResponse, new()
{
    public RestJsonOperation(AwsService service, string method, string path, JsonSerializerOptions shapes, ServiceErrors errors, params (string Member, string Name)[] query)
    {
        (Method, Path, Query) = (method, path, query);
        Request = (JsonTypeInfo<TRequest>)shapes.GetTypeInfo(typeof(TRequest));
        Response = (JsonTypeInfo<TResponse>)shapes.GetTypeInfo(typeof(TResponse));
        RequestMarshaller = new Writer(service, this);
        ResponseUnmarshaller = new JsonAnswer<TResponse>(Response, errors);
    }

    public string Method { get; }

    /// <summary>With members in braces.</summary>
    public string Path { get; }

    public IReadOnlyList<(string Member, string Name)> Query { get; }

    public JsonTypeInfo<TRequest> Request { get; }

    public JsonTypeInfo<TResponse> Response { get; }

    /// <summary>The member that makes a call that is sent twice have one effect; filled where the caller leaves it out.</summary>
    public string? Token { get; init; }

    private sealed class Writer(AwsService service, RestJsonOperation<TRequest, TResponse> operation) : IMarshaller<IRequest, AmazonWebServiceRequest>
    {
        public IRequest Marshall(AmazonWebServiceRequest input)
        {
            var body = JsonSerializer.SerializeToNode((TRequest)input, operation.Request)!.AsObject();
            if (operation.Token is { } token) IdempotencyToken.Fill(body, token);
            var request = new DefaultRequest(input, service.ServiceId) { HttpMethod = operation.Method, ResourcePath = operation.Path };
            foreach (var member in operation.Path.Split('/').Where(part => part.StartsWith('{')).Select(part => part[1..^1]))
            {
                var value = Take(body, member);
                // Without it the path would be that of another operation.
                if (string.IsNullOrEmpty(value)) throw new AmazonClientException($"Request object does not have required field {member} set");
                request.AddPathResource($"{{{member}}}", value);
            }

            foreach (var (member, name) in operation.Query)
            {
                request.UseQueryString = true;
                if (Take(body, member) is { } value) request.Parameters.Add(name, value);
            }

            request.Headers["X-Amz-Api-Version"] = service.Version;
            if (operation.Method is "GET" or "DELETE") return request;
            request.Content = JsonSerializer.SerializeToUtf8Bytes(body, NodeJson.Default.JsonObject);
            request.Headers["Content-Type"] = "application/json";
            return request;
        }

        private static string? Take(JsonObject body, string member)
        {
            var value = body[member]?.ToString();
            body.Remove(member);
            return value;
        }
    }
}
