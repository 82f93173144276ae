using System.CommandLine;
using CostTool.Analyzer.Problems;
using CostTool.Sources.Traces;
using CostTool.Sources.UsageFiles;

namespace CostTool.Cli.Commands.Usage;

/// <summary><c>costtool usage import bitbrains|planetlab|nab|alibaba</c>.</summary>
internal static class TraceImportCommand
{
    public static Command Create(PublicTrace trace)
    {
        var inputs = new Argument<string[]>("PATH") { Description = "Files of the trace, or folders that hold them.", Arity = ArgumentArity.OneOrMore };
        var target = ImportOptions.Out();
        var json = ImportOptions.Json();
        var cores = new Option<double>("--cores") { Description = "Cores of each machine, where the trace has percents only.", DefaultValueFactory = _ => 1, HelpName = "N" };
        var memory = new Option<string?>("--memory-capacity") { Description = "Memory of each machine, where the trace has parts of it only, such as 32GiB.", HelpName = "SIZE" };
        var command = new Command(trace.Name, $"Reads the public trace {trace.Name}.") { inputs, target };
        if (trace.NeedsCores) command.Options.Add(cores);
        if (trace.NeedsMemory) command.Options.Add(memory);
        command.Options.Add(json);
        command.SetAction((parsed, cancellationToken) =>
        {
            var file = parsed.GetRequiredValue(target);
            var terms = new TraceTerms
            {
                Cores = trace.NeedsCores ? Positive(parsed.GetValue(cores)) : 1,
                MemoryCapacityBytes = trace.NeedsMemory ? ImportOptions.Bytes(parsed.GetValue(memory), "--memory-capacity") : null,
            };
            using var writer = new UsageFileWriter(file, file);
            trace.Read(parsed.GetRequiredValue(inputs), terms, writer, cancellationToken);
            ImportCounts.Write(writer.Finish(cancellationToken), file, parsed.GetValue(json), parsed.InvocationConfiguration.Output);
            return Task.FromResult((int)ExitCode.Done);
        });
        return command;
    }

    private static double Positive(double cores) => cores is > 0 and <= 1024
        ? cores
        : throw new ProblemException(new Problem(FormattableString.Invariant($"`{cores}` is not a number of cores"), "--cores", "write a number above 0, such as 2"));
}
