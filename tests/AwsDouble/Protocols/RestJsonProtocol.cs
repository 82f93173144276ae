using System.Globalization;
using System.Text.Json.Nodes;
using CostTool.AwsDouble.Faults;
using CostTool.AwsDouble.Models;

namespace CostTool.AwsDouble.Protocols;

/// <summary>JSON over verbs and paths; a member is in the path, the query, a header or the body.</summary>
internal sealed class RestJsonProtocol : JsonProtocol
{
    /// <summary>The operation that a verb and a path are of; null: none.</summary>
    public static ModelOperation? Find(ServiceModel model, ArrivedRequest request) =>
        model.Operations.Where(operation => operation.Method == request.Method && PathTemplate.Match(operation.Path, request.Path) is not null)
            // Words go before members: /schedules/all before /schedules/{Name}.
            .MinBy(operation => operation.Path.Count(letter => letter == '{'));

    public override JsonObject Decode(ModelOperation operation, ServiceModel model, ArrivedRequest request)
    {
        if (operation.Input is not { } input) return [];
        var place = model.Place(input);
        var decoded = JsonBody.Read(Parse(request.Body), place);
        var path = PathTemplate.Match(operation.Path, request.Path)!;
        foreach (var (name, member) in place.Members)
        {
            var wire = member.LocationName ?? name;
            var texts = member.Location switch
            {
                "uri" => path.TryGetValue(wire, out var part) ? [part] : [],
                "querystring" => request.Query.Where(field => field.Key == wire).Select(field => field.Value).ToArray(),
                "header" => [.. request.Headers[wire].OfType<string>()],
                _ => [],
            };
            if (texts.Length > 0) decoded[name] = member.Type == "list" ? new JsonArray([.. texts.Select(text => Scalar(text, member.Item))]) : Scalar(texts[0], member);
        }

        return decoded;
    }

    public override WireAnswer Encode(ModelOperation operation, ServiceModel model, JsonObject answer, string requestId) =>
        base.Encode(operation, model, answer, requestId) with { ContentType = "application/json", Body = operation.Output is { } output ? JsonBody.Write(answer, model.Place(output)).ToJsonString() : "{}" };

    public override WireAnswer Error(ServiceModel? model, ServiceErrorException error, string requestId)
    {
        var shape = model?.FindShape(error.Code);
        return new WireAnswer(error.Status ?? Status(shape), "application/json", Body(error, shape).ToJsonString()) { Headers = new Dictionary<string, string> { ["x-amzn-ErrorType"] = error.Code } };
    }

    protected override (string Code, int Status) Words(CommonError error) => error switch
    {
        CommonError.Throttling => ("ThrottlingException", 429),
        CommonError.Internal => ("InternalServerException", 500),
        CommonError.ExpiredToken => ("ExpiredTokenException", 403),
        CommonError.UnknownOperation => ("UnknownOperationException", 404),
        _ => base.Words(error),
    };

    private static JsonNode Scalar(string text, ShapePlace place) => place.Type switch
    {
        "integer" or "long" when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        "float" or "double" when double.TryParse(text, CultureInfo.InvariantCulture, out var number) => number,
        "boolean" when bool.TryParse(text, out var flag) => flag,
        "timestamp" when Instants.Read(text) is { } instant => instant,
        "string" => text,
        _ => throw new ServiceErrorException("SerializationException", $"{text} cannot be converted to a {place.Type}"),
    };
}
