using CostTool.Analyzer.Problems;

namespace CostTool.Scheduler.Deployment;

/// <summary>Everything that a plan needs in an account, and nothing else.</summary>
public sealed record DesiredState
{
    /// <summary>Name of the deployment, part of every physical name and of the tag of ownership: lower-case letters, digits and hyphens.</summary>
    public required string Name { get; init; }

    /// <summary>Hash of the plan that the state was made from.</summary>
    public required string PlanSha256 { get; init; }

    /// <summary>What must be given.</summary>
    public required IReadOnlyList<DeploymentParameter> Parameters { get; init; }

    /// <summary>The resources, by logical id.</summary>
    public required IReadOnlyList<DesiredResource> Resources { get; init; }

    /// <summary>The resources so that each comes after what it needs; otherwise in ordinal order of their logical ids.</summary>
    /// <exception cref="ProblemException">A resource refers to one that is not there, or to itself through others.</exception>
    public IReadOnlyList<DesiredResource> InOrder()
    {
        var byId = Resources.ToDictionary(resource => resource.LogicalId, StringComparer.Ordinal);
        var ordered = new List<DesiredResource>(Resources.Count);
        var state = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var resource in Resources.OrderBy(resource => resource.LogicalId, StringComparer.Ordinal)) Visit(resource);
        return ordered;

        void Visit(DesiredResource resource)
        {
            if (state.TryGetValue(resource.LogicalId, out var done))
            {
                if (done) return;
                throw new ProblemException(new Problem($"`{resource.LogicalId}` needs itself", Name, "report this: the desired state of the plan is wrong"));
            }

            state[resource.LogicalId] = false;
            foreach (var id in resource.References().Concat(resource.After).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            {
                Visit(byId.TryGetValue(id, out var needed)
                    ? needed
                    : throw new ProblemException(new Problem($"`{resource.LogicalId}` needs `{id}`, which is not there", Name, "report this: the desired state of the plan is wrong")));
            }

            state[resource.LogicalId] = true;
            ordered.Add(resource);
        }
    }
}
