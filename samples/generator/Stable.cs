using System.Security.Cryptography;
using System.Text;

namespace CostTool.SampleGenerator;

/// <summary>Names and noise that look random and are a function of a text only.</summary>
internal static class Stable
{
    private const string PodAlphabet = "bcdfghjklmnpqrstvwxz2456789";

    /// <summary>Lower-case hex digits, as in an instance id.</summary>
    public static string Hex(string seed, int digits) => Convert.ToHexStringLower(Hash(seed))[..digits];

    /// <summary>Letters of Kubernetes' own name alphabet, as in a pod name.</summary>
    public static string Letters(string seed, int count) =>
        string.Concat(Hash(seed).Take(count).Select(value => PodAlphabet[value % PodAlphabet.Length]));

    /// <summary>A number from 0 up to but not including <paramref name="below"/>.</summary>
    public static int Number(string seed, int below) => (int)(BitConverter.ToUInt32(Hash(seed)) % (uint)below);

    /// <summary>A version 4 UUID.</summary>
    public static string Uuid(string seed)
    {
        var hex = Hex(seed, 32);
        return $"{hex[..8]}-{hex[8..12]}-4{hex[13..16]}-a{hex[17..20]}-{hex[20..]}";
    }

    private static byte[] Hash(string seed) => SHA256.HashData(Encoding.UTF8.GetBytes(seed));
}
