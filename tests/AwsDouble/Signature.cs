using System.Text.RegularExpressions;

namespace CostTool.AwsDouble;

/// <summary>The parts of a Signature Version 4 header. Only its form is checked: the double knows no secrets.</summary>
public sealed partial record Signature(string AccessKey, string Region, string Service, IReadOnlyList<string> SignedHeaders)
{
    /// <returns>Null where the header is missing or has another form.</returns>
    public static Signature? Of(string header)
    {
        var match = Form().Match(header);
        return match.Success ? new Signature(match.Groups["key"].Value, match.Groups["region"].Value, match.Groups["service"].Value, match.Groups["headers"].Value.Split(';')) : null;
    }

    [GeneratedRegex("^AWS4-HMAC-SHA256 Credential=(?<key>[^/]+)/[0-9]{8}/(?<region>[^/]+)/(?<service>[^/]+)/aws4_request, ?SignedHeaders=(?<headers>[^,]+), ?Signature=[0-9a-f]{64}$")]
    private static partial Regex Form();
}
