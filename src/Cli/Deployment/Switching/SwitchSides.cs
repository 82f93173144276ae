using System.Text.Json;
using CostTool.Scheduler.Deployment.CuttingOver;

namespace CostTool.Cli.Deployment.Switching;

/// <summary>Which side runs an entry now.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Row">Its row is enabled; null where it has none, or it is gone.</param>
/// <param name="Schedule">One of its schedules is enabled.</param>
internal sealed record SwitchSides(SwitchedEntry Entry, bool? Row, bool Schedule)
{
    /// <summary>The side, in words.</summary>
    public string RunsOn => (Row, Schedule) switch
    {
        (true, true) => "both",
        (true, false) => "beat",
        (_, true) => "eventbridge",
        (false, false) => "neither",
        (null, false) => "beat, or nobody: it has no row",
    };
}

/// <summary>A switch as one JSON document.</summary>
internal static class SwitchDocument
{
    public static void Write(Utf8JsonWriter writer, string deployment, IReadOnlyList<SwitchOutcome> outcomes)
    {
        writer.WriteStartObject();
        writer.WriteString("deployment", deployment);
        writer.WriteStartArray("entries");
        foreach (var outcome in outcomes)
        {
            writer.WriteStartObject();
            writer.WriteString("entry", outcome.Entry.Id);
            writer.WriteString("name", outcome.Entry.Row.Name);
            writer.WriteString("end", CutOver.Word(outcome.End));
            writer.WriteString("reason", outcome.Reason);
            writer.WriteStartArray("missed");
            foreach (var fire in outcome.Missed)
            {
                writer.WriteStartObject();
                writer.WriteString("at", fire.At.ToDateTimeOffset());
                writer.WriteBoolean("certain", fire.Certain);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, string deployment, IReadOnlyList<SwitchSides> sides)
    {
        writer.WriteStartObject();
        writer.WriteString("deployment", deployment);
        writer.WriteStartArray("entries");
        foreach (var side in sides)
        {
            writer.WriteStartObject();
            writer.WriteString("entry", side.Entry.Id);
            writer.WriteString("name", side.Entry.Row.Name);
            writer.WriteString("runs_on", side.RunsOn);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
