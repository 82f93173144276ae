using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace CostTool.AwsSdk.Runtime;

/// <summary>Reads an answer whose body is JSON, whatever the way in which the call was made.</summary>
internal sealed class JsonAnswer<TResponse>(JsonTypeInfo<TResponse> type, ServiceErrors errors) : JsonResponseUnmarshaller
    where TResponse : AmazonWebServiceResponse, new()
{
    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
    {
        try
        {
            // Some operations answer with no body at all, and not always with a length that says so.
            using var body = new MemoryStream();
            input.Stream.CopyTo(body);
            return body.Length == 0 ? new TResponse() : JsonSerializer.Deserialize(body.GetBuffer().AsSpan(0, (int)body.Length), type) ?? new TResponse();
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
