using CostTool.Analyzer.Problems;

namespace CostTool.Scheduler.Deployment.Comparing;

/// <summary>Compares what should be with what is.</summary>
public static class Comparison
{
    // What starts things goes before what it starts, and roles go last: nothing is left running that can no longer do its work.
    private static readonly string[] RemovalOrder =
    [
        "AWS::Scheduler::Schedule", "AWS::Events::Rule", "AWS::ECS::Service", "AWS::CloudWatch::Alarm", "AWS::StepFunctions::StateMachine", "AWS::SQS::QueuePolicy", "AWS::SNS::TopicPolicy",
        "AWS::SNS::Subscription", "AWS::SQS::Queue", "AWS::SNS::Topic", "AWS::Scheduler::ScheduleGroup", "AWS::ECS::TaskDefinition", "AWS::Logs::LogGroup", "AWS::IAM::Role",
    ];

    /// <summary>Place of a type in the order in which things go; types that are not known go last but for roles.</summary>
    public static int RemovalRank(string type) => type is "AWS::IAM::Role" ? RemovalOrder.Length + 1 : Array.IndexOf(RemovalOrder, type) is >= 0 and var rank ? rank : RemovalOrder.Length;

    /// <summary>The changes that turn one into the other.</summary>
    /// <param name="state">What should be.</param>
    /// <param name="live">What is.</param>
    /// <param name="parameters">Values of parameters.</param>
    /// <param name="kinds">Kinds by type.</param>
    /// <exception cref="ProblemException">A type is not known, two resources have one name, or the state is wrong in itself.</exception>
    public static ChangeSet Of(DesiredState state, LiveState live, Resolution parameters, IReadOnlyDictionary<string, IResourceKind> kinds)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(live);
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(kinds);
        var byName = live.Resources.ToLookup(resource => (resource.Type, resource.PhysicalName));
        var claimed = new HashSet<(string, string)>();
        var inForce = new HashSet<LiveResource>(ReferenceEqualityComparer.Instance);
        var known = parameters;
        var changes = new List<Change>();
        foreach (var raw in state.InOrder())
        {
            if (!kinds.TryGetValue(raw.Type, out var kind))
                throw new ProblemException(new Problem($"`{raw.Type}` cannot be applied by this build", raw.LogicalId, "export the plan as CloudFormation and deploy that"));
            var desired = known.Resolve(raw);
            if (!claimed.Add((desired.Type, desired.PhysicalName)))
                throw new ProblemException(new Problem($"two resources are named `{desired.PhysicalName}`", desired.LogicalId, "report this: the desired state of the plan is wrong"));
            var there = byName[(desired.Type, desired.PhysicalName)].FirstOrDefault();
            var change = Compare(desired, there, state.Name, kind);
            changes.Add(change);
            if (there is null) continue;
            // What a new version takes the place of goes in the end, when nothing points to it any more.
            if (change.Kind is not ChangeKind.Replace || !kind.KeepsVersions) inForce.Add(there);
            if (change.Kind is ChangeKind.None or ChangeKind.Update) known = known.With(desired.LogicalId, there);
        }

        changes.AddRange(live.Resources
            .Where(resource => resource.Owner == state.Name && !inForce.Contains(resource))
            .OrderBy(resource => RemovalRank(resource.Type)).ThenBy(resource => resource.Type, StringComparer.Ordinal)
            .ThenBy(resource => resource.PhysicalName, StringComparer.Ordinal).ThenBy(resource => resource.Attributes.GetValueOrDefault("Ref"), StringComparer.Ordinal)
            .Select(resource => new Change
            {
                Kind = ChangeKind.Delete,
                LogicalId = null,
                Type = resource.Type,
                PhysicalName = resource.PhysicalName,
                Desired = null,
                Live = resource,
                ReplacedByVersion = claimed.Contains((resource.Type, resource.PhysicalName)),
                Reason = claimed.Contains((resource.Type, resource.PhysicalName)) ? "a newer version takes its place" : "the plan no longer has it",
            }));
        return new ChangeSet(state.Name, state.PlanSha256, DesiredHash.Of(state, parameters), live.Sha256(), changes);
    }

    /// <summary>Whether a resource is as it should be and ours.</summary>
    public static bool Matches(DesiredResource desired, LiveResource? live, string deployment, IResourceKind kind)
    {
        ArgumentNullException.ThrowIfNull(desired);
        ArgumentNullException.ThrowIfNull(kind);
        return live?.Owner == deployment && Differences(desired, live, kind).Length == 0;
    }

    private static PropertyDifference[] Differences(DesiredResource desired, LiveResource live, IResourceKind kind) =>
        [.. PropertyDifference.Between(CanonicalProperties.Of(live.Type, live.Properties), CanonicalProperties.Of(desired.Type, desired.Properties))
            .Where(difference => !kind.MeansTheSame(desired, live, difference))];

    private static Change Compare(DesiredResource desired, LiveResource? live, string deployment, IResourceKind kind)
    {
        var change = new Change { Kind = ChangeKind.None, LogicalId = desired.LogicalId, Type = desired.Type, PhysicalName = desired.PhysicalName, Desired = desired, Live = live, Reason = "as planned" };
        if (live is null) return change with { Kind = ChangeKind.Create, Reason = "it is not there" };
        if (live.Owner != deployment)
        {
            return change with
            {
                Kind = ChangeKind.Refuse,
                Reason = live.Owner is { } owner ? $"it belongs to the deployment `{owner}`" : "it was made by someone else; `costtool schedule adopt` takes it over",
            };
        }

        var differences = Differences(desired, live, kind);
        if (differences.Length == 0) return change;
        string[] fixedOnes = [.. differences.Select(difference => difference.Property).Where(kind.ReplacedBy.Contains).Distinct(StringComparer.Ordinal)];
        return change with
        {
            Kind = kind.KeepsVersions || fixedOnes.Length > 0 ? ChangeKind.Replace : ChangeKind.Update,
            Differences = differences,
            Reason = kind.KeepsVersions ? "a new version is made" : fixedOnes.Length > 0 ? $"`{string.Join("`, `", fixedOnes)}` cannot be changed" : "it differs",
        };
    }
}
