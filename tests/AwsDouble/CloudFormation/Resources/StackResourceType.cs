using System.Text.Json.Nodes;
using CostTool.AwsDouble.Account;

namespace CostTool.AwsDouble.CloudFormation.Resources;

/// <summary>How CloudFormation makes, changes and removes resources of a type: by calls of the service, as anybody else.</summary>
internal abstract class StackResourceType(DoubleAccount account)
{
    /// <summary>CloudFormation's name of it.</summary>
    public abstract string Type { get; }

    /// <summary>The property that names a resource; null: it has no name of its own.</summary>
    public abstract string? NameProperty { get; }

    /// <summary>Whether CloudFormation marks it with tags of its own.</summary>
    public virtual bool TakesTags => true;

    /// <summary>Properties whose change makes another resource; null: every one does.</summary>
    public virtual IReadOnlyCollection<string>? ReplacedBy => NameProperty is { } name ? [name] : [];

    /// <summary>CloudFormation's names of properties and the model's of members, where they differ by more than their case.</summary>
    protected virtual IReadOnlyDictionary<string, string> Renamed { get; } = new Dictionary<string, string>();

    protected DoubleAccount Account => account;

    public static IReadOnlyDictionary<string, StackResourceType> All(DoubleAccount account) => ((StackResourceType[])
    [
        new AlarmType(account), new LogGroupType(account), new QueuePolicyType(account), new QueueType(account), new RoleType(account), new RuleType(account), new ScheduleGroupType(account),
        new ScheduleType(account), new ServiceType(account), new StateMachineType(account), new SubscriptionType(account), new TaskDefinitionType(account), new TopicPolicyType(account), new TopicType(account),
    ]).ToDictionary(type => type.Type, StringComparer.Ordinal);

    /// <param name="properties">Without functions.</param>
    /// <param name="generated">The physical id of what the service gives none.</param>
    /// <exception cref="ServiceErrorException">The service refuses.</exception>
    public abstract MadeResource Create(JsonObject properties, string generated);

    /// <exception cref="ServiceErrorException">The service refuses.</exception>
    public abstract void Update(MadeResource made, JsonObject before, JsonObject after);

    /// <exception cref="ServiceErrorException">The service refuses, or it is gone.</exception>
    public abstract void Delete(MadeResource made, JsonObject properties);

    /// <summary>Calls the service with what the properties say.</summary>
    protected JsonObject Call(string model, string operation, JsonObject properties) => account.Call(model, operation, ApiRequest.Of(model, operation, properties, Renamed));

    protected static JsonObject Without(JsonObject properties, params IReadOnlyCollection<string> names) =>
        new(properties.Where(property => !names.Contains(property.Key)).Select(property => KeyValuePair.Create(property.Key, property.Value?.DeepClone())));

    protected static bool Differ(JsonObject before, JsonObject after, params IEnumerable<string> names) => names.Any(name => !JsonNode.DeepEquals(before[name], after[name]));

    /// <summary>A text as the service's attributes take it.</summary>
    protected static JsonObject Attributes(JsonObject properties, IEnumerable<string> names) => new(names.Where(name => properties[name] is not null).Select(name => KeyValuePair.Create<string, JsonNode?>(name, Plain(properties[name]!))));

    /// <summary>Services that take a second call with the same name for a change would let a stack seize what is another's.</summary>
    protected void RefuseExisting(string arn, string name)
    {
        if (account.Resources.Exists(arn)) throw new ServiceErrorException("AlreadyExists", $"Resource of type '{Type}' with identifier '{name}' already exists.");
    }

    private static string Plain(JsonNode value) => value is JsonValue scalar ? scalar.TryGetValue<string>(out var text) ? text : scalar.ToJsonString() : ApiRequest.Text(value);
}
