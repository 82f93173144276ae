namespace CostTool.Scheduler.Deployment;

/// <summary>A resource as it should be, in the words of CloudFormation: the one model that apply, diff, destroy and export share.</summary>
/// <param name="LogicalId">Name within the state: letters and digits, stable from plan to plan.</param>
/// <param name="Type">CloudFormation's type, such as <c>AWS::Scheduler::Schedule</c>.</param>
/// <param name="PhysicalName">Name in the account, which is chosen by us so that the resource is found again; unique for its type in a region.</param>
/// <param name="Properties">CloudFormation's properties of that type, complete: what is left out is what the service sets by default.</param>
public sealed record DesiredResource(string LogicalId, string Type, string PhysicalName, MapValue Properties)
{
    /// <summary>Logical ids of what must exist before, beside what the properties refer to.</summary>
    public IReadOnlyList<string> After { get; init; } = [];

    /// <summary>Logical ids that the properties refer to.</summary>
    public IReadOnlySet<string> References()
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        Walk(Properties);
        return found;

        void Walk(ResourceValue value)
        {
            switch (value)
            {
                case ReferenceValue reference: found.Add(reference.LogicalId); break;
                case ListValue list: foreach (var item in list.Items) Walk(item); break;
                case MapValue map: foreach (var item in map.Members.Values) Walk(item); break;
                case JoinedValue joined: foreach (var part in joined.Parts) Walk(part); break;
            }
        }
    }
}

/// <summary>What the one who applies or deploys gives.</summary>
/// <param name="Name">Name, letters and digits.</param>
/// <param name="Type">CloudFormation's type of parameter, such as <c>List&lt;AWS::EC2::Subnet::Id&gt;</c>.</param>
/// <param name="Description">For people.</param>
/// <param name="Default">Value where none is given; null where one must be.</param>
public sealed record DeploymentParameter(string Name, string Type, string Description, string? Default);
