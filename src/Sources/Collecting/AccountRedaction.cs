using System.Globalization;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace CostTool.Sources.Collecting;

/// <summary>Replaces account ids by numbers of the same form, the same one each time, so that ARNs of different files still belong together.</summary>
/// <remarks>Ids are recognised where AWS writes them: in ARNs, in the addresses of image registries, and in members of JSON that are called so. An id found so is replaced wherever it stands in the text.</remarks>
public sealed partial class AccountRedaction(ReadOnlyMemory<byte> salt)
{
    private const ulong Ids = 1_000_000_000_000;

    /// <summary>The text without account ids.</summary>
    public string Redact(string text)
    {
        foreach (var id in Places().Matches(text).Select(match => match.Groups["id"].Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList())
            text = Regex.Replace(text, $"(?<![0-9.]){id}(?![0-9])", Replacement(id), RegexOptions.CultureInvariant);
        return text;
    }

    private string Replacement(string id) =>
        (BinaryPrimitives.ReadUInt64BigEndian(HMACSHA256.HashData(salt.Span, Encoding.ASCII.GetBytes(id))) % Ids).ToString("D12", CultureInfo.InvariantCulture);

    [GeneratedRegex(
        """
        arn:aws[a-z-]*:[a-z0-9-]*:[a-z0-9-]*:(?<id>[0-9]{12}):|(?<![0-9])(?<id>[0-9]{12})\.dkr\.ecr\.|"([Oo]wner_?[Ii]d|[Aa]ccount_?[Ii]d|(aws|AWS)[Aa]ccount_?[Ii]d|registryId|LINKED_ACCOUNT|usage_account_id|payer_account_id)"\s*:\s*"(?<id>[0-9]{12})"
        """,
        RegexOptions.CultureInvariant)]
    private static partial Regex Places();
}
