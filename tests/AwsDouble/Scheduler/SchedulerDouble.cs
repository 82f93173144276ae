using System.Text.Json.Nodes;
using CostTool.AwsDouble.Account;

namespace CostTool.AwsDouble.Scheduler;

/// <summary>EventBridge Scheduler: groups and schedules. It starts nothing by itself.</summary>
public sealed class SchedulerDouble : IServiceDouble
{
    private const string Default = "default";
    private const int LongestPage = 100;

    // The service's own, which a schedule has where it names none.
    private const int LongestEventAge = 86_400;
    private const int MostRetries = 185;

    private readonly DoubleAccount _account;
    private readonly SortedDictionary<string, ScheduleGroupDouble> _groups = new(StringComparer.Ordinal);
    private readonly SentTokens _created = new();
    private readonly SentTokens _updated = new();
    private readonly SentTokens _deleted = new();
    private readonly SentTokens _createdGroups = new();
    private readonly SentTokens _deletedGroups = new();

    public SchedulerDouble(DoubleAccount account)
    {
        _account = account;
        Add(Default);
    }

    public string Model => "scheduler";

    /// <summary>How long a deleted group is seen as <c>DELETING</c>.</summary>
    public TimeSpan GroupDeletion { get; set; }

    /// <summary>Every schedule as GetSchedule tells it, by <c>group/name</c>.</summary>
    public IReadOnlyDictionary<string, JsonObject> Schedules =>
        _groups.Values.SelectMany(group => group.Schedules.Values.Select(schedule => ($"{group.Name}/{schedule.Text("Name")}", schedule.Copy()))).ToDictionary(StringComparer.Ordinal);

    /// <summary>Tags of every group but the default one, by its name.</summary>
    public IReadOnlyDictionary<string, TagSet> Groups =>
        Present().Where(group => group.Name != Default).ToDictionary(group => group.Name, group => group.Tags, StringComparer.Ordinal);

    public JsonObject Handle(string operation, JsonObject request)
    {
        ArgumentNullException.ThrowIfNull(request);
        Forget();
        return operation switch
        {
            "CreateScheduleGroup" => _createdGroups.Once(request, () => CreateGroup(request), TokenUsed),
            "GetScheduleGroup" => Show(Group(request.Text("Name"))),
            "ListScheduleGroups" => ListGroups(request),
            "DeleteScheduleGroup" => _deletedGroups.Once(request, () => DeleteGroup(request), TokenUsed),
            "CreateSchedule" => _created.Once(request, () => Create(request), TokenUsed),
            "GetSchedule" => Find(request).Copy(),
            "UpdateSchedule" => _updated.Once(request, () => Update(request), TokenUsed),
            "DeleteSchedule" => _deleted.Once(request, () => Delete(request), TokenUsed),
            "ListSchedules" => List(request),
            "ListTagsForResource" => new JsonObject { ["Tags"] = Tagged(request).Tags.ToJson() },
            "TagResource" => Tag(request),
            "UntagResource" => Untag(request),
            _ => throw new ServiceErrorException("UnknownOperationException", operation, 404),
        };
    }

    private static ServiceErrorException TokenUsed() => new("ConflictException", "The client token was used before with other parameters.", 409);

    private static ServiceErrorException Missing(string what, string name) => new("ResourceNotFoundException", $"{what} {name} does not exist.", 404);

    private static JsonObject Show(ScheduleGroupDouble group) => new()
    {
        ["Arn"] = group.Arn,
        ["CreationDate"] = group.Created,
        ["LastModificationDate"] = group.Created,
        ["Name"] = group.Name,
        ["State"] = group.GoneAt is null ? "ACTIVE" : "DELETING",
    };

    private static JsonObject Summary(JsonObject schedule) =>
        schedule.Only("Arn", "CreationDate", "GroupName", "LastModificationDate", "Name", "State").With("Target", schedule["Target"]!.AsObject().Only("Arn"));

    private static JsonObject Paged(JsonObject request, string member, IEnumerable<JsonObject> items)
    {
        var page = Page.Of(items, request.TextOrNull("NextToken"), request.Whole("MaxResults") ?? LongestPage, () => ScheduleRules.Invalid("Invalid NextToken."));
        return new JsonObject { [member] = page.Items.ToArrayNode() }.With("NextToken", page.Next);
    }

    private ScheduleGroupDouble Add(string name)
    {
        var arn = _account.Arn("scheduler", $"schedule-group/{name}");
        _account.Resources.Add(arn);
        return _groups[name] = new ScheduleGroupDouble(name, arn, _account.Now);
    }

    private IEnumerable<ScheduleGroupDouble> Present() => _groups.Values.Where(group => group.GoneAt is not { } gone || gone > _account.Clock.GetUtcNow());

    private void Forget()
    {
        foreach (var group in _groups.Values.Except(Present()).ToList())
        {
            _groups.Remove(group.Name);
            _account.Resources.Remove(group.Arn);
        }
    }

    private ScheduleGroupDouble Group(string name) => _groups.GetValueOrDefault(name) ?? throw Missing("Schedule group", name);

    private JsonObject CreateGroup(JsonObject request)
    {
        var name = request.Text("Name");
        if (_groups.ContainsKey(name)) throw new ServiceErrorException("ConflictException", $"Schedule group {name} already exists.", 409);
        var group = Add(name);
        group.Tags.Put(request["Tags"]);
        return new JsonObject { ["ScheduleGroupArn"] = group.Arn };
    }

