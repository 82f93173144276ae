using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CostTool.Sources.Tests.Celery;

namespace CostTool.Sources.Tests.Queues;

/// <summary>A certificate for 127.0.0.1 by an authority that the system does not know: <c>server.pem</c>, <c>server.key</c> and <c>authority.pem</c> in a server's folder.</summary>
internal static class BrokerCertificate
{
    public static void Write(ServerProcess server)
    {
        var (from, to) = (TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authorityRequest = new CertificateRequest("CN=authority", authorityKey, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        using var authority = authorityRequest.CreateSelfSigned(from, to);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=broker", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(authority, from, to, [1]);
        server.WriteFile("authority.pem", authority.ExportCertificatePem());
        server.WriteFile("server.pem", certificate.ExportCertificatePem());
        server.WriteFile("server.key", key.ExportPkcs8PrivateKeyPem());
    }
}
