using System.Runtime.CompilerServices;
using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using CostTool.Scheduler.Accounts.Calling;
using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Deployment.Comparing;

namespace CostTool.Scheduler.Accounts.Kinds;

/// <summary>Roles with their policies. What someone attached beside is shown and taken away; a boundary that the organisation set stays, and is not compared.</summary>
internal sealed class RoleKind(IAmazonIdentityManagementService client, ServiceCalls calls) : IResourceKind
{
    public string Type => "AWS::IAM::Role";

    public IReadOnlySet<string> ReplacedBy { get; } = new HashSet<string>(StringComparer.Ordinal) { "RoleName", "Path" };

    public async Task<LiveResource?> FindAsync(string physicalName, CancellationToken cancellationToken)
    {
        var role = (await calls.FindAsync("GetRole", physicalName, Properties.NotFound, () => client.GetRoleAsync(new GetRoleRequest { RoleName = physicalName }, cancellationToken), cancellationToken).ConfigureAwait(false))?.Role;
        if (role is null) return null;
        var policies = await PoliciesAsync(physicalName, cancellationToken).ConfigureAwait(false);
        var attached = await AttachedAsync(physicalName, cancellationToken).ConfigureAwait(false);
        var owner = role.Tags?.FirstOrDefault(tag => tag.Key == Ownership.TagKey)?.Value;
        return new LiveResource(Type, physicalName, Properties.Known(physicalName, role.Arn, ("RoleId", role.RoleId!)), Compose.Map(
            ("RoleName", Compose.Text(physicalName)),
            ("Path", role.Path is null ? null : Compose.Text(role.Path)),
            ("Description", role.Description is null ? null : Compose.Text(role.Description)),
            ("MaxSessionDuration", role.MaxSessionDuration is { } seconds ? Compose.Number(seconds) : null),
            ("AssumeRolePolicyDocument", Document(role.AssumeRolePolicyDocument!)),
            ("Policies", policies.Count == 0 ? null : Compose.List(policies.Select(policy => Compose.Map(("PolicyName", Compose.Text(policy.Key)), ("PolicyDocument", Document(policy.Value)))))),
            ("ManagedPolicyArns", attached.Count == 0 ? null : Compose.Texts(attached))).WithMark(owner), owner);
    }

    public async IAsyncEnumerable<LiveResource> OwnedAsync(string deployment, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The list says nothing of tags; names start with the deployment's.
        string? marker = null;
        bool more;
        do
        {
            var request = new ListRolesRequest { Marker = marker, MaxItems = 1000 };
            var page = await calls.ReadAsync("ListRoles", "*", () => client.ListRolesAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false);
            var ours = (page.Roles ?? []).Where(role => role.RoleName!.StartsWith($"{deployment}-", StringComparison.Ordinal));
            foreach (var role in await Task.WhenAll(ours.Select(role => FindAsync(role.RoleName!, cancellationToken))).ConfigureAwait(false))
                if (role?.Owner == deployment) yield return role;
            (marker, more) = (page.Marker, page.IsTruncated is true);
        }
        while (more);
    }

    public async Task<LiveResource> CreateAsync(DesiredResource resolved, string deployment, string clientToken, CancellationToken cancellationToken)
    {
        var name = resolved.PhysicalName;
        var request = Shape.Write<CreateRoleRequest>(resolved.Properties.Without("Policies", "ManagedPolicyArns", "Tags", "AssumeRolePolicyDocument"), resolved.LogicalId);
        request.AssumeRolePolicyDocument = CanonicalText.Of(resolved.Properties["AssumeRolePolicyDocument"]!);
        request.Tags = Marks(resolved.Tags(deployment));
        var made = await calls.ChangeUnlessAsync("CreateRole", name, "EntityAlreadyExists|EntityAlreadyExistsException", () => client.CreateRoleAsync(request, CancellationToken.None), cancellationToken).ConfigureAwait(false);
        LiveResource there;
        if (made?.Role is { } role)
        {
            there = new LiveResource(Type, name, Properties.Known(name, role.Arn, ("RoleId", role.RoleId!)), resolved.Properties.Without("Policies", "ManagedPolicyArns"), deployment);
        }
        else
        {
            there = await FindAsync(name, cancellationToken).ConfigureAwait(false) ?? throw new Deployment.Applying.AccountFaultException($"the role `{name}` is not seen yet", Deployment.Applying.FaultEffect.None);
            Properties.RefuseForeign(resolved, there.Owner, deployment);
        }

        return await UpdateAsync(resolved, there, clientToken, cancellationToken).ConfigureAwait(false);
    }

