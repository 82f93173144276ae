using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using CostTool.AwsSdk.Runtime;

namespace CostTool.AwsSdk.Tests.Conformance;

/// <summary>An operation as this project writes it.</summary>
internal sealed record ServiceOperation(string Name, JsonTypeInfo Request, JsonTypeInfo Response)
{
    /// <summary>The operations that a service's class declares, each under its name.</summary>
    public static IReadOnlyList<ServiceOperation> Of(Type operations) =>
    [
        .. operations.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.FieldType.IsGenericType && field.FieldType.GetGenericTypeDefinition() == typeof(JsonOperation<,>))
            .Select(field => new ServiceOperation(field.Name, Type(field, "Request"), Type(field, "Response"))),
    ];

    private static JsonTypeInfo Type(FieldInfo field, string property) => (JsonTypeInfo)field.FieldType.GetProperty(property)!.GetValue(field.GetValue(null))!;
}
