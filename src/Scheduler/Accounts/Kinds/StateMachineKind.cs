using System.Runtime.CompilerServices;
using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;
using CostTool.Scheduler.Accounts.Calling;
using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Deployment.Applying;
using CostTool.Scheduler.Deployment.Comparing;

namespace CostTool.Scheduler.Accounts.Kinds;

/// <summary>State machines. Their definition is an object here and a JSON text there.</summary>
internal sealed class StateMachineKind(IAmazonStepFunctions client, ServiceCalls calls) : IResourceKind
{
    public string Type => "AWS::StepFunctions::StateMachine";

    public IReadOnlySet<string> ReplacedBy { get; } = new HashSet<string>(StringComparer.Ordinal) { "StateMachineName", "StateMachineType" };

    public async Task<LiveResource?> FindAsync(string physicalName, CancellationToken cancellationToken)
    {
        await foreach (var arn in ListAsync(name => name == physicalName, cancellationToken).ConfigureAwait(false)) return await LiveAsync(arn, cancellationToken).ConfigureAwait(false);
        return null;
    }

    public async IAsyncEnumerable<LiveResource> OwnedAsync(string deployment, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var arn in ListAsync(name => name.StartsWith($"{deployment}-", StringComparison.Ordinal), cancellationToken).ConfigureAwait(false))
            if (await LiveAsync(arn, cancellationToken).ConfigureAwait(false) is { } live && live.Owner == deployment) yield return live;
    }

    public async Task<LiveResource> CreateAsync(DesiredResource resolved, string deployment, string clientToken, CancellationToken cancellationToken)
    {
        var name = resolved.PhysicalName;
        var request = Shape.Write<CreateStateMachineRequest>(Settings(resolved), resolved.LogicalId);
        (request.Name, request.Definition, request.Tags) = (name, Definition(resolved), [.. resolved.Tags(deployment).Select(tag => new Tag { Key = tag.Key, Value = tag.Value })]);
        if (resolved.Properties.TextOrNull("StateMachineType") is { } type) request.Type = StateMachineType.FindValue(type);
        var made = await calls.ChangeUnlessAsync("CreateStateMachine", name, "StateMachineAlreadyExists", () => client.CreateStateMachineAsync(request, CancellationToken.None), cancellationToken).ConfigureAwait(false);
        if (made is not null) return new LiveResource(Type, name, Known(made.StateMachineArn!, name), resolved.Properties, deployment);
        var there = await FindAsync(name, cancellationToken).ConfigureAwait(false) ?? throw new AccountFaultException($"the state machine `{name}` is being removed", FaultEffect.None);
        Properties.RefuseForeign(resolved, there.Owner, deployment);
        return Comparison.Matches(resolved, there, deployment, this) ? there : await UpdateAsync(resolved, there, clientToken, cancellationToken).ConfigureAwait(false);
    }

    public async Task<LiveResource> UpdateAsync(DesiredResource resolved, LiveResource live, string clientToken, CancellationToken cancellationToken)
    {
        var request = Shape.Write<UpdateStateMachineRequest>(Settings(resolved), resolved.LogicalId);
        (request.StateMachineArn, request.Definition) = (live.Attributes["Ref"], Definition(resolved));
        // What is left out stays as it is: logging that is not desired is turned off in so many words.
        if (resolved.Properties["LoggingConfiguration"] is null && live.Properties["LoggingConfiguration"] is not null) request.LoggingConfiguration = new LoggingConfiguration { Level = LogLevel.OFF };
        await calls.ChangeAsync("UpdateStateMachine", live.PhysicalName, () => client.UpdateStateMachineAsync(request, CancellationToken.None), cancellationToken).ConfigureAwait(false);
        return live with { Properties = resolved.Properties };
    }

    public async Task DeleteAsync(LiveResource live, CancellationToken cancellationToken) =>
        await calls.ChangeUnlessAsync("DeleteStateMachine", live.PhysicalName, Properties.NotFound, () => client.DeleteStateMachineAsync(new DeleteStateMachineRequest { StateMachineArn = live.Attributes["Ref"] }, CancellationToken.None), cancellationToken).ConfigureAwait(false);

    public async Task AdoptAsync(LiveResource live, string deployment, CancellationToken cancellationToken) =>
        await calls.ChangeAsync("TagResource", live.PhysicalName, () => client.TagResourceAsync(new TagResourceRequest { ResourceArn = live.Attributes["Ref"], Tags = [new Tag { Key = Ownership.TagKey, Value = deployment }] }, CancellationToken.None), cancellationToken).ConfigureAwait(false);

    private async IAsyncEnumerable<string> ListAsync(Func<string, bool> named, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? next = null;
        do
        {
            var request = new ListStateMachinesRequest { MaxResults = 1000, NextToken = next };
            var page = await calls.ReadAsync("ListStateMachines", "*", () => client.ListStateMachinesAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false);
            foreach (var machine in (page.StateMachines ?? []).Where(machine => named(machine.Name!))) yield return machine.StateMachineArn!;
            next = page.NextToken;
        }
        while (!string.IsNullOrEmpty(next));
    }

    private async Task<LiveResource?> LiveAsync(string arn, CancellationToken cancellationToken)
    {
        var machine = await calls.FindAsync("DescribeStateMachine", arn, Properties.NotFound, () => client.DescribeStateMachineAsync(new DescribeStateMachineRequest { StateMachineArn = arn }, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (machine is null || machine.Status == StateMachineStatus.DELETING) return null;
        var tags = await calls.FindAsync("ListTagsForResource", arn, Properties.NotFound, () => client.ListTagsForResourceAsync(new ListTagsForResourceRequest { ResourceArn = arn }, cancellationToken), cancellationToken).ConfigureAwait(false);
        var owner = tags?.Tags?.FirstOrDefault(tag => tag.Key == Ownership.TagKey)?.Value;
        var logging = machine.LoggingConfiguration is { } said && said.Level is { } level && level != LogLevel.OFF ? Shape.Read(said) : null;
        return new LiveResource(Type, machine.Name!, Known(arn, machine.Name!), Compose.Map(
            ("StateMachineName", Compose.Text(machine.Name!)),
            ("StateMachineType", machine.Type is { } type ? Compose.Text(type.Value) : null),
            ("RoleArn", Compose.Text(machine.RoleArn!)),
            ("Definition", CanonicalProperties.Parse(machine.Definition!)),
            ("LoggingConfiguration", logging)).WithMark(owner), owner);
    }

    private static MapValue Settings(DesiredResource resource) => resource.Properties.Without("StateMachineName", "StateMachineType", "Definition", "Tags");

    private static string Definition(DesiredResource resource) => CanonicalText.Of(resource.Properties["Definition"]!);

    private static Dictionary<string, string> Known(string arn, string name) => Properties.Known(arn, arn, ("Name", name));
}
