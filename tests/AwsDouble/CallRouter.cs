using CostTool.AwsDouble.Models;
using CostTool.AwsDouble.Protocols;

namespace CostTool.AwsDouble;

/// <summary>Finds the operation that a request is for.</summary>
internal sealed class CallRouter
{
    private readonly IReadOnlyList<(IServiceDouble Service, ServiceModel Model)> _services;

    public CallRouter(IEnumerable<IServiceDouble> services) => _services = [.. services.Select(service => (service, ServiceModel.Of(service.Model)))];

    public RoutedCall Route(ArrivedRequest request, Signature? signature)
    {
        if (request.Target.Length > 0) return Targeted(request);
        var action = Field(request, "Action");
        foreach (var (service, model) in _services.Where(candidate => candidate.Model.SigningName == signature?.Service))
        {
            if (model.Protocol is "query" or "ec2" && action is not null && Field(request, "Version") == ServiceModel.Text(model.Metadata, "apiVersion"))
                return new RoutedCall(service, model, Operation(model, action), Protocol.All[model.Protocol], $"{model.Folder}:{action}");
            if (model.Protocol == "rest-json" && RestJsonProtocol.Find(model, request) is { } operation)
                return new RoutedCall(service, model, operation, Protocol.All["rest-json"], $"{model.Folder}:{operation.Name}");
        }

        return new RoutedCall(null, null, null, Protocol.All[action is null ? "rest-json" : "query"], action ?? $"{request.Method} {request.Path}");
    }

    private RoutedCall Targeted(ArrivedRequest request)
    {
        var (prefix, name) = request.Target.Split('.') is [var before, var after] ? (before, after) : ("", request.Target);
        foreach (var (service, model) in _services)
        {
            var sqs = model.Folder == "sqs" && prefix == SqsJsonProtocol.TargetPrefix;
            if (sqs || (model.Protocol == "json" && model.TargetPrefix == prefix))
                return new RoutedCall(service, model, Operation(model, name), sqs ? Sqs : Protocol.All["json"], $"{model.Folder}:{name}");
        }

        return new RoutedCall(null, null, null, Protocol.All["json"], request.Target);
    }

    private static SqsJsonProtocol Sqs { get; } = new();

    private static ModelOperation? Operation(ServiceModel model, string name) => model.Operation(name) is { } operation ? new ModelOperation(name, operation) : null;

    private static string? Field(ArrivedRequest request, string name) =>
        request.Form.Concat(request.Query).Where(field => field.Key == name).Select(field => field.Value).FirstOrDefault();
}

/// <summary>Where a call goes.</summary>
/// <param name="Service">Null: no service of the double.</param>
/// <param name="Model">That of the service.</param>
/// <param name="Operation">Null: the model has none of the name.</param>
/// <param name="Protocol">In which it came, and is answered.</param>
/// <param name="Name">Of the call, for faults and records.</param>
internal sealed record RoutedCall(IServiceDouble? Service, ServiceModel? Model, ModelOperation? Operation, Protocol Protocol, string Name);
