namespace CostTool.Scheduler.Deployment.Comparing;

/// <summary>Hash of what should be: the same for the same plan, settings and parameters, whenever the state is made.</summary>
internal static class DesiredHash
{
    public static string Of(DesiredState state, Resolution parameters)
    {
        var lines = parameters.Parameters.OrderBy(value => value.Key, StringComparer.Ordinal).Select(value => $"{value.Key}\t{CanonicalText.Of(value.Value)}")
            .Concat(state.Resources.OrderBy(resource => resource.LogicalId, StringComparer.Ordinal)
                .Select(resource => $"{resource.LogicalId}\t{resource.Type}\t{resource.PhysicalName}\t{CanonicalText.Of(Undated(resource))}"));
        return CanonicalText.Sha256(string.Join('\n', lines.Prepend(state.Name)));
    }

    private static MapValue Undated(DesiredResource resource) => resource.Type is "AWS::Scheduler::Schedule"
        ? new MapValue(resource.Properties.Members.Where(member => member.Key != "StartDate"))
        : resource.Properties;
}
