using System.Text.Json;
using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Deployment.Comparing;

namespace CostTool.Cli.Deployment;

/// <summary>Changes as a document: what <c>diff --json</c> prints, what <c>--out</c> saves and <c>apply --reviewed</c> reads.</summary>
internal static class ChangesJson
{
    public const int Form = 1;

    public static void Write(Utf8JsonWriter writer, ChangeSet changes, AccountIdentity account)
    {
        writer.WriteStartObject();
        writer.WriteNumber("costtool_changes", Form);
        writer.WriteString("deployment", changes.Deployment);
        writer.WriteString("account", account.Account);
        writer.WriteString("region", account.Region);
        writer.WriteString("plan_sha256", changes.PlanSha256);
        writer.WriteString("desired_sha256", changes.DesiredSha256);
        writer.WriteString("live_sha256", changes.LiveSha256);
        writer.WriteStartObject("summary");
        foreach (var kind in Enum.GetValues<ChangeKind>()) writer.WriteNumber(Name(kind), changes.Changes.Count(change => change.Kind == kind));
        writer.WriteEndObject();
        writer.WriteStartArray("changes");
        foreach (var change in changes.Changes.Where(change => change.Kind is not ChangeKind.None)) Write(writer, change);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>The word of the format.</summary>
    public static string Name(ChangeKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>The members that name a change, without what it changes.</summary>
    public static void WriteName(Utf8JsonWriter writer, Change change)
    {
        writer.WriteString("action", Name(change.Kind));
        writer.WriteString("type", change.Type);
        writer.WriteString("name", change.PhysicalName);
        writer.WriteString("logical_id", change.LogicalId);
    }

    private static void Write(Utf8JsonWriter writer, Change change)
    {
        writer.WriteStartObject();
        WriteName(writer, change);
        writer.WriteString("reason", change.Reason);
        if (change is { Kind: ChangeKind.Create, Desired: { } made }) Value("properties", ShownDifference.Masked("", made.Properties));
        writer.WriteStartArray("differences");
        foreach (var difference in change.Differences.SelectMany(ShownDifference.Of))
        {
            writer.WriteStartObject();
            writer.WriteString("path", difference.Path);
            Value("live", difference.Live);
            Value("desired", difference.Desired);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();

        void Value(string name, ResourceValue? value)
        {
            writer.WritePropertyName(name);
            if (value is null) writer.WriteNullValue();
            else writer.WriteRawValue(CanonicalText.Of(value));
        }
    }
}
