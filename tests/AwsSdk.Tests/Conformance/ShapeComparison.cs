using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;
using CostTool.AwsDouble.Models;

namespace CostTool.AwsSdk.Tests.Conformance;

/// <summary>Compares classes with the shapes that they are written as; a difference is a line.</summary>
internal sealed class ShapeComparison(ServiceModel model)
{
    // Shapes that the SDK has always called otherwise than the model does.
    private static readonly Dictionary<string, string> SdkNames = new(StringComparer.Ordinal) { ["AttachedPolicy"] = "AttachedPolicyType" };

    /// <summary>Members and enumerations that AWS added after Debian's models; the official packages have them.</summary>
    private static readonly HashSet<string> Newer = ["RunTaskRequest.clientToken", "CreateScheduleRequest.ActionAfterCompletion", "UpdateScheduleRequest.ActionAfterCompletion", "GetScheduleResponse.ActionAfterCompletion"];

    private readonly HashSet<(Type Type, string Shape)> _seen = [];

    public List<string> Differences { get; } = [];

    /// <summary>Compares a structure and all that it holds.</summary>
    public void Structure(JsonTypeInfo type, string shape)
    {
        if (!_seen.Add((type.Type, shape))) return;
        var modelled = model.Shape(shape);
        if (ServiceModel.Text(modelled, "type") != "structure")
        {
            Differences.Add($"{type.Type.Name}: {shape} is no structure");
            return;
        }

        var members = modelled.GetProperty("members");
        foreach (var property in type.Properties)
        {
            if (Newer.Contains($"{type.Type.Name}.{property.Name}")) continue;
            if (ServiceModel.Member(members, property.Name) is not { } member) Differences.Add($"{type.Type.Name}.{property.Name}: {shape} has no such member");
            else Value(property.PropertyType, type, member.GetProperty("shape").GetString()!, $"{type.Type.Name}.{property.Name}");
            if (((MemberInfo)property.AttributeProvider!).Name is var name && name != char.ToUpperInvariant(property.Name[0]) + property.Name[1..])
                Differences.Add($"{type.Type.Name}.{name}: the SDK names the member `{property.Name}` otherwise");
            // The members of v4 are null until they are set.
            if (property.PropertyType.IsValueType && Nullable.GetUnderlyingType(property.PropertyType) is null) Differences.Add($"{type.Type.Name}.{property.Name}: is never null");
        }
    }

    /// <summary>Compares a request: it must be able to say all that is required.</summary>
    public void Request(JsonTypeInfo type, string shape)
    {
        Structure(type, shape);
        if (ServiceModel.Member(model.Shape(shape), "required") is not { } required) return;
        foreach (var name in required.EnumerateArray().Select(name => name.GetString()!))
            if (type.Properties.All(property => property.Name != name)) Differences.Add($"{type.Type.Name}: required {name} is missing");
    }

    /// <summary>Compares an exception with its shape. A member that AWS added since may be missing here, never the other way.</summary>
    public void Exception(Type type, string shape)
    {
        var members = model.Shape(shape).GetProperty("members").EnumerateObject().Select(member => member.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            if (!members.Contains(property.Name)) Differences.Add($"{type.Name}.{property.Name}: {shape} has no such member");
    }

    private void Value(Type type, JsonTypeInfo owner, string shape, string where)
    {
        var modelled = model.Shape(shape);
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        var right = ServiceModel.Text(modelled, "type") switch
        {
            "string" when plain.IsAssignableTo(typeof(ConstantClass)) => Constants(plain, modelled, where),
            "string" => plain == typeof(string) && (ServiceModel.Member(modelled, "enum") is null || Difference($"{where}: {shape} is an enumeration")),
            "integer" => plain == typeof(int),
            // CloudWatch Logs counts milliseconds where the SDK gives instants.
            "long" => plain == typeof(long) || plain == typeof(DateTime),
            "double" => plain == typeof(double),
            "float" => plain == typeof(float),
            "boolean" => plain == typeof(bool),
            "timestamp" => plain == typeof(DateTime),
            "blob" => plain == typeof(MemoryStream),
            "list" => IsOf(plain, typeof(List<>)) && Items(plain.GetGenericArguments()[0], owner, ServiceModel.Member(modelled, "member")!.Value, where),
            "map" => IsOf(plain, typeof(Dictionary<,>)) && Items(plain.GetGenericArguments()[1], owner, ServiceModel.Member(modelled, "value")!.Value, where),
            "structure" => plain.IsClass && plain != typeof(string) && Nested(plain, owner, shape),
            _ => false,
        };
        if (!right) Differences.Add($"{where}: {plain.Name} is not {shape}, a {ServiceModel.Text(modelled, "type")}");
    }

    private static bool IsOf(Type type, Type generic) => type.IsGenericType && type.GetGenericTypeDefinition() == generic;

    private bool Difference(string line)
    {
        Differences.Add(line);
        return true;
    }

    private bool Items(Type type, JsonTypeInfo owner, JsonElement item, string where)
    {
        Value(type, owner, item.GetProperty("shape").GetString()!, $"{where}[]");
        return true;
    }

    private bool Nested(Type type, JsonTypeInfo owner, string shape)
    {
        if (type.Name != SdkNames.GetValueOrDefault(shape, shape)) Differences.Add($"{type.Name}: the model names it {shape}");
        Structure(owner.Options.GetTypeInfo(type), shape);
        return true;
    }

    private bool Constants(Type type, JsonElement modelled, string where)
    {
        if (ServiceModel.Member(modelled, "enum") is not { } values) return Difference($"{where}: the model has no enumeration");
        var known = values.EnumerateArray().Select(value => value.GetString()!).ToHashSet(StringComparer.Ordinal);
        foreach (var field in type.GetFields(BindingFlags.Public | BindingFlags.Static))
            if (!known.Contains(((ConstantClass)field.GetValue(null)!).Value)) Differences.Add($"{type.Name}.{field.Name}: the model has no such value");
        return true;
    }
}
