using System.Net;
using Amazon.Runtime;

namespace CostTool.Sources.Diagnosis.Aws;

/// <summary>What an answer of AWS that is none means.</summary>
internal static class Refusal
{
    private static readonly string[] Denials = ["AccessDenied", "AccessDeniedException", "AuthorizationError", "AuthorizationErrorException", "UnauthorizedOperation", "UnauthorizedOperationException", "NotAuthorized"];
    private static readonly string[] Expiries = ["ExpiredToken", "ExpiredTokenException", "RequestExpired"];
    private static readonly string[] Unknowns = ["InvalidClientTokenId", "UnrecognizedClientException", "AuthFailure", "InvalidAccessKeyId", "InvalidToken"];
    private static readonly string[] Unsigned = ["SignatureDoesNotMatch", "InvalidSignatureException", "IncompleteSignature", "RequestTimeTooSkewed"];
    private static readonly string[] Absences = ["UnknownOperationException", "UnknownOperation", "InvalidAction", "NotImplemented", "InternalFailure"];

    /// <summary>The caller may not do it.</summary>
    public static bool IsDenial(AmazonServiceException fault) => Denials.Contains(fault.ErrorCode, StringComparer.Ordinal);

    /// <summary>The session is over.</summary>
    public static bool IsExpiry(AmazonServiceException fault) => Expiries.Contains(fault.ErrorCode, StringComparer.Ordinal);

    /// <summary>The service does not know the credentials, or the signature is not theirs.</summary>
    public static bool IsStranger(AmazonServiceException fault) => Unknowns.Contains(fault.ErrorCode, StringComparer.Ordinal) || Unsigned.Contains(fault.ErrorCode, StringComparer.Ordinal);

    /// <summary>The endpoint has no such operation, as emulators have not.</summary>
    public static bool IsAbsence(AmazonServiceException fault) => fault.StatusCode is HttpStatusCode.NotImplemented || Absences.Contains(fault.ErrorCode, StringComparer.Ordinal);

    /// <summary>The code, and the id by which AWS finds the request. Messages of AWS may quote what was sent, so they stay away.</summary>
    public static string Shown(AmazonServiceException fault) =>
        $"{(string.IsNullOrEmpty(fault.ErrorCode) ? fault.StatusCode.ToString() : fault.ErrorCode)}{(string.IsNullOrEmpty(fault.RequestId) ? "" : $" (request {fault.RequestId})")}";
}
