using System.Globalization;
using System.Text.Json;
using CostTool.Scheduler.Deployment.Applying;
using CostTool.Scheduler.Deployment.Comparing;

namespace CostTool.Cli.Deployment;

/// <summary>What was done, in one line.</summary>
public static class ApplyResultText
{
    /// <summary>Such as <c>done: 3 created, 1 changed, 0 removed</c>.</summary>
    public static string Totals(ApplyResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        int Count(ChangeKind kind) => result.Done.Count(change => change.Kind == kind);
        var totals = string.Create(CultureInfo.InvariantCulture, $"{Count(ChangeKind.Create)} created, {Count(ChangeKind.Update)} changed, {Count(ChangeKind.Replace)} replaced, {Count(ChangeKind.Delete)} removed");
        return result.Complete ? $"done: {totals}" : string.Create(CultureInfo.InvariantCulture, $"not done: {totals}, {result.Failed.Count} failed, {result.Skipped.Count} not begun");
    }
}

/// <summary>What was done, as a document.</summary>
internal static class ApplyResultJson
{
    public static void Write(Utf8JsonWriter writer, OpenDeployment deployment, ApplyResult result)
    {
        writer.WriteStartObject();
        writer.WriteString("deployment", deployment.State.Name);
        writer.WriteString("account", deployment.Identity.Account);
        writer.WriteString("region", deployment.Identity.Region);
        writer.WriteBoolean("complete", result.Complete);
        Changes("done", result.Done);
        writer.WriteStartArray("failed");
        foreach (var (change, problem) in result.Failed)
        {
            writer.WriteStartObject();
            ChangesJson.WriteName(writer, change);
            writer.WriteString("what", problem.What);
            writer.WriteString("where", problem.Where);
            writer.WriteString("fix", problem.Fix);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        Changes("not_begun", result.Skipped);
        writer.WriteEndObject();

        void Changes(string name, IEnumerable<Change> changes)
        {
            writer.WriteStartArray(name);
            foreach (var change in changes)
            {
                writer.WriteStartObject();
                ChangesJson.WriteName(writer, change);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }
    }
}
