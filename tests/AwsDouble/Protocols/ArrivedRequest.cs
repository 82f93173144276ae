using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CostTool.AwsDouble.Protocols;

/// <summary>A request as it came over the wire.</summary>
/// <param name="Method">The verb.</param>
/// <param name="Path">Still escaped: a slash within a member of a path is no slash of the path.</param>
/// <param name="Query">Names and values of the query string.</param>
/// <param name="Headers">Of the request.</param>
/// <param name="Body">As sent.</param>
internal sealed record ArrivedRequest(string Method, string Path, IReadOnlyList<KeyValuePair<string, string>> Query, IHeaderDictionary Headers, string Body)
{
    public string Target => Headers["X-Amz-Target"].ToString();

    public string ContentType => Headers.ContentType.ToString();

    /// <summary>The fields of a form; none where the body is no form.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Form { get; } =
        Headers.ContentType.ToString().StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) ? Fields(Body) : [];

    public static async Task<ArrivedRequest> ReadAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var raw = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?', 2);
        return new ArrivedRequest(context.Request.Method, raw[0], raw.Length == 2 ? Fields(raw[1]) : [], context.Request.Headers, await reader.ReadToEndAsync(context.RequestAborted));
    }

    private static List<KeyValuePair<string, string>> Fields(string text) =>
    [
        .. text.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(field => field.Split('=', 2))
            .Select(field => KeyValuePair.Create(Unescape(field[0]), field.Length == 2 ? Unescape(field[1]) : "")),
    ];

    private static string Unescape(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
