using System.CommandLine;
using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Policies;
using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Rightsizing;
using CostTool.Analyzer.Scenarios;
using CostTool.Cli.Workspaces;
using CostTool.Reports;
using CostTool.Sources.Ecs;
using CostTool.Sources.History;
using CostTool.Sources.Kubernetes;
using CostTool.Sources.Workspaces;

namespace CostTool.Cli.Commands;

/// <summary><c>costtool rightsize</c>: sizes from utilization, with their risk, and patches that apply them.</summary>
internal static class RightsizeCommand
{
    private const string DefaultFolder = "rightsizing";

    public static Command Create()
    {
        var workspace = new Argument<string?>("WORKSPACE") { Description = "Folder with usage samples, and a cluster or ECS answers where today's sizes are to be known.", Arity = ArgumentArity.ZeroOrOne };
        var usage = new Option<string[]>("--usage") { Description = "Usage files (csv, csv.gz, jsonl, parquet) in place of the workspace's, or without a workspace.", HelpName = "FILE", AllowMultipleArgumentsPerToken = true };
        var region = new Option<string?>("--region") { Description = "Region whose prices count, where the workspace names none.", HelpName = "REGION" };
        var folder = new Option<string?>("--out") { Description = "Folder for rightsizing.csv and patches/; WORKSPACE/rightsizing when left out, nothing without a workspace.", HelpName = "DIR" };
        var json = new Option<bool>("--json") { Description = "Print JSON instead of the table." };
        var command = new Command("rightsize", "Says which size each workload needs, at which risk, and writes patches.") { workspace, usage, region, folder, json };
        var athena = new AthenaArguments().AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var from = parsed.GetValue(workspace);
            var files = parsed.GetValue(usage) ?? [];
            UsageFacts? asked = null;
            if (athena.Table(parsed) is { } table)
            {
                if (files.Length > 0) throw new ProblemException(new Problem("samples come from files or from Athena, not from both", "rightsize", "leave out --usage or --athena"));
                asked = await athena.AskAsync(parsed, engine => UsageInputs.ReadAsync(engine, table, cancellationToken), cancellationToken);
            }

            var read = Read(from, files, asked, parsed.GetValue(region), cancellationToken);
            var to = parsed.GetValue(folder) ?? (from is null ? null : Path.Combine(from, DefaultFolder));
            int? patches = to is null ? null : await RightsizingWriter.WriteAsync(read.Sizes, read.Cluster, read.Ecs.Definitions, to, cancellationToken);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json)) RightsizeJson.Write(read.Sizes, output);
            else RightsizeText.Write(read.Sizes, to, patches, output);
            return (int)ExitCode.Done;
        });
        return command;
    }

    private static SizedInputs Read(string? folder, string[] usage, UsageFacts? asked, string? regionCode, CancellationToken cancellationToken)
    {
        if (folder is null && usage.Length == 0 && asked is null)
            throw new ProblemException(new Problem("there is nothing to size", "rightsize", "name a workspace with usage samples, or samples with --usage FILE or --athena DATABASE.TABLE"));
        var workspace = folder is null ? null : WorkspaceReader.Open(folder);
        var files = usage.Length > 0 ? [.. usage.Select(Named)] : workspace?.Usage ?? [];
        if (files.Count == 0 && asked is null)
            throw new ProblemException(new Problem("the workspace has no usage samples", folder!, "put them under usage/, name them with `usage:` in costtool.yaml, or with --usage FILE"));
        var cluster = workspace?.InventoryFiles is { } inventory ? Task.Run(() => InventoryReader.Read(inventory, cancellationToken).Inventory, cancellationToken) : null;
        var facts = asked ?? UsageInputs.Read(files, cancellationToken)!;
        var nodes = cluster?.GetAwaiter().GetResult();
        var ecs = EcsReader.Read(workspace?.Ecs ?? [], cancellationToken);
        var policy = workspace?.Policy is { } file ? PolicyReader.Read(file) : Policy.Default;
        return new SizedInputs(
            Rightsizer.Run(new RightsizingInputs
            {
                Usage = workspace is null ? facts.Sketches : facts.Sketches.WithKillsIn(Path.Combine(workspace.Folder, NightlyCommand.DefaultStore)),
                Intake = facts.Intake,
                Forecast = facts.Forecast,
                Policy = policy.Sizing,
                Cluster = nodes,
                Services = ecs.Services,
                Prices = SizingPriceList.Of(workspace, nodes, regionCode),
            }),
            nodes,
            ecs);
    }

    private static WorkspaceFile Named(string path) => File.Exists(path)
        ? new WorkspaceFile(path.Replace('\\', '/'), Path.GetFullPath(path))
        : throw new ProblemException(new Problem($"there is no file `{path}`", "--usage", "name a file of usage samples"));

    private sealed record SizedInputs(RightsizingResult Sizes, ClusterInventory? Cluster, EcsReading Ecs);
}
