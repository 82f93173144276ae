using System.Net;
using System.Text.RegularExpressions;
using Amazon.Runtime;
using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Deployment.Applying;

namespace CostTool.Scheduler.Accounts.Calling;

/// <summary>What a failed call means: to be tried again, with or without a look at what it did, or a problem for the reader.</summary>
internal static partial class AccountErrors
{
    private const int LongestMessage = 600;

    private static readonly HashSet<string> Throttling = new(StringComparer.Ordinal)
    {
        "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottled", "RequestThrottledException", "TooManyRequestsException", "RequestLimitExceeded", "SlowDown",
        "BandwidthLimitExceeded", "PriorRequestNotComplete",
    };

    // Nothing was done, and the same call succeeds once the account is at rest.
    private static readonly HashSet<string> Passing = new(StringComparer.Ordinal)
    {
        "DeleteConflict", "DeleteConflictException", "ConcurrentModification", "ConcurrentModificationException", "ConcurrentAccess", "ConcurrentAccessException", "OperationAbortedException",
        "EntityTemporarilyUnmodifiable", "EntityTemporarilyUnmodifiableException", "StateMachineDeleting", "QueueDeletedRecently", "StaleTag", "StaleTagException", "UpdateInProgressException",
    };

    private static readonly HashSet<string> Expired = new(StringComparer.Ordinal)
    {
        "ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired", "UnauthorizedSSOToken",
    };

    private static readonly HashSet<string> BadCredentials = new(StringComparer.Ordinal)
    {
        "InvalidClientTokenId", "UnrecognizedClientException", "InvalidSignatureException", "SignatureDoesNotMatch", "MissingAuthenticationToken", "MissingAuthenticationTokenException", "AuthFailure",
        "IncompleteSignature", "InvalidAccessKeyId",
    };

    private static readonly HashSet<string> Denied = new(StringComparer.Ordinal)
    {
        "AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "AuthorizationError", "AuthorizationErrorException", "NotAuthorized", "UnauthorizedAccess",
    };

    /// <summary>The code of an error, without the service's name before and what JSON adds behind it.</summary>
    public static string? CodeOf(AmazonServiceException error) =>
        error.ErrorCode?.Split('#')[^1].Split(':')[0] is { Length: > 0 } code ? code.StartsWith("AWS.SimpleQueueService.", StringComparison.Ordinal) ? code["AWS.SimpleQueueService.".Length..] : code : null;

    /// <summary>Whether the service took the call as one too many.</summary>
    public static bool IsThrottling(Exception error) =>
        error is AmazonServiceException service && (service.StatusCode is HttpStatusCode.TooManyRequests || (CodeOf(service) is { } code && Throttling.Contains(code)));

    /// <summary>Whether a service did not take a role that it was given, which may not exist or not be seen yet.</summary>
    public static bool DoubtsARole(AccountFaultException fault) => fault.InnerException is AmazonServiceException error && IsNotYetSeen(error, CodeOf(error) ?? "");

    /// <summary>The failure in the words of the application; an exception that is none of AWS's comes back as it is.</summary>
    /// <param name="error">As thrown by the SDK.</param>
    /// <param name="action">As IAM names it, such as <c>scheduler:CreateSchedule</c>.</param>
    /// <param name="resource">What it was done to.</param>
    public static Exception Read(Exception error, string action, string resource) => error switch
    {
        _ when IsThrottling(error) => new AccountFaultException($"{action} was throttled", FaultEffect.None, error),
        AmazonServiceException service => Refusal(service, action, resource),
        AmazonClientException client when client.InnerException is null or AmazonClientException => new ProblemException(new Problem(
            $"no credentials: {Plain(client.Message)}", "AWS", "sign in with `aws sso login` or `aws configure`, or name a profile; then run the same command again")),
        AmazonClientException or HttpRequestException or IOException or TimeoutException or OperationCanceledException =>
            new AccountFaultException($"{action} got no answer: {Plain((error.InnerException ?? error).Message)}", FaultEffect.Unknown, error),
        _ => error,
    };

    private static Exception Refusal(AmazonServiceException error, string action, string resource)
    {
        var code = CodeOf(error) ?? error.GetType().Name;
        if (error is AmazonUnmarshallingException || error.StatusCode is 0 || (int)error.StatusCode >= 500)
            return new AccountFaultException($"{action} failed with {code}{Request(error)}", FaultEffect.Unknown, error);
        if (Passing.Contains(code) || IsNotYetSeen(error, code)) return new AccountFaultException($"{action} was refused for now: {code}: {Plain(error.Message)}{Request(error)}", FaultEffect.None, error);
        if (Expired.Contains(code))
            return new ProblemException(new Problem($"the credentials expired during {action}", resource, "sign in again (`aws sso login`, or new keys) and run the same command again: it goes on where it stopped"));
        if (BadCredentials.Contains(code))
            return new ProblemException(new Problem($"the credentials are not accepted: {code}{Request(error)}", resource, "check the profile, AWS_ACCESS_KEY_ID and the clock of this machine; `costtool doctor` looks at them"));
        if (Denied.Contains(code) || error.StatusCode is HttpStatusCode.Forbidden) return Missing(error, action, resource);
        return new ProblemException(new Problem($"{action} refused `{resource}`: {code}: {Plain(error.Message)}{Request(error)}", resource, "mend what it names, plan again, and run the same command again"));
    }

    // AWS names the action that lacks, which may be another than the one called: iam:PassRole most of all.
    private static ProblemException Missing(AmazonServiceException error, string action, string resource)
    {
        var named = NamedPermission().Match(error.Message ?? "");
        var (missing, on) = named.Success ? (named.Groups["action"].Value, named.Groups["resource"] is { Success: true } target ? target.Value : resource) : (action, resource);
        return new ProblemException(new Problem($"{missing} on `{on}` is not allowed{Request(error)}", resource, $"allow {missing} to the one who runs this; `costtool doctor` prints the whole policy. The same command then goes on"));
    }

    // IAM tells the other services of a new role within seconds, sometimes of a minute.
    private static bool IsNotYetSeen(AmazonServiceException error, string code)
    {
        var said = error.Message ?? "";
        return Any("must allow AWS EventBridge Scheduler to assume", "is authorized to assume the provided role", "Role is not valid", "role is not authorized to assume", "cannot be assumed", "unable to assume")
            || (code is "InvalidParameterValue" or "InvalidAttributeValue" or "MalformedPolicyDocument" && Any("Invalid principal in policy", "Invalid value for the parameter Policy"));

        bool Any(params ReadOnlySpan<string> texts)
        {
            foreach (var text in texts)
                if (said.Contains(text, StringComparison.OrdinalIgnoreCase)) return true;
            return false;
        }
    }

    private static string Request(AmazonServiceException error) => string.IsNullOrEmpty(error.RequestId) ? "" : $" (request {error.RequestId})";

    // Services repeat what they were given, and environments and arguments may hold what nobody else should read.
    private static string Plain(string? message)
    {
        var text = EchoedValue().Replace((message ?? "").ReplaceLineEndings(" "), "the value at");
        return text.Length > LongestMessage ? text[..LongestMessage] : text;
    }

    [GeneratedRegex(@"[Vv]alue '.*?' at(?= ')", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex EchoedValue();

    [GeneratedRegex(@"not authorized to perform:? (?<action>[a-z0-9-]+:[A-Za-z0-9]+)(?: on resource:? (?<resource>[^\s]+))?", RegexOptions.CultureInvariant)]
    private static partial Regex NamedPermission();
}
