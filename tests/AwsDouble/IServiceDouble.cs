using System.Text.Json.Nodes;

namespace CostTool.AwsDouble;

/// <summary>One service. Calls come one at a time, and only such as the service's model allows.</summary>
public interface IServiceDouble
{
    /// <summary>Its folder among botocore's models.</summary>
    string Model { get; }

    /// <summary>The code of a request that the model refuses; null: the usual one of the protocol.</summary>
    string? InvalidCode => null;

    /// <param name="operation">As the model names it.</param>
    /// <param name="request">Members as the model names them; instants are numbers of seconds since 1970, bytes are base64.</param>
    /// <returns>In the same form; an empty object where the operation answers nothing.</returns>
    /// <exception cref="ServiceErrorException">The service refuses.</exception>
    JsonObject Handle(string operation, JsonObject request);
}