    public async Task<LiveResource> UpdateAsync(DesiredResource resolved, LiveResource live, string clientToken, CancellationToken cancellationToken)
    {
        var name = live.PhysicalName;
        var (wanted, there) = (CanonicalProperties.Of(Type, resolved.Properties), CanonicalProperties.Of(Type, live.Properties));
        if (!Equals(wanted["AssumeRolePolicyDocument"], there["AssumeRolePolicyDocument"]))
            await calls.ChangeAsync("UpdateAssumeRolePolicy", name, () => client.UpdateAssumeRolePolicyAsync(new UpdateAssumeRolePolicyRequest { RoleName = name, PolicyDocument = CanonicalText.Of(resolved.Properties["AssumeRolePolicyDocument"]!) }, CancellationToken.None), cancellationToken).ConfigureAwait(false);
        if (!Equals(wanted["Description"], there["Description"]) || !Equals(wanted["MaxSessionDuration"], there["MaxSessionDuration"]))
        {
            var request = new UpdateRoleRequest { RoleName = name, Description = wanted.TextOrNull("Description") ?? "", MaxSessionDuration = wanted["MaxSessionDuration"] is NumberValue seconds ? (int)seconds.Number : 3600 };
            await calls.ChangeAsync("UpdateRole", name, () => client.UpdateRoleAsync(request, CancellationToken.None), cancellationToken).ConfigureAwait(false);
        }

        var (wantedPolicies, livePolicies) = (Inline(resolved.Properties), Inline(live.Properties));
        foreach (var (policy, document) in wantedPolicies.Where(policy => !livePolicies.TryGetValue(policy.Key, out var other) || !SamePolicy(policy.Value, other)))
            await calls.ChangeAsync("PutRolePolicy", name, () => client.PutRolePolicyAsync(new PutRolePolicyRequest { RoleName = name, PolicyName = policy, PolicyDocument = CanonicalText.Of(document) }, CancellationToken.None), cancellationToken).ConfigureAwait(false);
        foreach (var policy in livePolicies.Keys.Where(policy => !wantedPolicies.ContainsKey(policy))) await DropPolicyAsync(name, policy, cancellationToken).ConfigureAwait(false);
        var (wantedArns, liveArns) = (Managed(resolved.Properties), Managed(live.Properties));
        foreach (var arn in wantedArns.Except(liveArns, StringComparer.Ordinal))
            await calls.ChangeAsync("AttachRolePolicy", name, () => client.AttachRolePolicyAsync(new AttachRolePolicyRequest { RoleName = name, PolicyArn = arn }, CancellationToken.None), cancellationToken).ConfigureAwait(false);
        foreach (var arn in liveArns.Except(wantedArns, StringComparer.Ordinal)) await DetachAsync(name, arn, cancellationToken).ConfigureAwait(false);
        return live with { Properties = resolved.Properties };
    }

    public async Task DeleteAsync(LiveResource live, CancellationToken cancellationToken)
    {
        var name = live.PhysicalName;
        foreach (var policy in await PoliciesOfAsync(name, cancellationToken).ConfigureAwait(false)) await DropPolicyAsync(name, policy, cancellationToken).ConfigureAwait(false);
        foreach (var arn in await AttachedAsync(name, cancellationToken).ConfigureAwait(false)) await DetachAsync(name, arn, cancellationToken).ConfigureAwait(false);
        await calls.ChangeUnlessAsync("DeleteRole", name, Properties.NotFound, () => client.DeleteRoleAsync(new DeleteRoleRequest { RoleName = name }, CancellationToken.None), cancellationToken).ConfigureAwait(false);
    }

