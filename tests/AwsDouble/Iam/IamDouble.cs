using System.Globalization;
using System.Text.Json.Nodes;
using CostTool.AwsDouble.Account;

namespace CostTool.AwsDouble.Iam;

/// <summary>IAM: the roles of the account and what they may do.</summary>
public sealed class IamDouble(DoubleAccount account) : IServiceDouble
{
    /// <summary>AWS's own policy for what ECS does before a container runs.</summary>
    public const string TaskExecutionPolicy = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy";

    private const int TrustLimit = 2048;
    private const int InlineLimit = 10_240;
    private const int AttachedLimit = 10;
    private const int TagLimit = 50;

    private readonly SortedDictionary<string, Role> _roles = new(StringComparer.OrdinalIgnoreCase);

    public string Model => "iam";

    /// <summary>Roles that the account takes.</summary>
    public int RoleLimit { get; set; } = 1000;

    /// <summary>Managed policies that exist, by ARN.</summary>
    public Dictionary<string, PolicyDocument> ManagedPolicies { get; } = new(StringComparer.Ordinal)
    {
        [TaskExecutionPolicy] = PolicyDocument.Permissions("""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ecr:GetAuthorizationToken","ecr:BatchCheckLayerAvailability","ecr:GetDownloadUrlForLayer","ecr:BatchGetImage","logs:CreateLogStream","logs:PutLogEvents"],"Resource":"*"}]}
            """),
    };

    public IEnumerable<string> RoleNames => _roles.Keys;

    /// <summary>Whether a service may take a role on.</summary>
    /// <param name="roleArn">The role.</param>
    /// <param name="service"><c>scheduler.amazonaws.com</c>.</param>
    /// <param name="context">Condition keys, such as <c>aws:SourceAccount</c>.</param>
    public bool Trusts(string roleArn, string service, IReadOnlyDictionary<string, string> context) =>
        ByArn(roleArn) is { } role && Decide([role.Trust], statement => statement.Names("Service", service) && statement.Covers("sts:AssumeRole", roleArn, context)) == "allowed";

    /// <summary>Whether a role may do something to a resource.</summary>
    public bool Allows(string roleArn, string action, string resource, IReadOnlyDictionary<string, string> context) =>
        ByArn(roleArn) is { } role && Decide(Policies(role), statement => statement.Covers(action, resource, context)) == "allowed";

    public JsonObject Handle(string operation, JsonObject request) => operation switch
    {
        "CreateRole" => Create(request),
        "GetRole" => new JsonObject { ["Role"] = Find(request).ToJson() },
        "ListRoles" => ListRoles(request),
        "DeleteRole" => Delete(Find(request)),
        "UpdateRole" => Update(Find(request), request),
        "UpdateAssumeRolePolicy" => UpdateTrust(Find(request), request),
        "PutRolePolicy" => PutInline(Find(request), request),
        "GetRolePolicy" => GetInline(Find(request), request.Text("PolicyName")),
        "DeleteRolePolicy" => DeleteInline(Find(request), request.Text("PolicyName")),
        "ListRolePolicies" => List(request, "PolicyNames", Find(request).Inline.Keys.Select(name => (JsonNode)name)),
        "AttachRolePolicy" => Attach(Find(request), request.Text("PolicyArn")),
        "DetachRolePolicy" => Detach(Find(request), request.Text("PolicyArn")),
        "ListAttachedRolePolicies" => List(request, "AttachedPolicies", Find(request).Attached.Select(arn => new JsonObject { ["PolicyName"] = arn[(arn.LastIndexOf('/') + 1)..], ["PolicyArn"] = arn })),
        "TagRole" => Tag(Find(request), request),
        "UntagRole" => Untag(Find(request), request),
        "ListRoleTags" => List(request, "Tags", Find(request).Tags.ToJson().Select(tag => tag!.DeepClone())),
        "SimulatePrincipalPolicy" => Simulate(request),
        _ => throw new ServiceErrorException("InvalidAction", $"Could not find operation {operation} for version 2010-05-08"),
    };

