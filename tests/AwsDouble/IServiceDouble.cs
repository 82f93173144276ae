using System.Text.Json.Nodes;

namespace CostTool.AwsDouble;

/// <summary>One service that speaks JSON with a target header. Calls come one at a time.</summary>
public interface IServiceDouble
{
    /// <summary>What stands before the dot of <c>X-Amz-Target</c>.</summary>
    string TargetPrefix { get; }

    /// <summary>The service in a signature's scope.</summary>
    string SigningName { get; }

    /// <exception cref="ServiceErrorException">The service refuses.</exception>
    JsonObject Handle(string operation, JsonObject request);
}
