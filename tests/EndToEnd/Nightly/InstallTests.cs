using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using CostTool.Cli;

namespace CostTool.EndToEnd.Nightly;

public sealed class InstallTests
{
    // What each of them must quote: a space, a quote, a percent sign, a dollar, a backslash.
    private const string Awkward = "it's 5% \"of\" $HOME\\x";

    [Fact]
    public async Task The_unit_starts_exactly_the_command_that_was_meant_and_is_hardened()
    {
        using var folder = new TemporaryFolder();
        var workspace = Workspace(folder);
        var lines = (await Print("systemd", workspace)).Split('\n');
        Assert.Equal(Expected(workspace), Words(Value(lines, "ExecStart"), dollars: true)[1..]);
        Assert.Equal([Path.Combine(workspace, "history"), Path.Combine(workspace, "nightly")], Words(Value(lines, "ReadWritePaths"), dollars: false));
        foreach (var (key, value) in (ReadOnlySpan<(string, string)>)[("NoNewPrivileges", "true"), ("ProtectSystem", "strict"), ("Persistent", "true"), ("RandomizedDelaySec", "30min"), ("Type", "oneshot")])
            Assert.Equal(value, Value(lines, key));
        // Every line is a comment, a section, or one of the keys of its section.
        Assert.All(lines.Where(line => line.Length > 0), line => Assert.Matches("^(#.*|\\[(Unit|Service|Timer|Install)\\]|[A-Z][A-Za-z]+=.*)$", line));
    }

    [Fact]
    public async Task Systemd_itself_accepts_the_units()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/systemd-analyze"), "no systemd-analyze here");
        using var folder = new TemporaryFolder();
        var printed = await Print("systemd", Workspace(folder));
        var split = printed.IndexOf("# /etc/systemd/system/costtool-nightly.timer", StringComparison.Ordinal);
        folder.Write("units/costtool-nightly.service", printed[..split]);
        folder.Write("units/costtool-nightly.timer", printed[split..]);
        var said = await Run("/usr/bin/systemd-analyze", "verify", "--man=no", folder.In("units", "costtool-nightly.service"), folder.In("units", "costtool-nightly.timer"));
        Assert.DoesNotContain(said.Split('\n'), line => line.Contains("costtool-nightly", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_cron_line_gives_the_shell_the_command_that_was_meant()
    {
        using var folder = new TemporaryFolder();
        var workspace = Workspace(folder);
        var printed = await Print("cron", workspace);
        Assert.Contains("#MAILTO=", printed);
        var line = printed.TrimEnd('\n').Split('\n')[^1];
        var parts = line.Split(' ', 6);
        Assert.Equal(["17", "2", "*", "*", "*"], parts[..5]);
        // cron(8) ends the command at a percent sign without a backslash and takes the backslash of the others away.
        Assert.DoesNotMatch("(^|[^\\\\])%", parts[5]);
        var words = await Run("/bin/sh", "-c", $"set -- {parts[5].Replace("\\%", "%", StringComparison.Ordinal)}; for word do printf '%s\\n' \"$word\"; done");
        Assert.Equal(Expected(workspace), words.TrimEnd('\n').Split('\n')[1..]);
    }

    [Fact]
    public async Task The_schedule_is_one_that_the_command_line_of_AWS_takes()
    {
        using var folder = new TemporaryFolder();
        var schedule = JsonNode.Parse(await Print("eventbridge", Workspace(folder)))!;
        // The members of CreateSchedule, in the spelling of its reference.
        Assert.Equal(["Name", "Description", "ScheduleExpression", "ScheduleExpressionTimezone", "FlexibleTimeWindow", "State", "Target"], schedule.AsObject().Select(member => member.Key));
        Assert.Equal(["Arn", "RoleArn", "EcsParameters", "Input", "RetryPolicy"], schedule["Target"]!.AsObject().Select(member => member.Key));
        var input = JsonNode.Parse((string)schedule["Target"]!["Input"]!)!;
        Assert.Equal("nightly", (string)input["containerOverrides"]![0]!["command"]![0]!);
        Assert.Equal("cron(17 2 * * ? *)", (string)schedule["ScheduleExpression"]!);
    }

    [Fact]
    public async Task Printing_changes_nothing_and_an_unknown_scheduler_is_refused()
    {
        using var folder = new TemporaryFolder();
        var workspace = Workspace(folder);
        var before = Directory.GetFileSystemEntries(folder.Path, "*", SearchOption.AllDirectories);
        var result = await CommandLine.RunAsync("nightly", workspace, "--install", "launchd");
        Assert.Equal((ExitCode.Failed, "error: `launchd` is not a scheduler that costtool knows (--install): choose systemd, cron or eventbridge\n"), (result.Code, result.Error));
        await Print("cron", workspace);
        Assert.Equal(before, Directory.GetFileSystemEntries(folder.Path, "*", SearchOption.AllDirectories));
    }

    private static string Workspace(TemporaryFolder folder)
    {
        folder.Write(Path.Combine(Awkward, "usage", "a.csv"), "timestamp,workload,cpu_cores\n2026-10-20T00:00:00Z,a,1\n");
        return folder.In(Awkward);
    }

    private static string[] Expected(string workspace) =>
        ["nightly", workspace, "--store", Path.Combine(workspace, "history", "costtool.duckdb"), "--out", Path.Combine(workspace, "nightly"), "--wait", "3600"];

    private static async Task<string> Print(string kind, string workspace)
    {
        var result = await CommandLine.RunAsync("nightly", workspace, "--install", kind);
        Assert.Equal((ExitCode.Done, ""), (result.Code, result.Error));
        return result.Output;
    }

    private static string Value(IEnumerable<string> lines, string key) => Assert.Single(lines, line => line.StartsWith(key + "=", StringComparison.Ordinal))[(key.Length + 1)..];

    // systemd.syntax(7): words in double quotes, with C escapes; %% is a percent sign and, on a command line, $$ a dollar.
    private static List<string> Words(string text, bool dollars)
    {
        var words = new List<string>();
        for (var place = 0; place < text.Length; place++)
        {
            if (text[place] == ' ') continue;
            Assert.True(text[place] == '"' || !text[place..].StartsWith('\''), "a word is plain or in double quotes");
            var word = new StringBuilder();
            for (place++; text[place] != '"'; place++)
            {
                if (text[place] is '\\' or '%' || (dollars && text[place] == '$'))
                {
                    Assert.Contains(text[place + 1], text[place] == '\\' ? "\\\"" : text[place].ToString());
                    place++;
                }

                word.Append(text[place]);
            }

            words.Add(word.ToString());
        }

        return words;
    }

    private static async Task<string> Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return said + await error;
    }
}
