using System.CommandLine;
using CostTool.Analyzer.Billing;
using CostTool.Analyzer.Problems;
using CostTool.Sources.Billing;

namespace CostTool.Cli.Commands;

/// <summary><c>costtool bill FILE...</c> or <c>--athena DATABASE.TABLE</c>: what is in a bill.</summary>
public static class BillCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = "Bill files, folders or globs: CUR (legacy or 2.0), FOCUS 1.0 to 1.2, Cost Explorer JSON; csv, csv.gz or parquet.", Arity = ArgumentArity.ZeroOrMore };
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var all = new Option<bool>("--all") { Description = "List every service, usage type and purchase option, not the largest twenty." };
        var net = new Option<bool>("--net") { Description = "Count the net_* columns: cost after private discounts." };
        var command = new Command("bill", "Says what is in a bill.") { files, json, all, net };
        var athena = new AthenaArguments().AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var output = parsed.InvocationConfiguration.Output;
            var options = new BillReadOptions { NetOfDiscounts = parsed.GetValue(net) };
            var inputs = (parsed.GetValue(files) ?? []).Select(path => new BillInput(path)).ToList();
            BillLedger ledger;
            if (athena.Table(parsed) is { } table)
            {
                if (inputs.Count > 0) throw new ProblemException(new Problem("a bill comes from files or from Athena, not from both", "costtool bill", "leave out FILE or --athena"));
                ledger = await athena.AskAsync(parsed, engine => CurTableReader.ReadAsync(engine, table, options, cancellationToken), cancellationToken);
            }
            else
            {
                if (inputs.Count == 0) throw new ProblemException(new Problem("no bill is named", "costtool bill", "name files, or a table with --athena DATABASE.TABLE"));
                ledger = BillReader.Read(inputs, options, cancellationToken);
            }

            var summary = BillSummary.Of(ledger);
            if (parsed.GetValue(json)) BillJson.Write(summary, output);
            else BillText.Write(summary, output, parsed.GetValue(all) ? int.MaxValue : 20);
            return (int)ExitCode.Done;
        });
        return command;
    }
}
