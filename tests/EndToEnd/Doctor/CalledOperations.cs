using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace CostTool.EndToEnd.Doctor;

/// <summary>A call of an AWS service that the code can make.</summary>
/// <param name="Room">Namespace of the caller.</param>
/// <param name="Call">IAM's prefix and the operation: <c>scheduler:CreateSchedule</c>.</param>
internal sealed record CalledOperation(string Room, string Call);

/// <summary>Reads from compiled code which operations of AWS's clients it calls.</summary>
internal static class CalledOperations
{
    /// <summary>The namespaces of the clients, with the prefixes of IAM.</summary>
    private static readonly Dictionary<string, string> Prefixes = new(StringComparer.Ordinal)
    {
        ["Amazon.Athena"] = "athena",
        ["Amazon.CloudFormation"] = "cloudformation",
        ["Amazon.CloudWatch"] = "cloudwatch",
        ["Amazon.CloudWatchLogs"] = "logs",
        ["Amazon.CostExplorer"] = "ce",
        ["Amazon.EC2"] = "ec2",
        ["Amazon.ECS"] = "ecs",
        ["Amazon.EventBridge"] = "events",
        ["Amazon.IdentityManagement"] = "iam",
        ["Amazon.Pricing"] = "pricing",
        ["Amazon.Scheduler"] = "scheduler",
        ["Amazon.SecurityToken"] = "sts",
        ["Amazon.ServiceQuotas"] = "servicequotas",
        ["Amazon.SimpleNotificationService"] = "sns",
        ["Amazon.SQS"] = "sqs",
        ["Amazon.StepFunctions"] = "states",
    };

    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    public static IReadOnlyList<CalledOperation> In(string room)
    {
        using var file = File.OpenRead(Assembly.Load(room).Location);
        using var portable = new PEReader(file);
        var metadata = portable.GetMetadataReader();
        return [.. metadata.MethodDefinitions.Select(metadata.GetMethodDefinition).Where(method => method.RelativeVirtualAddress != 0)
            .SelectMany(method => Tokens(portable.GetMethodBody(method.RelativeVirtualAddress).GetILContent())
                .Select(token => Operation(metadata, token)).OfType<string>()
                .Select(call => new CalledOperation(Namespace(metadata, method.GetDeclaringType()), call)))
            .Distinct()];
    }

    // A lambda and an async method are types within the type that holds them.
    private static string Namespace(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        return type.IsNested ? Namespace(metadata, type.GetDeclaringType()) : metadata.GetString(type.Namespace);
    }

    private static string? Operation(MetadataReader metadata, EntityHandle handle)
    {
        if (handle.Kind is HandleKind.MethodSpecification) handle = metadata.GetMethodSpecification((MethodSpecificationHandle)handle).Method;
        if (handle.Kind is not HandleKind.MemberReference) return null;
        var member = metadata.GetMemberReference((MemberReferenceHandle)handle);
        if (member.Parent.Kind is not HandleKind.TypeReference) return null;
        var type = metadata.GetTypeReference((TypeReferenceHandle)member.Parent);
        var (space, name, method) = (metadata.GetString(type.Namespace), metadata.GetString(type.Name), metadata.GetString(member.Name));
        if (name.EndsWith("PaginatorFactory", StringComparison.Ordinal)) return $"{Prefixes[space.Replace(".Model", "", StringComparison.Ordinal)]}:{method}";
        var isClient = (name.StartsWith("IAmazon", StringComparison.Ordinal) || (name.StartsWith("Amazon", StringComparison.Ordinal) && name.EndsWith("Client", StringComparison.Ordinal))) && space != "Amazon.Runtime";
        return isClient && method.EndsWith("Async", StringComparison.Ordinal) ? $"{Prefixes[space]}:{method[..^"Async".Length]}" : null;
    }

    private static List<EntityHandle> Tokens(ImmutableArray<byte> il)
    {
        var tokens = new List<EntityHandle>();
        for (var at = 0; at < il.Length;)
        {
            short value = il[at++];
            if (value == 0xFE) value = unchecked((short)(0xFE00 | il[at++]));
            var code = Codes[value];
            if (code.OperandType is OperandType.InlineMethod or OperandType.InlineTok) tokens.Add((EntityHandle)MetadataTokens.Handle(BitConverter.ToInt32([.. il.AsSpan(at, 4)])));
            at += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32([.. il.AsSpan(at, 4)])),
                _ => 4,
            };
        }

        return tokens;
    }
}
