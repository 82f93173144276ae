using System.CommandLine;
using CostTool.Analyzer.Problems;
using CostTool.Cli.Commands;

namespace CostTool.Cli;

/// <summary>The composition root: every command of <c>costtool</c>, and the one place where problems are printed.</summary>
public static class CostToolCommand
{
    /// <summary>Runs a command line.</summary>
    /// <param name="arguments">Arguments after the program's name.</param>
    /// <param name="output">Data.</param>
    /// <param name="error">Talk: problems and progress.</param>
    /// <param name="cancellationToken">Ends the command cleanly.</param>
    public static async Task<ExitCode> RunAsync(string[] arguments, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(error);
        var root = new RootCommand("Says what your compute on AWS costs, what it would cost elsewhere, and why.");
        root.Subcommands.Add(ReportCommand.Create());
        root.Subcommands.Add(Commands.Collecting.CollectCommand.Create());
        root.Subcommands.Add(RightsizeCommand.Create());
        root.Subcommands.Add(BillCommand.Create());
        root.Subcommands.Add(PricesCommand.Create());
        root.Subcommands.Add(ExplainCommand.Create());
        root.Subcommands.Add(NightlyCommand.Create());
        root.Subcommands.Add(Commands.Backtests.BacktestCommand.Create());
        root.Subcommands.Add(Commands.Schedules.ScheduleCommand.Create());
        root.Subcommands.Add(Commands.Dispatching.DispatchCommand.Create());
        root.Subcommands.Add(Commands.Doctor.DoctorCommand.Create());
        root.Subcommands.Add(Commands.Usage.UsageCommand.Create());
        // Ctrl-C ends the process after a while whatever it does; a query in Athena takes longer to stop than the two seconds that are usual.
        var configuration = new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(15) };
        try
        {
            return (ExitCode)await root.Parse(arguments).InvokeAsync(configuration, cancellationToken);
        }
        catch (ProblemException exception)
        {
            foreach (var problem in exception.Problems) await error.WriteLineAsync($"error: {problem}");
            return ExitCode.Failed;
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("error: stopped before it was done; nothing was written");
            return ExitCode.Failed;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"error: {exception.Message.TrimEnd('.')} (file system): check the path, the permissions and the free space");
            return ExitCode.Failed;
        }
    }
}
