using System.Text.Json.Nodes;

namespace CostTool.AwsSdk.Runtime;

/// <summary>Tokens that the SDK makes by itself. The pipeline writes a request once and sends the same bytes again when it retries, so that the service sees one token.</summary>
internal static class IdempotencyToken
{
    public static JsonObject Fill(JsonObject request, string member)
    {
        request[member] ??= Guid.NewGuid().ToString();
        return request;
    }
}
