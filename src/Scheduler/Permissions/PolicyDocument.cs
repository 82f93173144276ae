using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CostTool.Scheduler.Permissions;

/// <summary>A policy of IAM that allows what commands need, and nothing else.</summary>
/// <param name="Json">Indented; statements by their Sid, actions and resources sorted.</param>
/// <param name="Size">Characters as IAM counts them: without white space.</param>
public sealed record PolicyDocument(string Json, int Size)
{
    /// <summary>Most characters of a managed policy.</summary>
    /// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html</remarks>
    public const int LargestManaged = 6_144;

    /// <summary>Most characters of all inline policies of a role together.</summary>
    public const int LargestInRole = 10_240;

    /// <summary>The policy for commands at a place.</summary>
    public static PolicyDocument For(IEnumerable<CommandPermissions> commands, PermissionPlace place)
    {
        ArgumentNullException.ThrowIfNull(place);
        var statements = commands.SelectMany(command => command.Permissions)
            .GroupBy(permission => permission.Scope.Sid, StringComparer.Ordinal)
            .OrderBy(statement => statement.Key, StringComparer.Ordinal);
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteString("Version", "2012-10-17");
            writer.WriteStartArray("Statement");
            foreach (var statement in statements) Write(writer, statement.First().Scope, statement.Select(permission => permission.Action), place);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        var json = Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
        return new PolicyDocument(json, json.Count(letter => !char.IsWhiteSpace(letter)));
    }

    private static void Write(Utf8JsonWriter writer, PermissionScope scope, IEnumerable<string> actions, PermissionPlace place)
    {
        writer.WriteStartObject();
        writer.WriteString("Sid", scope.Sid);
        writer.WriteString("Effect", "Allow");
        WriteTexts(writer, "Action", actions.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        WriteTexts(writer, "Resource", place.Resources(scope));
        if (scope.Conditions.Count > 0)
        {
            writer.WriteStartObject("Condition");
            foreach (var by in scope.Conditions.GroupBy(condition => condition.Operator, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
            {
                writer.WriteStartObject(by.Key);
                foreach (var condition in by.OrderBy(condition => condition.Key, StringComparer.Ordinal)) writer.WriteString(condition.Key, place.Fill(condition.Value));
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts) writer.WriteStringValue(text);
        writer.WriteEndArray();
    }
}
