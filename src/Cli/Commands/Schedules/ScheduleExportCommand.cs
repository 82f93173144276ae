using System.CommandLine;
using System.Globalization;
using System.Text;
using CostTool.Analyzer.Problems;
using CostTool.Cli.Celery;
using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Deployment.Export;

namespace CostTool.Cli.Commands.Schedules;

/// <summary><c>costtool schedule export</c>: the resources of a saved plan as a template.</summary>
internal static class ScheduleExportCommand
{
    private const string CloudFormationJson = "cloudformation-json";
    private const string CloudFormationYaml = "cloudformation-yaml";
    private const string Terraform = "terraform";

    public static Command Create()
    {
        var source = new Argument<string>("PLAN") { Description = "A workspace, whose plan/plan.json is taken, or a plan.json that lies in one or in a folder of it." };
        var format = new Option<string>("--format") { Description = "Form of the template.", DefaultValueFactory = _ => CloudFormationYaml };
        format.AcceptOnlyFromAmong(CloudFormationJson, CloudFormationYaml, Terraform);
        var file = new Option<string?>("--out") { Description = "File to write; standard output when left out.", HelpName = "FILE" };
        var asOf = ScheduleOptions.AsOf();
        var command = new Command("export", "Writes the resources of a saved plan as a CloudFormation template or for Terraform. Changes nothing in AWS.") { source, format, file, asOf };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var saved = await SavedPlan.ReadAsync(parsed.GetRequiredValue(source), cancellationToken);
            var state = DeploymentBuilder.Build(saved.Plan, saved.Settings, ScheduleOptions.Now(parsed.GetValue(asOf)).ToDateTimeOffset());
            var text = parsed.GetRequiredValue(format) switch
            {
                CloudFormationJson => CloudFormationTemplate.Json(state),
                CloudFormationYaml => CloudFormationTemplate.Yaml(state),
                _ => TerraformDocument.Json(state),
            };
            if (parsed.GetValue(file) is { } path) await WriteAsync(path, text, cancellationToken);
            else await parsed.InvocationConfiguration.Output.WriteAsync(text);
            Summarise(saved, state, text, parsed.GetRequiredValue(format), parsed.InvocationConfiguration.Error);
            return (int)ExitCode.Done;
        });
        return command;
    }

    private static async Task WriteAsync(string path, string text, CancellationToken cancellationToken)
    {
        try
        {
            await File.WriteAllTextAsync(path, text, new UTF8Encoding(false), cancellationToken);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(new Problem($"`{path}` cannot be written", "--out", "name a file in a folder that exists and may be written to"));
        }
    }

    private static void Summarise(SavedPlan saved, DesiredState state, string text, string format, TextWriter talk)
    {
        talk.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{state.Resources.Count} resources of {state.Resources.Select(resource => resource.Type).Distinct(StringComparer.Ordinal).Count()} types for {state.Name}, plan {state.PlanSha256[..12]}"));
        if (format is not Terraform && Encoding.UTF8.GetByteCount(text) > CloudFormationTemplate.MostBytesInCall)
            talk.WriteLine($"larger than {CloudFormationTemplate.MostBytesInCall} bytes: put it into S3 and name it by --template-url");
        var dated = state.Resources.Count(resource => resource.Properties["StartDate"] is not null);
        if (dated > 0) talk.WriteLine($"{dated} schedules have a start date ahead, which EventBridge refuses once it is past: deploy soon, or export again");
        if (saved.Prices is null)
        {
            talk.WriteLine("what the state machine and the alarms cost is not told, as no region is known: add `region:` to costtool.yaml");
            return;
        }

        foreach (var line in DeploymentCost.Of(saved.Plan, saved.Settings, saved.Prices))
            talk.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{line.Item}: {line.Quantity:0.##} x {line.Price.UsdPerUnit:0.######} USD per {line.Price.Unit} = {line.Monthly} a month ({line.Price.Id}, {line.Price.Kind.ToString().ToLowerInvariant()}, {line.Price.Dated})"));
    }
}