    public async Task AdoptAsync(LiveResource live, string deployment, CancellationToken cancellationToken) =>
        await calls.ChangeAsync("TagRole", live.PhysicalName, () => client.TagRoleAsync(new TagRoleRequest { RoleName = live.PhysicalName, Tags = [new Tag { Key = Ownership.TagKey, Value = deployment }] }, CancellationToken.None), cancellationToken).ConfigureAwait(false);

    private async Task DropPolicyAsync(string name, string policy, CancellationToken cancellationToken) =>
        await calls.ChangeUnlessAsync("DeleteRolePolicy", name, Properties.NotFound, () => client.DeleteRolePolicyAsync(new DeleteRolePolicyRequest { RoleName = name, PolicyName = policy }, CancellationToken.None), cancellationToken).ConfigureAwait(false);

    private async Task DetachAsync(string name, string arn, CancellationToken cancellationToken) =>
        await calls.ChangeUnlessAsync("DetachRolePolicy", name, Properties.NotFound, () => client.DetachRolePolicyAsync(new DetachRolePolicyRequest { RoleName = name, PolicyArn = arn }, CancellationToken.None), cancellationToken).ConfigureAwait(false);

    private async Task<SortedDictionary<string, string>> PoliciesAsync(string name, CancellationToken cancellationToken)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var policy in await PoliciesOfAsync(name, cancellationToken).ConfigureAwait(false))
        {
            var answer = await calls.FindAsync("GetRolePolicy", name, Properties.NotFound, () => client.GetRolePolicyAsync(new GetRolePolicyRequest { RoleName = name, PolicyName = policy }, cancellationToken), cancellationToken).ConfigureAwait(false);
            if (answer is not null) found[policy] = answer.PolicyDocument!;
        }

        return found;
    }

    private async Task<IReadOnlyList<string>> PoliciesOfAsync(string name, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        string? marker = null;
        bool more;
        do
        {
            var request = new ListRolePoliciesRequest { RoleName = name, Marker = marker };
            var page = await calls.FindAsync("ListRolePolicies", name, Properties.NotFound, () => client.ListRolePoliciesAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false);
            found.AddRange(page?.PolicyNames ?? []);
            (marker, more) = (page?.Marker, page?.IsTruncated is true);
        }
        while (more);
        return found;
    }

    private async Task<IReadOnlyList<string>> AttachedAsync(string name, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        string? marker = null;
        bool more;
        do
        {
            var request = new ListAttachedRolePoliciesRequest { RoleName = name, Marker = marker };
            var page = await calls.FindAsync("ListAttachedRolePolicies", name, Properties.NotFound, () => client.ListAttachedRolePoliciesAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false);
            found.AddRange((page?.AttachedPolicies ?? []).Select(policy => policy.PolicyArn!));
            (marker, more) = (page?.Marker, page?.IsTruncated is true);
        }
        while (more);
        return found;
    }

    // IAM answers with documents in percent encoding; emulators do not always.
    private static ResourceValue Document(string document) => CanonicalProperties.Parse(document.StartsWith('%') ? Uri.UnescapeDataString(document) : document);

    private static Dictionary<string, ResourceValue> Inline(MapValue properties) => (properties["Policies"] as ListValue)?.Items.OfType<MapValue>()
        .ToDictionary(policy => policy.TextOrNull("PolicyName")!, policy => policy["PolicyDocument"]!, StringComparer.Ordinal) ?? [];

    private static List<string> Managed(MapValue properties) => [.. (properties["ManagedPolicyArns"] as ListValue)?.Items.OfType<TextValue>().Select(arn => arn.Text) ?? []];

    private bool SamePolicy(ResourceValue one, ResourceValue other) => Canonical(one).Equals(Canonical(other));

    private MapValue Canonical(ResourceValue document) => CanonicalProperties.Of(Type, Compose.Map(("AssumeRolePolicyDocument", document)));

    private static List<Tag> Marks(IReadOnlyDictionary<string, string> tags) => [.. tags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value })];
}
