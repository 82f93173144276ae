using System.Text.Json;
using CostTool.Cli;

namespace CostTool.EndToEnd.Schedules;

/// <summary>A fault of the whole is one line and exit 1; a fault of an entry is listed and hides no other.</summary>
public sealed class BadScheduleInputTests
{
    private const string Header = "name,task,minute,hour,day_of_month,month_of_year,timezone,args\n";
    private const string NoCelery = "name: shop";
    private const string Good = "good,shop.good,0,5,*,*,Europe/Paris,[]\n";

    public static TheoryData<string, string, string[], string[]> Faults => new()
    {
        { NoCelery, Header + Good, [], ["names no Celery schedule", "beat: celery/beat.json"] },
        { "celery: {beat: celery/none.json}", Header + Good, [], ["`celery/none.json`", "costtool.yaml"] },
        { "celery: {database: 'env:COSTTOOL_TEST_NOT_SET'}", Header + Good, [], ["`COSTTOOL_TEST_NOT_SET`"] },
        { "celery: {beats: celery/beat.csv}", Header + Good, [], ["costtool.yaml:1", "`beats`", "beat"] },
        { "celery: {beat: celery/beat.csv, queues: celery/none.yaml}", Header + Good, [], ["`celery/none.yaml`"] },
        { "celery: {beat: celery/beat.csv, version: new}", Header + Good, [], ["`new` is not a release of Celery"] },
        { "celery: {beat: celery/beat.csv}", Header + Good, ["--celery-version", "five"], ["`five` is not a release of Celery", "5.4.0"] },
        { "celery: {beat: celery/beat.csv}", Header + Good, ["--as-of", "tomorrow"], ["`tomorrow` is not a date", "--as-of"] },
        { "celery: {beat: celery/beat.csv}", "minute,hour\n0,5\n", [], ["celery/beat.csv"] },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_fault_of_the_whole_is_one_line_and_exit_1(string configuration, string beat, string[] options, string[] named)
    {
        using var folder = Workspace(configuration, beat);
        foreach (var command in new[] { "import", "lint", "next", "plan" })
        {
            if (command == "import" && options.Contains("--as-of")) continue;
            var result = await CommandLine.RunAsync(["schedule", command, folder.Path, .. options]);
            Assert.Equal((ExitCode.Failed, string.Empty), (result.Code, result.Output));
            Assert.StartsWith("error: ", result.Error, StringComparison.Ordinal);
            Assert.Single(result.Error.TrimEnd('\n').Split('\n'));
            Assert.All(named, text => Assert.Contains(text, result.Error, StringComparison.Ordinal));
            Assert.False(Directory.Exists(folder.In("plan")));
        }
    }

    [Fact]
    public async Task A_batch_that_is_not_there_is_one_line_and_exit_1()
    {
        using var folder = new TemporaryFolder();
        foreach (string[] arguments in new string[][] { ["--batch", folder.In("none.jsonl")], [], ["--batch", folder.Write("one.jsonl", "{}\n"), "--count", "0"] })
        {
            var result = await CommandLine.RunAsync(["schedule", "next", .. arguments]);
            Assert.Equal((ExitCode.Failed, string.Empty), (result.Code, result.Output));
            Assert.StartsWith("error: ", Assert.Single(result.Error.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("bad,shop.bad,0,5,*,*,Mars/Olympus,[]\n", "`Mars/Olympus`")]
    [InlineData("bad,shop.bad,0,5,*,*,Europe/Paris,{oops\n", "`{oops`")]
    [InlineData("bad,shop.bad,61,5,*,*,Europe/Paris,[]\n", "61 > 59")]
    [InlineData("bad,shop.bad,0,5,31,2,Europe/Paris,[]\n", "do not exist")]
    public async Task A_bad_entry_is_refused_with_its_place_and_the_others_come_through(string bad, string reason)
    {
        using var folder = Workspace("region: eu-west-3\ncelery: {beat: celery/beat.csv}", Header + bad + Good);
        var read = await CommandLine.RunAsync("schedule", "import", folder.Path, "--json");
        Assert.Equal((ExitCode.Done, string.Empty), (read.Code, read.Error));
        using var document = JsonDocument.Parse(read.Output);
        Assert.Equal("good", Assert.Single(document.RootElement.GetProperty("entries").EnumerateArray()).Text("name"));
        var refused = Assert.Single(document.RootElement.GetProperty("refused").EnumerateArray());
        Assert.Equal(("bad", "celery/beat.csv:2"), (refused.Text("name"), refused.Text("origin")));
        Assert.Contains(reason, refused.Text("reason"), StringComparison.Ordinal);

        foreach (var command in new[] { "next", "plan" })
        {
            var result = await CommandLine.RunAsync("schedule", command, folder.Path, "--as-of", "2026-11-01");
            Assert.Equal((ExitCode.Done, string.Empty), (result.Code, result.Error));
            Assert.Contains("cron(0 5 * * ? *)", result.Output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("bad,shop.bad,0,5,*,*,Mars/Olympus,[]\n")]
    [InlineData("bad,shop.bad,0,5,*,*,Europe/Paris,{oops\n")]
    public async Task Strict_makes_a_refused_entry_exit_1(string bad)
    {
        using var folder = Workspace("region: eu-west-3\ncelery: {beat: celery/beat.csv}", Header + bad + Good);
        foreach (var command in new[] { "import", "plan" })
        {
            var result = await CommandLine.RunAsync("schedule", command, folder.Path, "--strict");
            Assert.Equal(ExitCode.Failed, result.Code);
            Assert.StartsWith("error: 1 entries are refused", Assert.Single(result.Error.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
            Assert.Contains("celery/beat.csv:2", result.Error, StringComparison.Ordinal);
            Assert.False(Directory.Exists(folder.In("plan")));
        }

        folder.Write("celery/beat.csv", Header + Good);
        Assert.Equal(ExitCode.Done, (await CommandLine.RunAsync("schedule", "import", folder.Path, "--strict")).Code);
        Assert.Equal(ExitCode.Done, (await CommandLine.RunAsync("schedule", "plan", folder.Path, "--strict")).Code);
    }

    private static TemporaryFolder Workspace(string configuration, string beat)
    {
        var folder = new TemporaryFolder();
        folder.Write("celery/beat.csv", beat);
        folder.Write("costtool.yaml", configuration + "\n");
        if (configuration == NoCelery)
        {
            // A workspace has to hold something: here a cluster without nodes.
            Directory.Delete(folder.In("celery"), recursive: true);
            folder.Write("k8s/nodes.json", """{"kind":"List","items":[]}""");
        }

        return folder;
    }
}