    private static JsonObject List(JsonObject request, string member, IEnumerable<JsonNode> all)
    {
        var page = Page.Of(all, request.TextOrNull("Marker"), request.Whole("MaxItems") ?? 100, () => new ServiceErrorException("ValidationError", "Invalid Marker."));
        return new JsonObject { [member] = new JsonArray([.. page.Items]), ["IsTruncated"] = page.Next is not null }.With("Marker", page.Next);
    }

    private JsonObject ListRoles(JsonObject request)
    {
        var prefix = request.TextOrNull("PathPrefix") ?? "/";
        return List(request, "Roles", _roles.Values.Where(role => role.Path.StartsWith(prefix, StringComparison.Ordinal) && account.Resources.Look(role.Arn)).Select(role => role.ToJson(listed: true)));
    }

    private JsonObject Create(JsonObject request)
    {
        var (name, path) = (request.Text("RoleName"), request.TextOrNull("Path") ?? "/");
        if (_roles.ContainsKey(name)) throw new ServiceErrorException("EntityAlreadyExistsException", $"Role with name {name} already exists.");
        if (_roles.Count >= RoleLimit) throw new ServiceErrorException("LimitExceededException", $"Cannot exceed quota for RolesPerAccount: {RoleLimit.ToString(CultureInfo.InvariantCulture)}");
        var role = new Role
        {
            Name = name,
            Path = path,
            Id = "AROA" + account.NewHex(17).ToUpperInvariant(),
            Arn = $"arn:aws:iam::{account.AccountId}:role{path}{name}",
            Created = Math.Floor(account.Now),
            Trust = Trust(request.Text("AssumeRolePolicyDocument")),
            Description = request.TextOrNull("Description"),
            MaxSessionDuration = request.Whole("MaxSessionDuration") ?? 3600,
            PermissionsBoundary = request.TextOrNull("PermissionsBoundary"),
        };
        role.Tags.Put(request["Tags"]);
        _roles.Add(name, role);
        account.Resources.Add(role.Arn);
        return new JsonObject { ["Role"] = role.ToJson() };
    }

    private JsonObject Delete(Role role)
    {
        if (role.Attached.Count > 0) throw new ServiceErrorException("DeleteConflictException", "Cannot delete entity, must detach all policies first.");
        if (role.Inline.Count > 0) throw new ServiceErrorException("DeleteConflictException", "Cannot delete entity, must delete policies first.");
        _roles.Remove(role.Name);
        account.Resources.Remove(role.Arn);
        return [];
    }

    private static JsonObject Update(Role role, JsonObject request)
    {
        role.Description = request.TextOrNull("Description") ?? role.Description;
        role.MaxSessionDuration = request.Whole("MaxSessionDuration") ?? role.MaxSessionDuration;
        return [];
    }

    private static JsonObject UpdateTrust(Role role, JsonObject request)
    {
        role.Trust = Trust(request.Text("PolicyDocument"));
        return [];
    }

    private static PolicyDocument Trust(string text)
    {
        var trust = PolicyDocument.Trust(text);
        if (trust.Size > TrustLimit) throw new ServiceErrorException("LimitExceededException", $"Cannot exceed quota for ACLSizePerRole: {TrustLimit.ToString(CultureInfo.InvariantCulture)}");
        return trust;
    }

    private static JsonObject PutInline(Role role, JsonObject request)
    {
        var (name, policy) = (request.Text("PolicyName"), PolicyDocument.Permissions(request.Text("PolicyDocument")));
        if (role.Inline.Where(other => other.Key != name).Sum(other => other.Value.Size) + policy.Size > InlineLimit)
            throw new ServiceErrorException("LimitExceededException", $"Maximum policy size of {InlineLimit.ToString(CultureInfo.InvariantCulture)} bytes exceeded for role {role.Name}");
        role.Inline[name] = policy;
        return [];
    }

