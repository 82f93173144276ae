using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace CostTool.AwsSdk.Runtime;

/// <summary>Builds the exception of an error; extra members of its shape are in the body.</summary>
internal delegate AmazonServiceException ServiceError(ErrorResponse error, JsonElement body);

/// <summary>The exceptions of one service by the code in the answer.</summary>
/// <param name="ByCode">Those that have a class.</param>
/// <param name="Other">Any other.</param>
internal sealed record ServiceErrors(IReadOnlyDictionary<string, ServiceError> ByCode, Func<ErrorResponse, AmazonServiceException> Other)
{
    public AmazonServiceException Read(ErrorResponse error, byte[] body, Exception? inner, HttpStatusCode status)
    {
        error.InnerException = inner;
        error.StatusCode = status;
        if (error.Code is not { } code || !ByCode.TryGetValue(code, out var make)) return Other(error);
        using var document = Parse(body);
        return make(error, document.RootElement);
    }

    /// <summary>A member of an error's shape.</summary>
    public static string? Text(JsonElement body, string name) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    /// <summary>A proxy between may answer with a body that is no JSON.</summary>
    private static JsonDocument Parse(byte[] body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            return JsonDocument.Parse("{}");
        }
    }
}
