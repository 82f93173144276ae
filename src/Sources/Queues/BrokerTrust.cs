using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace CostTool.Sources.Queues;

/// <summary>Whom a connection to a broker trusts.</summary>
internal static class BrokerTrust
{
    /// <summary>Accepts only chains that end at one of the authorities, for the host that was asked for.</summary>
    public static RemoteCertificateValidationCallback Only(X509Certificate2Collection authorities) => (_, certificate, _, errors) =>
    {
        if (certificate is not X509Certificate2 shown || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None) return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(shown);
    };
}
