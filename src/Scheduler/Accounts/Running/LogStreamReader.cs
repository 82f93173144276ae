using Amazon.CloudWatchLogs;
using Amazon.CloudWatchLogs.Model;
using CostTool.Scheduler.Accounts.Calling;

namespace CostTool.Scheduler.Accounts.Running;

/// <summary>Reads a log stream from its start, each line once: what is read next is named by the token of the answer before, and never by a time.</summary>
internal sealed class LogStreamReader(IAmazonCloudWatchLogs logs, ServiceCalls calls, string group, string stream)
{
    private string? next;

    /// <summary>The lines that came since the last time; none while there is no such stream.</summary>
    public async Task<IReadOnlyList<string>> ReadNewAsync(CancellationToken cancellationToken)
    {
        List<string> lines = [];
        while (true)
        {
            var request = new GetLogEventsRequest { LogGroupName = group, LogStreamName = stream, StartFromHead = true, NextToken = next };
            // The stream is made when the container writes its first line.
            if (await calls.FindAsync("GetLogEvents", stream, "ResourceNotFoundException", () => logs.GetLogEventsAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false) is not { } answer) return lines;
            lines.AddRange((answer.Events ?? []).Select(line => line.Message ?? ""));
            // At the end the service answers with the token that it was given.
            var atEnd = answer.NextForwardToken is null || answer.NextForwardToken == next;
            next = answer.NextForwardToken ?? next;
            if (atEnd) return lines;
        }
    }
}
