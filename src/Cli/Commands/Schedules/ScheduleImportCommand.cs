using System.CommandLine;
using System.Text.Json;
using CostTool.Cli.Celery;
using CostTool.Scheduler.Schedules;
using CostTool.Sources.Workspaces;

namespace CostTool.Cli.Commands.Schedules;

/// <summary><c>costtool schedule import</c>: what the sources hold.</summary>
internal static class ScheduleImportCommand
{
    public static Command Create()
    {
        var workspace = new Argument<string>("WORKSPACE") { Description = "Folder with Celery schedules." };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var strict = new Option<bool>("--strict") { Description = "Fail when an entry is refused." };
        var version = ScheduleOptions.Version();
        var command = new Command("import", "Lists the periodic tasks of every source, and what is refused.") { workspace, json, strict, version };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var celery = await CeleryWorkspace.ReadAsync(WorkspaceReader.Open(parsed.GetRequiredValue(workspace)), parsed.GetValue(version), replayed: false, cancellationToken);
            // Lint and plan still say what to do about the unusable ones; here they are no periodic task of the app.
            celery = celery with
            {
                Entries = [.. celery.Entries.Where(entry => UnusableEntry.Reason(entry, celery.Version) is null)],
                Refused = [.. celery.Refused.Concat(celery.Unusable).OrderBy(refused => refused.Name, StringComparer.Ordinal)],
            };
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json)) WriteJson(celery, output);
            else WriteText(celery, output);
            if (!parsed.GetValue(strict) || celery.Refused.Count == 0) return (int)ExitCode.Done;
            await parsed.InvocationConfiguration.Error.WriteLineAsync($"error: {celery.Refused.Count} entries are refused, the first: {celery.Refused[0].Reason} ({celery.Refused[0].Origin}): mend them, or leave out --strict");
            return (int)ExitCode.Failed;
        });
        return command;
    }

    private static void WriteText(CeleryWorkspace celery, TextWriter output)
    {
        TextTable.Write(output, [new("entry"), new("task"), new("schedule"), new("zone"), new("queue"), new("state")],
            celery.Entries.Select(entry => (IReadOnlyList<string>)[entry.Name, entry.Task, ScheduleText.Of(entry.Schedule), entry.TimeZone, entry.Queue ?? "default", entry.Enabled ? "on" : "off"]));
        foreach (var refused in celery.Refused) output.WriteLine($"refused: {refused.Name}: {refused.Reason} ({refused.Origin})");
        output.WriteLine($"{celery.Entries.Count} entries, {celery.Refused.Count} refused, Celery {celery.Version}, {celery.Profiles.Count} tasks with history");
    }

    private static void WriteJson(CeleryWorkspace celery, TextWriter output) => JsonOutput.Write(output, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("celery_version", celery.Version.ToString());
        writer.WriteStartArray("entries");
        foreach (var entry in celery.Entries) Write(entry, writer);
        writer.WriteEndArray();
        writer.WriteStartArray("refused");
        foreach (var refused in celery.Refused)
        {
            writer.WriteStartObject();
            writer.WriteString("name", refused.Name);
            writer.WriteString("reason", refused.Reason);
            writer.WriteString("origin", refused.Origin);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    private static void Write(CeleryEntry entry, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("name", entry.Name);
        writer.WriteString("task", entry.Task);
        writer.WriteString("schedule", ScheduleText.Of(entry.Schedule));
        writer.WriteString("timezone", entry.TimeZone);
        Raw("args", entry.ArgsJson);
        Raw("kwargs", entry.KwargsJson);
        writer.WriteString("queue", entry.Queue);
        writer.WriteStartObject("options");
        foreach (var (name, value) in entry.Options.OrderBy(pair => pair.Key, StringComparer.Ordinal)) Raw(name, value);
        writer.WriteEndObject();
        writer.WriteBoolean("enabled", entry.Enabled);
        Instant("start_time", entry.StartTime);
        Instant("expires", entry.Expires);
        if (entry.ExpireSeconds is { } seconds) writer.WriteNumber("expire_seconds", seconds);
        else writer.WriteNull("expire_seconds");
        writer.WriteBoolean("one_off", entry.OneOff);
        Instant("last_run", entry.LastRun);
        writer.WriteString("origin", entry.Origin);
        writer.WriteEndObject();

        void Raw(string name, string? value)
        {
            writer.WritePropertyName(name);
            if (value is null) writer.WriteNullValue();
            else writer.WriteRawValue(value);
        }

        void Instant(string name, DateTimeOffset? value)
        {
            if (value is { } at) writer.WriteString(name, at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", System.Globalization.CultureInfo.InvariantCulture));
            else writer.WriteNull(name);
        }
    }
}
