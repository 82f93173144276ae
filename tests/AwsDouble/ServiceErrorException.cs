using System.Text.Json.Nodes;

namespace CostTool.AwsDouble;

/// <summary>An answer that says no.</summary>
public sealed class ServiceErrorException(string code, string message, int status = 400, params (string Name, string Value)[] members) : Exception(message)
{
    public int Status { get; } = status;

    public static ServiceErrorException Throttled => new("ThrottlingException", "Rate exceeded");

    public static ServiceErrorException Internal => new("InternalServerException", "try again", 500);

    public static ServiceErrorException ExpiredToken => new("ExpiredTokenException", "The security token included in the request is expired");

    public JsonObject Body()
    {
        var body = new JsonObject { ["__type"] = $"com.amazon.coral#{code}", ["Message"] = Message };
        foreach (var (name, value) in members) body[name] = value;
        return body;
    }
}
