using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using CostTool.AwsSdk.Runtime;

namespace CostTool.AwsSdk.Tests.Conformance;

/// <summary>An operation as this project writes it.</summary>
internal sealed record ServiceOperation(string Name, string Protocol, JsonTypeInfo Request, JsonTypeInfo Response)
{
    private static readonly Dictionary<Type, string> Protocols = new()
    {
        [typeof(JsonOperation<,>)] = "json",
        [typeof(RestJsonOperation<,>)] = "rest-json",
        [typeof(QueryOperation<,>)] = "query",
    };

    /// <summary>The member that is filled by itself.</summary>
    public string? Token { get; private init; }

    public string Method { get; private init; } = "POST";

    public string Path { get; private init; } = "/";

    public IReadOnlyList<(string Member, string Name)> Query { get; private init; } = [];

    /// <summary>The operations that a service's class declares, each under its name.</summary>
    public static IReadOnlyList<ServiceOperation> Of(Type operations) =>
    [
        .. operations.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.FieldType.IsGenericType && Protocols.ContainsKey(field.FieldType.GetGenericTypeDefinition()))
            .Select(Read),
    ];

    private static ServiceOperation Read(FieldInfo field)
    {
        var protocol = Protocols[field.FieldType.GetGenericTypeDefinition()];
        var operation = new ServiceOperation(field.Name, protocol, (JsonTypeInfo)Property(field, "Request")!, (JsonTypeInfo)Property(field, "Response")!)
        {
            Token = protocol == "query" ? null : (string?)Property(field, "Token"),
        };
        return protocol != "rest-json" ? operation : operation with
        {
            Method = (string)Property(field, "Method")!,
            Path = (string)Property(field, "Path")!,
            Query = (IReadOnlyList<(string, string)>)Property(field, "Query")!,
        };
    }

    private static object? Property(FieldInfo field, string property) => field.FieldType.GetProperty(property)!.GetValue(field.GetValue(null));
}
