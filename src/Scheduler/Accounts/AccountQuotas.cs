using Amazon.EventBridge;
using Amazon.EventBridge.Model;
using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using Amazon.Scheduler;
using Amazon.Scheduler.Model;
using Amazon.ServiceQuotas;
using Amazon.ServiceQuotas.Model;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;
using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Accounts.Calling;
using CostTool.Scheduler.Deployment.Applying;

namespace CostTool.Scheduler.Accounts;

/// <summary>Quotas by Service Quotas, and what of them is used by counting. What cannot be read is unknown and stops nothing.</summary>
/// <remarks>Codes and names as `aws service-quotas list-service-quotas` prints them. Queues and log groups have no quota that a deployment could meet; alarms of a region are not in Service Quotas.</remarks>
internal sealed class AccountQuotas(
    IAmazonServiceQuotas quotas, IAmazonScheduler scheduler, IAmazonIdentityManagementService iam, IAmazonSimpleNotificationService sns, IAmazonEventBridge events, IAmazonStepFunctions states,
    Func<string, ServiceCalls> callsOf) : IQuotaReader
{
    private sealed record Row(string Service, string Code, string Name);

    private static readonly Dictionary<string, Row> Rows = new(StringComparer.Ordinal)
    {
        ["AWS::Scheduler::Schedule"] = new("scheduler", "L-EE5D6FF0", "Number of schedules"),
        ["AWS::Scheduler::ScheduleGroup"] = new("scheduler", "L-A632CD40", "Number of schedule groups"),
        ["AWS::IAM::Role"] = new("iam", "L-FE177D64", "Roles per account"),
        ["AWS::SNS::Topic"] = new("sns", "L-61103206", "Topics per Account"),
        ["AWS::Events::Rule"] = new("events", "L-244521F2", "Number of rules"),
        ["AWS::StepFunctions::StateMachine"] = new("states", "", "Registered state machines"),
    };

    public async Task<Quota?> ReadAsync(string type, CancellationToken cancellationToken)
    {
        if (!Rows.TryGetValue(type, out var row)) return null;
        var limit = await LimitAsync(row, cancellationToken).ConfigureAwait(false);
        // Counting a million schedules would take longer than to meet the quota.
        return new Quota(row.Name, limit, limit is null ? null : await CountAsync(type, cancellationToken).ConfigureAwait(false));
    }

    private async Task<long?> LimitAsync(Row row, CancellationToken cancellationToken)
    {
        try
        {
            string? next = null;
            do
            {
                var request = new ListServiceQuotasRequest { ServiceCode = row.Service, MaxResults = 100, NextToken = next };
                var page = await callsOf("servicequotas").FindAsync("ListServiceQuotas", row.Service, "NoSuchResourceException", () => quotas.ListServiceQuotasAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false);
                if (page?.Quotas?.FirstOrDefault(quota => quota.QuotaCode == row.Code || quota.QuotaName == row.Name)?.Value is { } value) return (long)value;
                next = page?.NextToken;
            }
            while (!string.IsNullOrEmpty(next));
            return null;
        }
        catch (ProblemException)
        {
            // Not allowed to read quotas, or no such service in this region: the quota is unknown, and the service itself will say when it is met.
            return null;
        }
    }

    private async Task<long?> CountAsync(string type, CancellationToken cancellationToken)
    {
        try
        {
            return type switch
            {
                "AWS::Scheduler::Schedule" => await PagesAsync("scheduler", "ListSchedules", next => scheduler.ListSchedulesAsync(new ListSchedulesRequest { MaxResults = 100, NextToken = next }, cancellationToken), page => (page.Schedules?.Count, page.NextToken), cancellationToken).ConfigureAwait(false),
                "AWS::Scheduler::ScheduleGroup" => await PagesAsync("scheduler", "ListScheduleGroups", next => scheduler.ListScheduleGroupsAsync(new ListScheduleGroupsRequest { MaxResults = 100, NextToken = next }, cancellationToken), page => (page.ScheduleGroups?.Count, page.NextToken), cancellationToken).ConfigureAwait(false),
                "AWS::IAM::Role" => await PagesAsync("iam", "ListRoles", next => iam.ListRolesAsync(new ListRolesRequest { MaxItems = 1000, Marker = next }, cancellationToken), page => (page.Roles?.Count, page.IsTruncated is true ? page.Marker : null), cancellationToken).ConfigureAwait(false),
                "AWS::SNS::Topic" => await PagesAsync("sns", "ListTopics", next => sns.ListTopicsAsync(new ListTopicsRequest { NextToken = next }, cancellationToken), page => (page.Topics?.Count, page.NextToken), cancellationToken).ConfigureAwait(false),
                "AWS::Events::Rule" => await PagesAsync("events", "ListRules", next => events.ListRulesAsync(new ListRulesRequest { NextToken = next }, cancellationToken), page => (page.Rules?.Count, page.NextToken), cancellationToken).ConfigureAwait(false),
                _ => await PagesAsync("states", "ListStateMachines", next => states.ListStateMachinesAsync(new ListStateMachinesRequest { MaxResults = 1000, NextToken = next }, cancellationToken), page => (page.StateMachines?.Count, page.NextToken), cancellationToken).ConfigureAwait(false),
            };
        }
        catch (ProblemException)
        {
            // Not allowed to list all of the account: unknown.
            return null;
        }
    }

    // More pages than this are not read for a mere count: the quota is then far above what a plan adds, or the service refuses in its own words.
    private async Task<long?> PagesAsync<T>(string service, string operation, Func<string?, Task<T>> call, Func<T, (int? Count, string? Next)> read, CancellationToken cancellationToken)
    {
        const int MostPages = 20;
        long all = 0;
        string? next = null;
        for (var page = 0; page < MostPages; page++)
        {
            var at = next;
            var (count, following) = read(await callsOf(service).ReadAsync(operation, "*", () => call(at), cancellationToken).ConfigureAwait(false));
            all += count ?? 0;
            if (string.IsNullOrEmpty(following)) return all;
            next = following;
        }

        return null;
    }
}
