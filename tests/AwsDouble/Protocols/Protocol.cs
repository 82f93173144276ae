using System.Text.Json.Nodes;
using CostTool.AwsDouble.Faults;
using CostTool.AwsDouble.Models;

namespace CostTool.AwsDouble.Protocols;

/// <summary>How calls of a service are written on the wire.</summary>
internal abstract class Protocol
{
    public static IReadOnlyDictionary<string, Protocol> All { get; } = new Dictionary<string, Protocol>(StringComparer.Ordinal)
    {
        ["json"] = new JsonProtocol(),
        ["rest-json"] = new RestJsonProtocol(),
        ["query"] = new QueryProtocol(),
        ["ec2"] = new Ec2Protocol(),
    };

    /// <exception cref="ServiceErrorException">The request is not of the operation's form.</exception>
    public abstract JsonObject Decode(ModelOperation operation, ServiceModel model, ArrivedRequest request);

    public abstract WireAnswer Encode(ModelOperation operation, ServiceModel model, JsonObject answer, string requestId);

    /// <param name="model">Null where no service was reached.</param>
    /// <param name="error">Its code is a shape of the model, or stands as it is.</param>
    /// <param name="requestId">Of this call.</param>
    public abstract WireAnswer Error(ServiceModel? model, ServiceErrorException error, string requestId);

    /// <summary>Code and status of an error that every service has.</summary>
    protected abstract (string Code, int Status) Words(CommonError error);

    public ServiceErrorException Common(CommonError error, string? message = null)
    {
        var (code, status) = Words(error);
        return new ServiceErrorException(code, message ?? Message(error), status);
    }

    private static string Message(CommonError error) => error switch
    {
        CommonError.Throttling => "Rate exceeded",
        CommonError.Internal => "We encountered an internal error. Please try again.",
        CommonError.ExpiredToken => "The security token included in the request is expired",
        CommonError.MissingSignature => "Missing Authentication Token",
        _ => error.ToString(),
    };
}
