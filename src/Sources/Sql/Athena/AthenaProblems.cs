using Amazon.Runtime;
using CostTool.Analyzer.Problems;

namespace CostTool.Sources.Sql.Athena;

/// <summary>Says what AWS refused, with the id of the request, and what helps.</summary>
internal static class AthenaProblems
{
    public static ProblemException Refused(AmazonServiceException error, string where)
    {
        var request = string.IsNullOrEmpty(error.RequestId) ? "" : $" (request {error.RequestId})";
        return new ProblemException(new Problem($"Athena refused: {error.ErrorCode ?? error.GetType().Name}: {error.Message}{request}", where, Fix(error)));
    }

    /// <summary>No credentials, no region, or no connection.</summary>
    public static ProblemException Unreachable(Exception error, string where) =>
        new(new Problem($"Athena cannot be asked: {error.Message}", where, "check AWS_PROFILE or the credentials, AWS_REGION, and the network"));

    private static string Fix(AmazonServiceException error) => error.ErrorCode switch
    {
        "ExpiredTokenException" or "ExpiredToken" or "UnrecognizedClientException" or "InvalidSignatureException" => "sign in again, or name a profile with AWS_PROFILE",
        "AccessDeniedException" or "AccessDenied" => "grant the actions that docs/athena.md lists",
        _ when error.Message.Contains("output location", StringComparison.OrdinalIgnoreCase) => "give --output s3://BUCKET/FOLDER/, or set a result location in the workgroup",
        _ when error.Message.Contains("WorkGroup", StringComparison.OrdinalIgnoreCase) => "name an existing workgroup with --workgroup",
        "ThrottlingException" or "TooManyRequestsException" => "try again later, or raise the account's quota of active queries",
        _ => "mend what it names and try again",
    };
}
