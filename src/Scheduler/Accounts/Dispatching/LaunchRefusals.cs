using Amazon.ECS.Model;
using Amazon.Runtime;
using CostTool.Scheduler.Accounts.Calling;
using CostTool.Scheduler.Dispatching;

namespace CostTool.Scheduler.Accounts.Dispatching;

/// <summary>What ECS means when it does not start a task: an item of <c>failures</c> in an answer of 200, or an error.</summary>
internal static class LaunchRefusals
{
    // ECS has no code of its own for want of Fargate capacity: it says so in words, in failures and in errors alike, and in failures also as RESOURCE:kind.
    private const string CapacityWords = "Capacity is unavailable";
    private const string CapacityReason = "RESOURCE";

    // RunTask above the quota of vCPUs or tasks: "You've reached the limit on the number of vCPUs you can run concurrently".
    private static readonly string[] QuotaWords = ["reached the limit", "limit exceeded", "quota"];
    private static readonly string[] QuotaCodes = ["LimitExceededException", "ServiceQuotaExceededException"];
    private static readonly string[] ThrottlingWords = ["Rate exceeded", "throttl", "Too many concurrent"];

    /// <summary>The failures of an answer, alike ones together.</summary>
    public static IEnumerable<LaunchRefusal> Of(IEnumerable<Failure> failures) => failures
        .Select(failure => (Kind: KindOf(failure), Words: string.IsNullOrEmpty(failure.Detail) ? failure.Reason ?? "no reason is told" : $"{failure.Reason}: {failure.Detail}"))
        .GroupBy(failure => failure)
        .Select(same => new LaunchRefusal(same.Key.Kind, same.Count(), Plain(same.Key.Words)));

    /// <summary>The refusal that an error is; null for an error of another sort.</summary>
    public static RefusalKind? KindOf(AmazonServiceException error)
    {
        var said = error.Message ?? "";
        if (said.Contains(CapacityWords, StringComparison.OrdinalIgnoreCase)) return RefusalKind.Capacity;
        return QuotaCodes.Contains(AccountErrors.CodeOf(error)) || SaysAny(said, QuotaWords) ? RefusalKind.Quota : null;
    }

    /// <summary>Words of the platform as one line of bounded length.</summary>
    public static string Plain(string words)
    {
        const int longest = 300;
        var line = string.Concat(words.Select(letter => char.IsControl(letter) ? ' ' : letter));
        return line.Length > longest ? line[..longest] : line;
    }

    private static RefusalKind KindOf(Failure failure)
    {
        var said = $"{failure.Reason} {failure.Detail}";
        if (said.Contains(CapacityWords, StringComparison.OrdinalIgnoreCase) || failure.Reason?.Split(':')[0] == CapacityReason) return RefusalKind.Capacity;
        if (SaysAny(said, QuotaWords)) return RefusalKind.Quota;
        return SaysAny(said, ThrottlingWords) ? RefusalKind.Throttled : RefusalKind.Other;
    }

    private static bool SaysAny(string said, string[] words) => words.Any(word => said.Contains(word, StringComparison.OrdinalIgnoreCase));
}
