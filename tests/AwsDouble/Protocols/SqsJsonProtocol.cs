using System.Text.Json.Nodes;
using CostTool.AwsDouble.Models;

namespace CostTool.AwsDouble.Protocols;

/// <summary>SQS as its clients speak since 2023: JSON with the members of the older form. Errors also carry their codes of that form.</summary>
internal sealed class SqsJsonProtocol : JsonProtocol
{
    public const string TargetPrefix = "AmazonSQS";

    private const string ContentType = "application/x-amz-json-1.0";

    public override WireAnswer Encode(ModelOperation operation, ServiceModel model, JsonObject answer, string requestId) =>
        base.Encode(operation, model, answer, requestId) with { ContentType = ContentType };

    public override WireAnswer Error(ServiceModel? model, ServiceErrorException error, string requestId)
    {
        var shape = model?.FindShape(error.Code);
        var code = shape is { } known && ServiceModel.Member(known, "error") is { } named ? ServiceModel.Text(named, "code") : error.Code;
        var answer = base.Error(model, error, requestId);
        return answer with
        {
            ContentType = ContentType,
            Headers = new Dictionary<string, string> { ["x-amzn-query-error"] = $"{code};{(answer.Status < 500 ? "Sender" : "Receiver")}" },
        };
    }
}
