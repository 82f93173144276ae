using System.Globalization;
using System.Runtime.CompilerServices;
using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Deployment.Applying;
using CostTool.Scheduler.Deployment.Comparing;

namespace CostTool.Scheduler.Tests.Deployment;

/// <summary>What goes wrong at one call.</summary>
internal enum AccountFault
{
    ThrottledBefore,
    CutBefore,
    CutAfter,
    KilledBefore,
    KilledAfter,
}

/// <summary>The process is gone: nothing catches this.</summary>
internal sealed class KilledException : Exception;

/// <summary>An account in memory. Calls are numbered from 1; one of them may meet a fault.</summary>
internal sealed class InMemoryAccount
{
    private readonly List<LiveResource> _resources = [];
    private readonly Dictionary<(string, string), int> _hidden = [];
    private int _made;

    public static readonly string[] Types = ["AWS::IAM::Role", "AWS::SQS::Queue", "AWS::Scheduler::ScheduleGroup", "AWS::ECS::TaskDefinition", "AWS::Scheduler::Schedule"];

    public InMemoryAccount(params IReadOnlyList<string> more) => Kinds = Types.Union(more, StringComparer.Ordinal).ToDictionary(type => type, IResourceKind (type) => new Kind(this, type), StringComparer.Ordinal);

    public IReadOnlyDictionary<string, IResourceKind> Kinds { get; }

    public int Calls { get; private set; }

    public int Writes { get; private set; }

    public List<string> Log { get; } = [];

    public (int Call, AccountFault Fault)? Fault { get; set; }

    /// <summary>Reads by name that do not yet see what was made.</summary>
    public int NotFoundFor { get; set; }

    public IReadOnlyList<LiveResource> Resources => _resources;

    /// <summary>Everything but the counters in ARNs, which versions raise.</summary>
    public string Picture() => string.Join('\n', _resources
        .Select(resource => $"{resource.Type} {resource.PhysicalName} {resource.Owner} {System.Text.RegularExpressions.Regex.Replace(CanonicalText.Of(resource.Properties), ":v[0-9]+", ":v")}").Order(StringComparer.Ordinal));

    public void Put(string type, string name, string? owner, MapValue properties) => _resources.Insert(0, New(type, name, owner, properties));

    private LiveResource New(string type, string name, string? owner, MapValue properties)
    {
        var reference = type is "AWS::ECS::TaskDefinition" ? string.Create(CultureInfo.InvariantCulture, $"arn:{name}:v{++_made}") : $"arn:{name}";
        return new LiveResource(type, name, new Dictionary<string, string> { ["Ref"] = reference, ["Arn"] = reference, ["QueueName"] = name, ["TopicArn"] = reference, ["TopicName"] = name, ["QueueUrl"] = reference }, properties, owner);
    }

    private T Call<T>(string what, Func<T> effect, bool write)
    {
        var number = ++Calls;
        Log.Add(what);
        var fault = Fault?.Call == number ? Fault.Value.Fault : (AccountFault?)null;
        switch (fault)
        {
            case AccountFault.ThrottledBefore: throw new AccountFaultException("Rate exceeded", FaultEffect.None);
            case AccountFault.CutBefore: throw new AccountFaultException("connection lost", FaultEffect.Unknown);
            case AccountFault.KilledBefore: throw new KilledException();
        }

        if (write) Writes++;
        var answer = effect();
        return fault switch
        {
            AccountFault.CutAfter => throw new AccountFaultException("connection lost", FaultEffect.Unknown),
            AccountFault.KilledAfter => throw new KilledException(),
            _ => answer,
        };
    }

    private sealed class Kind(InMemoryAccount account, string type) : IResourceKind
    {
        public string Type => type;

        public IReadOnlySet<string> ReplacedBy { get; } = new HashSet<string> { "Fixed" };

        public bool KeepsVersions => type is "AWS::ECS::TaskDefinition";

        public Task<LiveResource?> FindAsync(string physicalName, CancellationToken cancellationToken) => Task.FromResult(account.Call($"find {physicalName}", () =>
        {
            if (account._hidden.GetValueOrDefault((type, physicalName)) is > 0 and var left)
            {
                account._hidden[(type, physicalName)] = left - 1;
                return null;
            }

            return Named(physicalName);
        }, write: false));

        public async IAsyncEnumerable<LiveResource> OwnedAsync(string deployment, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.CompletedTask;
            foreach (var resource in account.Call($"list {type}", () => account._resources.Where(resource => resource.Type == type && resource.Owner == deployment).ToArray(), write: false)) yield return resource;
        }

        public Task<LiveResource> CreateAsync(DesiredResource resolved, string deployment, string clientToken, CancellationToken cancellationToken) =>
            Task.FromResult(account.Call($"create {resolved.PhysicalName}", () =>
            {
                Assert.Empty(resolved.References());
                if (!KeepsVersions && Named(resolved.PhysicalName) is { } there)
                    return Comparison.Matches(resolved, there, deployment, this) ? there : throw new InvalidOperationException($"{resolved.PhysicalName} is there already");
                var made = account.New(type, resolved.PhysicalName, deployment, resolved.Properties);
                account._resources.Insert(0, made);
                account._hidden[(type, resolved.PhysicalName)] = account.NotFoundFor;
                return made;
            }, write: true));

        public Task<LiveResource> UpdateAsync(DesiredResource resolved, LiveResource live, string clientToken, CancellationToken cancellationToken) =>
            Task.FromResult(account.Call($"update {resolved.PhysicalName}", () =>
            {
                var at = account._resources.FindIndex(resource => resource.Type == type && resource.PhysicalName == live.PhysicalName);
                return account._resources[at] = account._resources[at] with { Properties = resolved.Properties };
            }, write: true));

        public Task DeleteAsync(LiveResource live, CancellationToken cancellationToken)
        {
            account.Call($"delete {live.PhysicalName}", () => account._resources.RemoveAll(resource => resource.Type == type && resource.Attributes["Ref"] == live.Attributes["Ref"]), write: true);
            return Task.CompletedTask;
        }

        public Task AdoptAsync(LiveResource live, string deployment, CancellationToken cancellationToken)
        {
            account.Call($"adopt {live.PhysicalName}", () => account._resources[account._resources.IndexOf(live)] = live with { Owner = deployment }, write: true);
            return Task.CompletedTask;
        }

        private LiveResource? Named(string name) => account._resources.FirstOrDefault(resource => resource.Type == type && resource.PhysicalName == name);
    }
}
