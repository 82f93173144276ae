using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CostTool.Cli;
using CostTool.Reports;
using CostTool.Scheduler.Planning;
using CostTool.Sources.Workspaces;

namespace CostTool.EndToEnd.Schedules;

/// <summary>The plan of the sample as a template.</summary>
public sealed class ScheduleExportTests
{
    [Fact]
    public async Task The_sample_is_planned_and_exported_in_every_form()
    {
        using var folder = new TemporaryFolder();
        CopySample(folder);
        var missing = await CommandLine.RunAsync("schedule", "export", folder.Path);
        Assert.Equal(ExitCode.Failed, missing.Code);
        Assert.Contains("costtool schedule plan", missing.Error, StringComparison.Ordinal);

        Assert.Equal(ExitCode.Done, (await CommandLine.RunAsync("schedule", "plan", folder.Path, "--as-of", "2026-11-01")).Code);
        var json = await CommandLine.RunAsync("schedule", "export", folder.Path, "--format", "cloudformation-json", "--as-of", "2026-11-05T04:00:00Z");
        Assert.Equal(ExitCode.Done, json.Code);
        var resources = (JsonObject)JsonNode.Parse(json.Output)!["Resources"]!;
        Assert.Equal(10, resources.Count(resource => (string)resource.Value!["Type"]! == "AWS::Scheduler::Schedule")); // the ten one-shot rows of the plan
        // Every three hours from 2026-11-01T03:00Z: the first after the export is at 06:00.
        Assert.Contains("\"StartDate\": \"2026-11-05T06:00:00Z\"", json.Output, StringComparison.Ordinal);
        Assert.Contains("schedules have a start date ahead", json.Error, StringComparison.Ordinal);
        // 355 runs x 3 transitions x 29.70 USD a million = 0.0316
        Assert.Contains("Step Functions, runs that Spot serves: 1065 x 29.7 USD per million = $0.03 a month (step-functions-state-transitions/eu-west-3, sourced, undated)", json.Error, StringComparison.Ordinal);

        var file = folder.In("template.yaml");
        var yaml = await CommandLine.RunAsync("schedule", "export", folder.In("plan", "plan.json"), "--out", file);
        Assert.Equal((ExitCode.Done, ""), (yaml.Code, yaml.Output));
        Assert.StartsWith("AWSTemplateFormatVersion: \"2010-09-09\"\n", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);

        var terraform = await CommandLine.RunAsync("schedule", "export", folder.Path, "--format", "terraform");
        Assert.Equal(10, ((JsonObject)JsonNode.Parse(terraform.Output)!["resource"]!["aws_scheduler_schedule"]!).Count);
        Assert.Equal(json.Output, (await CommandLine.RunAsync("schedule", "export", folder.Path, "--format", "cloudformation-json", "--as-of", "2026-11-05T04:00:00Z")).Output);

        var elsewhere = await CommandLine.RunAsync("schedule", "export", folder.Path, "--out", folder.In("none", "template.yaml"));
        Assert.Equal(ExitCode.Failed, elsewhere.Code);
        Assert.Contains("cannot be written", elsewhere.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_workers_that_the_plan_chose_become_resources_once_their_section_stands_in_costtool_yaml()
    {
        using var folder = new TemporaryFolder();
        CopySample(folder);
        var planned = await CommandLine.RunAsync("schedule", "plan", folder.Path, "--as-of", "2026-11-01");
        Assert.EndsWith($"workers: {folder.In("plan", "dispatch.yaml")}, for costtool.yaml\n", planned.Output, StringComparison.Ordinal);
        var section = await File.ReadAllTextAsync(folder.In("plan", "dispatch.yaml"), TestContext.Current.CancellationToken);
        await File.AppendAllTextAsync(folder.In("costtool.yaml"), section, TestContext.Current.CancellationToken);
        Assert.Equal(ExitCode.Done, (await CommandLine.RunAsync("schedule", "plan", folder.Path, "--as-of", "2026-11-01")).Code);
        var exported = await CommandLine.RunAsync("schedule", "export", folder.Path, "--format", "cloudformation-json");
        Assert.Equal(ExitCode.Done, exported.Code);
        var families = ((JsonObject)JsonNode.Parse(exported.Output)!["Resources"]!).Select(resource => (string?)resource.Value!["Properties"]?["Family"]).OfType<string>().Where(family => family.Contains("-drain-", StringComparison.Ordinal)).ToList();
        Assert.Equal(Regex.Matches(section, "name: (.*)").Select(match => "atelier-drain-" + match.Groups[1].Value).Order(StringComparer.Ordinal), families.Order(StringComparer.Ordinal));
        Assert.NotEmpty(families);
        Assert.Contains("Step Functions, wakes that start a worker: ", exported.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whatever_queues_are_called_the_section_of_the_workers_says_them_and_its_pools_have_names_of_their_own()
    {
        using var folder = new TemporaryFolder();
        CopySample(folder);
        await CommandLine.RunAsync("schedule", "plan", folder.Path, "--as-of", "2026-11-01");
        var plan = PlanFile.Read(await File.ReadAllBytesAsync(folder.In("plan", "plan.json"), TestContext.Current.CancellationToken), "plan.json").Plan;
        var drained = plan.Sets.First(set => set.Drain is not null);
        string[] queues = ["9: \"x\" \\ #{y}", "a-name-of-more-than-twenty-letters-1", "a-name-of-more-than-twenty-letters-2", "é\u2028 - *z", "---"];
        await PlanWriter.WriteAsync(plan with { Sets = [.. queues.Select(queue => drained with { Queues = [queue] })] }, folder.In("hostile"), TestContext.Current.CancellationToken);
        var file = folder.Write("hostile.yaml", await File.ReadAllTextAsync(folder.In("hostile", "dispatch.yaml"), TestContext.Current.CancellationToken));
        var pools = DispatchReader.Read(new WorkspaceFile("hostile.yaml", file)).Pools;
        Assert.Equal(queues, pools.Select(pool => Assert.Single(pool.Queues)));
        Assert.Equal(["q-9---x------y", "a-name-of-more-than", "a-name-of-more-tha-2", "z", "q"], pools.Select(pool => pool.Name));
    }

    [Fact]
    public async Task The_documented_permissions_are_those_of_the_roles()
    {
        using var folder = new TemporaryFolder();
        CopySample(folder);
        await CommandLine.RunAsync("schedule", "plan", folder.Path, "--as-of", "2026-11-01");
        var mixed = await File.ReadAllTextAsync(folder.In("costtool.yaml"), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder.In("costtool.yaml"), mixed + "    - {task: \"*\", mode: direct}\n", TestContext.Current.CancellationToken);
        var direct = await CommandLine.RunAsync("schedule", "export", folder.Path, "--format", "cloudformation-json");
        await File.WriteAllTextAsync(folder.In("costtool.yaml"), mixed, TestContext.Current.CancellationToken);
        var fallback = await CommandLine.RunAsync("schedule", "export", folder.Path, "--format", "cloudformation-json");
        await File.WriteAllTextAsync(folder.In("costtool.yaml"), mixed.Replace("celery: {", "celery: {broker: \"sqs://\", ", StringComparison.Ordinal) + """
            dispatch:
              service: {image: "123456789012.dkr.ecr.eu-west-3.amazonaws.com/costtool:1", workspace: /workspace}
              pools:
                - {name: mail, queues: [emails], vcpu: 0.25, memory_gib: 0.5, deadline_seconds: 300}
            """, TestContext.Current.CancellationToken);
        await CommandLine.RunAsync("schedule", "plan", folder.Path, "--as-of", "2026-11-01");
        var pools = await CommandLine.RunAsync("schedule", "export", folder.Path, "--format", "cloudformation-json");
        Assert.Equal((ExitCode.Done, ExitCode.Done, ExitCode.Done), (direct.Code, fallback.Code, pools.Code));

        var document = await File.ReadAllTextAsync(Repository.Path("docs", "deployment.md"), TestContext.Current.CancellationToken);
        var section = document[document.IndexOf("## Roles", StringComparison.Ordinal)..document.IndexOf("## Alarms", StringComparison.Ordinal)];
        var documented = Regex.Matches(section, "`([a-z]+:[A-Z][A-Za-z]+)`").Select(match => match.Groups[1].Value).Except(["aws:SourceAccount", "aws:SourceArn"]).Distinct();
        var granted = new[] { direct.Output, fallback.Output, pools.Output }.SelectMany(text => Regex.Matches(text, "\"((?:ecr|ecs|events|iam|logs|secretsmanager|sns|sqs|ssm|states):[A-Z][A-Za-z]+)\"").Select(match => match.Groups[1].Value))
            .Except(["iam:PassedToService", "ecs:CreateAction"]).Distinct();
        Assert.Equal(granted.Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    private static void CopySample(TemporaryFolder folder)
    {
        var sample = Repository.Path("samples", "atelier");
        foreach (var file in Directory.GetFiles(sample, "*", SearchOption.AllDirectories).Where(file => !file.Contains("/plan/", StringComparison.Ordinal)))
        {
            var copy = folder.In(Path.GetRelativePath(sample, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
