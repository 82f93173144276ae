using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CostTool.Analyzer.Problems;

namespace CostTool.Sources.Prometheus;

/// <summary>How to reach a server.</summary>
public static class PrometheusConnection
{
    /// <summary>A handler that follows no redirect, so that credentials stay with the server, and trusts the system's authorities, or only those of a file.</summary>
    /// <exception cref="ProblemException">The file holds no certificate.</exception>
    public static SocketsHttpHandler Handler(string? authorityFile)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.All, PooledConnectionLifetime = TimeSpan.FromMinutes(5), ConnectTimeout = TimeSpan.FromSeconds(20) };
        if (authorityFile is null) return handler;
        var trusted = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        try
        {
            trusted.CustomTrustStore.ImportFromPemFile(authorityFile);
        }
        catch (Exception fault) when (fault is CryptographicException or IOException or UnauthorizedAccessException)
        {
            handler.Dispose();
            throw new ProblemException(new Problem("the certificates cannot be read", authorityFile, "give a file of certificates in PEM form"));
        }

        handler.SslOptions.CertificateChainPolicy = trusted;
        return handler;
    }
}