    private static JsonObject GetInline(Role role, string name) => new()
    {
        ["RoleName"] = role.Name,
        ["PolicyName"] = name,
        ["PolicyDocument"] = role.Inline.TryGetValue(name, out var policy) ? policy.Escaped : throw NoPolicy(name),
    };

    private static JsonObject DeleteInline(Role role, string name) => role.Inline.Remove(name) ? [] : throw NoPolicy(name);

    private JsonObject Attach(Role role, string arn)
    {
        if (!ManagedPolicies.ContainsKey(arn)) throw new ServiceErrorException("NoSuchEntityException", $"Policy {arn} does not exist or is not attachable.");
        if (role.Attached.Count >= AttachedLimit && !role.Attached.Contains(arn)) throw new ServiceErrorException("LimitExceededException", "Cannot exceed quota for PoliciesPerRole: 10");
        role.Attached.Add(arn);
        return [];
    }

    private static JsonObject Detach(Role role, string arn) =>
        role.Attached.Remove(arn) ? [] : throw new ServiceErrorException("NoSuchEntityException", $"Policy {arn} was not found.");

    private static JsonObject Tag(Role role, JsonObject request)
    {
        var keys = request.Objects("Tags").Select(tag => tag.Text("Key")).ToList();
        if (role.Tags.Count + keys.Count(key => role.Tags[key] is null) > TagLimit) throw new ServiceErrorException("LimitExceededException", "Cannot exceed quota for TagsPerRole: 50");
        role.Tags.Put(request["Tags"]);
        return [];
    }

    private static JsonObject Untag(Role role, JsonObject request)
    {
        role.Tags.Remove(request["TagKeys"]);
        return [];
    }

    private JsonObject Simulate(JsonObject request)
    {
        var role = ByArn(request.Text("PolicySourceArn")) ?? throw new ServiceErrorException("NoSuchEntityException", $"No entity found with ARN {request.Text("PolicySourceArn")}");
        var policies = Policies(role).Concat(request.Texts("PolicyInputList").Select(PolicyDocument.Permissions)).ToList();
        var context = request.Objects("ContextEntries").ToDictionary(entry => entry.Text("ContextKeyName"), entry => entry.Texts("ContextKeyValues")[0], StringComparer.OrdinalIgnoreCase);
        var resources = request.Texts("ResourceArns") is { Count: > 0 } given ? given : ["*"];
        return List(request, "EvaluationResults", request.Texts("ActionNames").SelectMany(action => resources.Select(resource => new JsonObject
        {
            ["EvalActionName"] = action,
            ["EvalResourceName"] = resource,
            ["EvalDecision"] = Decide(policies, statement => statement.Covers(action, resource, context)),
        })));
    }

    private IEnumerable<PolicyDocument> Policies(Role role) => role.Inline.Values.Concat(role.Attached.Select(arn => ManagedPolicies[arn]));

    private static string Decide(IEnumerable<PolicyDocument> policies, Func<PolicyStatement, bool> covers)
    {
        var speaking = policies.SelectMany(policy => policy.Statements).Where(covers).ToList();
        return speaking.Exists(statement => !statement.Allows) ? "explicitDeny" : speaking.Count > 0 ? "allowed" : "implicitDeny";
    }

    private Role? ByArn(string arn) => _roles.Values.FirstOrDefault(role => role.Arn == arn);

    private Role Find(JsonObject request) =>
        _roles.TryGetValue(request.Text("RoleName"), out var role) ? role : throw new ServiceErrorException("NoSuchEntityException", $"The role with name {request.Text("RoleName")} cannot be found.");

    private static ServiceErrorException NoPolicy(string name) => new("NoSuchEntityException", $"The role policy with name {name} cannot be found.");
}