    private JsonObject ListGroups(JsonObject request)
    {
        var prefix = request.TextOrNull("NamePrefix") ?? "";
        return Paged(request, "ScheduleGroups", _groups.Values.Where(group => group.Name.StartsWith(prefix, StringComparison.Ordinal) && _account.Resources.Look(group.Arn)).Select(Show));
    }

    private JsonObject DeleteGroup(JsonObject request)
    {
        var group = Group(request.Text("Name"));
        if (group.Name == Default) throw ScheduleRules.Invalid("The default schedule group cannot be deleted.");
        if (group.GoneAt is not null) throw new ServiceErrorException("ConflictException", $"Schedule group {group.Name} is being deleted.", 409);
        foreach (var schedule in group.Schedules.Values) _account.Resources.Remove(schedule.Text("Arn"));
        group.Schedules.Clear();
        group.GoneAt = _account.Clock.GetUtcNow() + GroupDeletion;
        Forget();
        return [];
    }

    private JsonObject Create(JsonObject request)
    {
        var name = request.Text("Name");
        var group = Group(request.TextOrNull("GroupName") ?? Default);
        if (group.GoneAt is not null) throw new ServiceErrorException("ConflictException", $"Schedule group {group.Name} is being deleted.", 409);
        ScheduleRules.Check(request, group.Arn, _account);
        if (group.Schedules.ContainsKey(name)) throw new ServiceErrorException("ConflictException", $"Schedule {name} already exists.", 409);
        var now = _account.Now;
        var answer = Put(group, request, now, now);
        _account.Resources.Add(answer.Text("ScheduleArn"));
        return answer;
    }

    private JsonObject Update(JsonObject request)
    {
        var old = Find(request);
        var group = Group(old.Text("GroupName"));
        ScheduleRules.Check(request, group.Arn, _account);
        return Put(group, request, old["CreationDate"]!.GetValue<double>(), _account.Now);
    }

    // An update takes nothing from what was there before but the name and the date of creation.
    private JsonObject Put(ScheduleGroupDouble group, JsonObject request, double created, double modified)
    {
        var name = request.Text("Name");
        var arn = _account.Arn("scheduler", $"schedule/{group.Name}/{name}");
        var schedule = request.Only(
            "ActionAfterCompletion", "Description", "EndDate", "FlexibleTimeWindow", "KmsKeyArn", "Name", "ScheduleExpression", "ScheduleExpressionTimezone", "StartDate", "State", "Target");
        schedule["Arn"] = arn;
        schedule["GroupName"] = group.Name;
        schedule["CreationDate"] = created;
        schedule["LastModificationDate"] = modified;
        schedule["State"] ??= "ENABLED";
        schedule["ScheduleExpressionTimezone"] ??= "UTC";
        schedule["ActionAfterCompletion"] ??= "NONE";
        var retry = (JsonObject)(schedule["Target"]!["RetryPolicy"] ??= new JsonObject());
        retry["MaximumEventAgeInSeconds"] ??= LongestEventAge;
        retry["MaximumRetryAttempts"] ??= MostRetries;
        group.Schedules[name] = schedule;
        return new JsonObject { ["ScheduleArn"] = arn };
    }

    private JsonObject Find(JsonObject request)
    {
        var group = Group(request.TextOrNull("GroupName") ?? Default);
        return group.Schedules.GetValueOrDefault(request.Text("Name")) ?? throw Missing("Schedule", request.Text("Name"));
    }

    private JsonObject Delete(JsonObject request)
    {
        var schedule = Find(request);
        Group(schedule.Text("GroupName")).Schedules.Remove(schedule.Text("Name"));
        _account.Resources.Remove(schedule.Text("Arn"));
        return [];
    }

    private JsonObject List(JsonObject request)
    {
        // The model calls the member GroupName and the query parameter ScheduleGroup.
        var groups = request.TextOrNull("GroupName") is { } named ? [Group(named)] : _groups.Values.AsEnumerable();
        var (prefix, state) = (request.TextOrNull("NamePrefix") ?? "", request.TextOrNull("State"));
        var found = groups.SelectMany(group => group.Schedules.Values)
            .Where(schedule => schedule.Text("Name").StartsWith(prefix, StringComparison.Ordinal) && (state is null || schedule.TextOrNull("State") == state) && _account.Resources.Look(schedule.Text("Arn")));
        return Paged(request, "Schedules", found.Select(Summary));
    }

    private ScheduleGroupDouble Tagged(JsonObject request)
    {
        var arn = request.Text("ResourceArn");
        if (!arn.Contains(":schedule-group/", StringComparison.Ordinal)) throw ScheduleRules.Invalid($"Invalid ResourceArn {arn}.");
        return _groups.Values.FirstOrDefault(group => group.Arn == arn) ?? throw Missing("Schedule group", arn.Split('/')[^1]);
    }

    private JsonObject Tag(JsonObject request)
    {
        Tagged(request).Tags.Put(request["Tags"]);
        return [];
    }

    private JsonObject Untag(JsonObject request)
    {
        Tagged(request).Tags.Remove(request["TagKeys"]);
        return [];
    }
}
