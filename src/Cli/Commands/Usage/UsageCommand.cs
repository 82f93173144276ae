using System.CommandLine;

namespace CostTool.Cli.Commands.Usage;

/// <summary><c>costtool usage</c>: utilization of tasks and pods.</summary>
internal static class UsageCommand
{
    public static Command Create() => new("usage", "Brings utilization into the table that the other commands read.") { UsageImportCommand.Create() };
}
