using System.Text.Json;
using System.Text.Json.Nodes;

namespace CostTool.AwsDouble.Iam;

/// <summary>A policy as it was written, and its statements.</summary>
public sealed class PolicyDocument
{
    private PolicyDocument(string text, IReadOnlyList<PolicyStatement> statements) => (Text, Statements) = (text, statements);

    public string Text { get; }

    public IReadOnlyList<PolicyStatement> Statements { get; }

    /// <summary>As IAM's answers write documents: escaped for a URL.</summary>
    public string Escaped => Uri.EscapeDataString(Text);

    /// <summary>Characters that count against a limit: white space does not.</summary>
    public int Size => Text.Count(letter => !char.IsWhiteSpace(letter));

    /// <summary>Who may take a role on.</summary>
    /// <exception cref="ServiceErrorException">MalformedPolicyDocument.</exception>
    public static PolicyDocument Trust(string text) => Read(text, statement =>
    {
        if (!statement.HasPrincipal) throw Malformed("Missing required field Principal");
        if (statement.HasResource) throw Malformed("Has prohibited field Resource");
        if (statement.Actions.Any(action => !action.StartsWith("sts:", StringComparison.OrdinalIgnoreCase))) throw Malformed("AssumeRole policy may only specify STS AssumeRole actions.");
    });

    /// <summary>What a role may do.</summary>
    /// <exception cref="ServiceErrorException">MalformedPolicyDocument.</exception>
    public static PolicyDocument Permissions(string text) => Read(text, statement =>
    {
        if (statement.HasPrincipal) throw Malformed("Policy document should not specify a principal.");
        if (!statement.HasResource) throw Malformed("Policy statement must contain resources.");
    });

    /// <summary>A policy on a resource such as a topic or a queue.</summary>
    /// <exception cref="ServiceErrorException">MalformedPolicyDocument.</exception>
    public static PolicyDocument OfResource(string text) => Read(text, statement =>
    {
        if (!statement.HasPrincipal) throw Malformed("Missing required field Principal");
    });

    private static PolicyDocument Read(string text, Action<PolicyStatement> check)
    {
        JsonNode? root;
        try
        {
            root = JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            throw Malformed("This policy contains invalid Json");
        }

        if (root is not JsonObject policy) throw Malformed("This policy contains invalid Json");
        if (policy["Version"] is { } version && version.ToString() is not ("2012-10-17" or "2008-10-17")) throw Malformed("The policy must contain a valid version string");
        if (policy.FirstOrDefault(member => member.Key is not ("Version" or "Id" or "Statement")).Key is { } other) throw Malformed($"Has prohibited field {other}");
        var statements = (policy["Statement"] switch
        {
            JsonObject one => [one],
            JsonArray many when many.All(item => item is JsonObject) => many.Select(item => item!.AsObject()),
            _ => throw Malformed("Syntax errors in policy."),
        }).Select(PolicyStatement.Read).ToList();
        if (statements.Count == 0) throw Malformed("Syntax errors in policy.");
        statements.ForEach(check);
        return new PolicyDocument(text, statements);
    }

    internal static ServiceErrorException Malformed(string message) => new("MalformedPolicyDocumentException", message);
}
