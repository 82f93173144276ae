using System.CommandLine;
using CostTool.Sources.CloudWatch;
using CostTool.Sources.UsageImports;

namespace CostTool.Cli.Commands.Usage;

/// <summary><c>costtool usage import cloudwatch</c> and <c>container-insights</c>.</summary>
internal static class CloudWatchImportCommands
{
    public static Command CreateMetrics()
    {
        var inputs = Paths("Answers of `aws cloudwatch get-metric-data`, or folders that hold them.");
        var queries = new Option<string>("--queries") { Description = "The MetricDataQueries that they answer: an answer names its series by id alone.", Required = true, HelpName = "FILE" };
        var ecs = new Option<string[]>("--ecs") { Description = "Answers of `aws ecs describe-services` and `describe-task-definition`, or folders: what the percents of AWS/ECS are of. Can be given again.", HelpName = "PATH" };
        var (target, json) = (ImportOptions.Out(), ImportOptions.Json());
        var command = new Command("cloudwatch", "Reads CloudWatch metrics of ECS services.") { inputs, queries, ecs, target, json };
        command.SetAction((parsed, cancellationToken) => Task.FromResult(Write(
            parsed, target, json, writer => MetricDataImport.Read(parsed.GetRequiredValue(inputs), parsed.GetRequiredValue(queries), parsed.GetValue(ecs) ?? [], writer, cancellationToken), cancellationToken)));
        return command;
    }

    public static Command CreateEvents()
    {
        var inputs = Paths("Performance log events as JSON lines, an export to S3, or what `aws logs filter-log-events` prints; plain or gzip; or folders that hold them.");
        var (target, json) = (ImportOptions.Out(), ImportOptions.Json());
        var command = new Command("container-insights", "Reads the performance log of ECS Container Insights, each task and container.") { inputs, target, json };
        command.SetAction((parsed, cancellationToken) => Task.FromResult(Write(
            parsed, target, json, writer => ContainerInsightsLog.Read(parsed.GetRequiredValue(inputs), writer, cancellationToken), cancellationToken)));
        return command;
    }

    private static Argument<string[]> Paths(string description) => new("PATH") { Description = description, Arity = ArgumentArity.OneOrMore };

    private static int Write(ParseResult parsed, Option<string> target, Option<bool> json, Action<IUsageSink> read, CancellationToken cancellationToken)
    {
        var file = parsed.GetRequiredValue(target);
        using var writer = new UsageFileWriter(file, file);
        read(writer);
        ImportCounts.Write(writer.Finish(cancellationToken), file, parsed.GetValue(json), parsed.InvocationConfiguration.Output);
        return (int)ExitCode.Done;
    }
}
