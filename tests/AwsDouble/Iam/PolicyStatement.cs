using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CostTool.AwsDouble.Iam;

/// <summary>One statement of a policy.</summary>
public sealed class PolicyStatement
{
    private static readonly string[] Members = ["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"];

    private readonly JsonObject _statement;

    private PolicyStatement(JsonObject statement) => _statement = statement;

    public bool Allows => Text("Effect") == "Allow";

    public bool HasPrincipal => _statement["Principal"] is not null || _statement["NotPrincipal"] is not null;

    public bool HasResource => _statement["Resource"] is not null || _statement["NotResource"] is not null;

    public IReadOnlyList<string> Actions => Texts(_statement["Action"] ?? _statement["NotAction"]);

    /// <exception cref="ServiceErrorException">MalformedPolicyDocument.</exception>
    public static PolicyStatement Read(JsonObject statement)
    {
        var read = new PolicyStatement(statement);
        if (statement.FirstOrDefault(member => !Members.Contains(member.Key)).Key is not null) throw PolicyDocument.Malformed("Syntax errors in policy.");
        if (read.Text("Effect") is not ("Allow" or "Deny")) throw PolicyDocument.Malformed("Syntax errors in policy.");
        if ((statement["Action"] is null) == (statement["NotAction"] is null)) throw PolicyDocument.Malformed("Policy statement must contain actions.");
        if (read.Actions.Any(action => action != "*" && !action.Contains(':', StringComparison.Ordinal))) throw PolicyDocument.Malformed("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
        foreach (var resource in Texts(statement["Resource"] ?? statement["NotResource"]))
            if (resource != "*" && !resource.StartsWith("arn:", StringComparison.Ordinal)) throw PolicyDocument.Malformed($"Resource {resource} must be in ARN format or \"*\".");
        return read;
    }

    /// <summary>Whether the statement speaks of an action on a resource in a context.</summary>
    public bool Covers(string action, string resource, IReadOnlyDictionary<string, string> context) =>
        (_statement["Action"] is { } actions ? Any(actions, action, ignoreCase: true) : !Any(_statement["NotAction"], action, ignoreCase: true))
        && (!HasResource || (_statement["Resource"] is { } resources ? Any(resources, resource) : !Any(_statement["NotResource"], resource)))
        && Conditions(context);

    /// <summary>Whether the statement speaks of a principal, such as a service.</summary>
    /// <param name="kind"><c>Service</c>, <c>AWS</c>.</param>
    /// <param name="name"><c>scheduler.amazonaws.com</c>.</param>
    public bool Names(string kind, string name) => _statement["Principal"] switch
    {
        JsonObject kinds => Texts(kinds[kind]).Any(each => each == "*" || each == name),
        JsonValue everyone => everyone.ToString() == "*",
        _ => false,
    };

    private static bool Any(JsonNode? patterns, string text, bool ignoreCase = false) => Texts(patterns).Any(pattern => Like(pattern, text, ignoreCase));

    /// <summary>A star is any text, a question mark any letter.</summary>
    private static bool Like(string pattern, string text, bool ignoreCase = false) => Regex.IsMatch(
        text,
        $@"\A{Regex.Escape(pattern).Replace(@"\*", ".*", StringComparison.Ordinal).Replace(@"\?", ".", StringComparison.Ordinal)}\z",
        RegexOptions.Singleline | RegexOptions.CultureInvariant | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None));

    private static string[] Texts(JsonNode? node) => node switch
    {
        null => [],
        JsonArray many => [.. many.Select(item => item!.ToString())],
        _ => [node.GetValueKind() is JsonValueKind.True ? "true" : node.GetValueKind() is JsonValueKind.False ? "false" : node.ToString()],
    };

    private string? Text(string name) => _statement[name]?.ToString();

    private bool Conditions(IReadOnlyDictionary<string, string> context) =>
        (_statement["Condition"] as JsonObject ?? []).All(test => test.Value!.AsObject().All(key => Condition(test.Key, key.Key, Texts(key.Value), context)));

    private static bool Condition(string test, string key, string[] wanted, IReadOnlyDictionary<string, string> context)
    {
        var optional = test.EndsWith("IfExists", StringComparison.Ordinal);
        var name = optional ? test[..^"IfExists".Length] : test;
        var given = context.FirstOrDefault(entry => entry.Key.Equals(key, StringComparison.OrdinalIgnoreCase)).Value;
        if (name == "Null") return wanted.Contains(given is null ? "true" : "false");
        if (given is null) return optional || name.Contains("Not", StringComparison.Ordinal);
        return name switch
        {
            "StringEquals" or "Bool" => wanted.Contains(given),
            "StringEqualsIgnoreCase" => wanted.Contains(given, StringComparer.OrdinalIgnoreCase),
            "StringNotEquals" => !wanted.Contains(given),
            "StringLike" or "ArnLike" or "ArnEquals" => wanted.Any(each => Like(each, given)),
            "StringNotLike" or "ArnNotLike" or "ArnNotEquals" => !wanted.Any(each => Like(each, given)),
            _ => throw new ServiceErrorException("InvalidInput", $"the double does not evaluate the condition {test}"),
        };
    }
}
