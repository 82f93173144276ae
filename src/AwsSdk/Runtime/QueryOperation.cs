using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using System.Xml;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace CostTool.AwsSdk.Runtime;

/// <summary>One operation of a service that takes a form and answers in XML; the shapes are written and read through their JSON metadata.</summary>
internal sealed class QueryOperation<TRequest, TResponse> : InvokeOptions
    where TRequest : AmazonWebServiceRequest
    where TResponse : AmazonWebServiceResponse, new()
{
    public QueryOperation(AwsService service, string name, JsonSerializerOptions shapes, ServiceErrors errors)
    {
        Request = (JsonTypeInfo<TRequest>)shapes.GetTypeInfo(typeof(TRequest));
        Response = (JsonTypeInfo<TResponse>)shapes.GetTypeInfo(typeof(TResponse));
        RequestMarshaller = new Writer(service, name, Request);
        ResponseUnmarshaller = new Reader(name, Response, errors);
    }

    public JsonTypeInfo<TRequest> Request { get; }

    public JsonTypeInfo<TResponse> Response { get; }

    private sealed class Writer(AwsService service, string name, JsonTypeInfo<TRequest> type) : IMarshaller<IRequest, AmazonWebServiceRequest>
    {
        public IRequest Marshall(AmazonWebServiceRequest input)
        {
            var request = new DefaultRequest(input, service.ServiceId) { HttpMethod = "POST", ResourcePath = "/" };
            request.Parameters.Add("Action", name);
            request.Parameters.Add("Version", service.Version);
            foreach (var (key, value) in QueryForm.Parameters(JsonSerializer.SerializeToNode((TRequest)input, type)!.AsObject(), type)) request.Parameters.Add(key, value);
            return request;
        }
    }

    private sealed class Reader(string name, JsonTypeInfo<TResponse> type, ServiceErrors errors) : XmlResponseUnmarshaller
    {
        public override AmazonWebServiceResponse Unmarshall(XmlUnmarshallerContext input)
        {
            try
            {
                var root = XDocument.Load(input.Stream).Root!;
                var result = root.Elements().FirstOrDefault(element => element.Name.LocalName == $"{name}Result");
                var answer = result is null ? new TResponse() : ((JsonObject)XmlShape.Read(result, type)).Deserialize(type) ?? new TResponse();
                answer.ResponseMetadata = new ResponseMetadata { RequestId = root.Descendants().FirstOrDefault(element => element.Name.LocalName == "RequestId")?.Value };
                return answer;
            }
            catch (Exception exception) when (exception is XmlException or JsonException or FormatException or OverflowException)
            {
                throw new AmazonUnmarshallingException(input.ResponseData.GetHeaderValue("x-amzn-RequestId"), name, exception);
            }
        }

        public override AmazonServiceException UnmarshallException(XmlUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode) =>
            errors.Read(XmlErrorResponseUnmarshaller.GetInstance().Unmarshall(input), [], innerException, statusCode);
    }
}
