using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CostTool.Analyzer.Problems;

namespace CostTool.Cli.Nightly;

/// <summary>What a scheduled run names; absolute paths.</summary>
/// <param name="Program">The costtool to run.</param>
/// <param name="Workspace">Workspace.</param>
/// <param name="Store">File of the history.</param>
/// <param name="Digests">Folder of the digests.</param>
internal sealed record NightlyPlaces(string Program, string Workspace, string Store, string Digests)
{
    /// <summary>Program and arguments.</summary>
    public IReadOnlyList<string> Command => [Program, "nightly", Workspace, "--store", Store, "--out", Digests, "--wait", "3600"];

    /// <summary>Folders that a run writes to.</summary>
    public IReadOnlyList<string> Written => [.. new[] { Path.GetDirectoryName(Store)!, Digests }.Distinct(StringComparer.Ordinal)];
}

/// <summary>Prints what makes the nightly run start by itself. Changes nothing.</summary>
internal static class NightlyInstall
{
    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Readable = new(OneLine) { WriteIndented = true, NewLine = "\n" };

    /// <summary>The text for a kind of scheduler.</summary>
    /// <exception cref="ProblemException">The kind is not known, or a path holds a character that no scheduler file can hold.</exception>
    public static string Text(string kind, NightlyPlaces places)
    {
        if (places.Command.FirstOrDefault(part => part.Any(char.IsControl)) is { } bad)
            throw new ProblemException(new Problem($"`{string.Concat(bad.Select(character => char.IsControl(character) ? '?' : character))}` holds a control character", "--install", "rename the folder, or use --store and --out"));
        return kind switch
        {
            "systemd" => Systemd(places),
            "cron" => Cron(places),
            "eventbridge" => EventBridge(),
            _ => throw new ProblemException(new Problem($"`{kind}` is not a scheduler that costtool knows", "--install", "choose systemd, cron or eventbridge")),
        };
    }

    // No MemoryDenyWriteExecute: the .NET runtime compiles as it runs.
    private static string Systemd(NightlyPlaces places) => $"""
        # /etc/systemd/system/costtool-nightly.service
        # The folders that it writes to must exist: mkdir -p {string.Join(' ', places.Written.Select(Shell))}
        [Unit]
        Description=CostTool: work out the nights that are due
        Documentation=man:systemd.timer(5)

        [Service]
        Type=oneshot
        ExecStart={string.Join(' ', places.Command.Select(SystemdWord))}
        # The user that may read the workspace and write the history:
        #User=costtool
        UMask=0027
        Nice=10
        IOSchedulingClass=idle
        TimeoutStartSec=4h
        NoNewPrivileges=true
        ProtectSystem=strict
        ProtectHome=read-only
        ReadWritePaths={string.Join(' ', places.Written.Select(SystemdPath))}
        PrivateTmp=true
        PrivateDevices=true
        ProtectKernelTunables=true
        ProtectKernelModules=true
        ProtectKernelLogs=true
        ProtectControlGroups=true
        ProtectClock=true
        ProtectHostname=true
        RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
        RestrictNamespaces=true
        RestrictRealtime=true
        RestrictSUIDSGID=true
        LockPersonality=true
        SystemCallArchitectures=native
        CapabilityBoundingSet=

        # /etc/systemd/system/costtool-nightly.timer
        [Unit]
        Description=CostTool: every night, after the day ends in UTC

        [Timer]
        OnCalendar=*-*-* 02:17:00 UTC
        RandomizedDelaySec=30min
        Persistent=true

        [Install]
        WantedBy=timers.target

        # Then: systemctl daemon-reload && systemctl enable --now costtool-nightly.timer
        """ + "\n";

    private static string Cron(NightlyPlaces places) => $"""
        # crontab -e; the hour is the machine's: choose one after midnight UTC, when the day that is worked out has ended.
        # Output goes by mail where this names somebody; two runs at once are kept apart by costtool itself.
        #MAILTO=you@example.com
        17 2 * * * {string.Join(' ', places.Command.Select(CronWord))}
        """ + "\n";

    private static string EventBridge()
    {
        const string Mount = "<WORKSPACE_IN_CONTAINER>";
        string[] command = ["nightly", Mount, "--store", $"{Mount}/history/costtool.duckdb", "--out", $"{Mount}/nightly", "--wait", "3600"];
        var input = new JsonObject { ["containerOverrides"] = new JsonArray(new JsonObject { ["name"] = "<CONTAINER_NAME>", ["command"] = new JsonArray([.. command.Select(part => JsonValue.Create(part))]) }) };
        var schedule = new JsonObject
        {
            ["Name"] = "costtool-nightly",
            ["Description"] = "CostTool: every night, after the day ends in UTC",
            ["ScheduleExpression"] = "cron(17 2 * * ? *)",
            ["ScheduleExpressionTimezone"] = "UTC",
            ["FlexibleTimeWindow"] = new JsonObject { ["Mode"] = "FLEXIBLE", ["MaximumWindowInMinutes"] = 30 },
            ["State"] = "ENABLED",
            ["Target"] = new JsonObject
            {
                ["Arn"] = "arn:aws:ecs:<REGION>:<ACCOUNT_ID>:cluster/<CLUSTER_NAME>",
                ["RoleArn"] = "arn:aws:iam::<ACCOUNT_ID>:role/<ROLE_THAT_MAY_RUN_THE_TASK>",
                ["EcsParameters"] = new JsonObject
                {
                    ["TaskDefinitionArn"] = "arn:aws:ecs:<REGION>:<ACCOUNT_ID>:task-definition/<TASK_DEFINITION>",
                    ["TaskCount"] = 1,
                    ["LaunchType"] = "FARGATE",
                    ["NetworkConfiguration"] = new JsonObject
                    {
                        ["awsvpcConfiguration"] = new JsonObject { ["Subnets"] = new JsonArray("<SUBNET_ID>"), ["SecurityGroups"] = new JsonArray("<SECURITY_GROUP_ID>"), ["AssignPublicIp"] = "DISABLED" },
                    },
                },
                ["Input"] = input.ToJsonString(OneLine),
                ["RetryPolicy"] = new JsonObject { ["MaximumRetryAttempts"] = 2, ["MaximumEventAgeInSeconds"] = 3600 },
            },
        };
        return schedule.ToJsonString(Readable) + "\n";
    }

    // systemd.syntax(7) and systemd.service(5): C escapes inside double quotes, specifiers begin with a percent sign, variables of a command line with a dollar sign.
    private static string SystemdWord(string word) => SystemdPath(word.Replace("$", "$$", StringComparison.Ordinal));

    private static string SystemdPath(string path) =>
        '"' + path.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("%", "%%", StringComparison.Ordinal) + '"';

    private static string Shell(string word) => word.All(character => char.IsAsciiLetterOrDigit(character) || "/._-".Contains(character, StringComparison.Ordinal)) && word.Length > 0
        ? word
        : "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    // crontab(5): an unescaped percent sign ends the command, also inside quotes; the backslash before it is taken away before the shell sees it.
    private static string CronWord(string word) => Shell(word).Replace("%", "\\%", StringComparison.Ordinal);
}
