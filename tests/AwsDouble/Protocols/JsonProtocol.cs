using System.Text.Json;
using System.Text.Json.Nodes;
using CostTool.AwsDouble.Faults;
using CostTool.AwsDouble.Models;

namespace CostTool.AwsDouble.Protocols;

/// <summary>JSON in a body, the operation in <c>X-Amz-Target</c>.</summary>
internal class JsonProtocol : Protocol
{
    public override JsonObject Decode(ModelOperation operation, ServiceModel model, ArrivedRequest request) =>
        operation.Input is { } input ? JsonBody.Read(Parse(request.Body), model.Place(input)) : [];

    public override WireAnswer Encode(ModelOperation operation, ServiceModel model, JsonObject answer, string requestId) =>
        new(200, $"application/x-amz-json-{Version(model)}", operation.Output is { } output ? JsonBody.Write(answer, model.Place(output)).ToJsonString() : "");

    public override WireAnswer Error(ServiceModel? model, ServiceErrorException error, string requestId)
    {
        var shape = model?.FindShape(error.Code);
        return new WireAnswer(error.Status ?? Status(shape), $"application/x-amz-json-{Version(model)}", Body(error, shape, ("__type", $"com.amazon.coral#{error.Code}")).ToJsonString());
    }

    protected override (string Code, int Status) Words(CommonError error) => error switch
    {
        CommonError.Throttling => ("ThrottlingException", 400),
        CommonError.Internal => ("InternalFailure", 500),
        CommonError.ExpiredToken => ("ExpiredTokenException", 400),
        CommonError.MissingSignature => ("MissingAuthenticationTokenException", 403),
        CommonError.WrongScope => ("InvalidSignatureException", 403),
        CommonError.UnknownOperation => ("UnknownOperationException", 400),
        CommonError.Malformed => ("SerializationException", 400),
        CommonError.Invalid => ("ValidationException", 400),
        _ => throw new ArgumentOutOfRangeException(nameof(error)),
    };

    /// <summary>The status that the model gives to an error.</summary>
    protected static int Status(JsonElement? shape)
    {
        if (shape is not { } known) return 400;
        if (ServiceModel.Member(known, "error") is { } error && ServiceModel.Member(error, "httpStatusCode") is { } status) return status.GetInt32();
        return ServiceModel.Member(known, "fault") is { ValueKind: JsonValueKind.True } ? 500 : 400;
    }

    /// <summary>The members of an error. Models differ in how they write its message.</summary>
    protected static JsonObject Body(ServiceErrorException error, JsonElement? shape, params (string Name, string Value)[] more)
    {
        var message = shape is { } known && known.GetProperty("members").EnumerateObject().Any(member => member.Name == "message") ? "message" : "Message";
        var body = new JsonObject();
        foreach (var (name, value) in more) body[name] = value;
        body[message] = error.Message;
        foreach (var (name, value) in error.Members) body[name] = value;
        return body;
    }

    protected static JsonObject Parse(string body)
    {
        try
        {
            return JsonNode.Parse(body.Length == 0 ? "{}" : body) as JsonObject ?? throw new ServiceErrorException("SerializationException", "Start of structure or map found where not expected.");
        }
        catch (JsonException)
        {
            throw new ServiceErrorException("SerializationException", "the body is no JSON");
        }
    }

    private static string Version(ServiceModel? model) => model is not null && ServiceModel.Text(model.Metadata, "jsonVersion") is { Length: > 0 } version ? version : "1.1";
}
