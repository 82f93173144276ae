using System.CommandLine;
using CostTool.Sources.Traces;

namespace CostTool.Cli.Commands.Usage;

/// <summary><c>costtool usage import SOURCE</c>: turns a source of utilization into a usage file.</summary>
internal static class UsageImportCommand
{
    public static Command Create()
    {
        var command = new Command("import", "Turns a source of utilization into a usage file (Parquet, CSV or CSV.gz by its name).");
        command.Subcommands.Add(PrometheusImportCommand.Create());
        foreach (var trace in PublicTrace.All) command.Subcommands.Add(TraceImportCommand.Create(trace));
        return command;
    }
}
