using System.CommandLine;
using CostTool.Sources.Billing;

namespace CostTool.Cli.Commands;

/// <summary><c>costtool bill FILE...</c>: what is in a bill.</summary>
public static class BillCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = "Bill files, folders or globs: CUR (legacy or 2.0), FOCUS 1.0 to 1.2, Cost Explorer JSON; csv, csv.gz or parquet.", Arity = ArgumentArity.OneOrMore };
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var all = new Option<bool>("--all") { Description = "List every service, usage type and purchase option, not the largest twenty." };
        var net = new Option<bool>("--net") { Description = "Count the net_* columns: cost after private discounts." };
        var command = new Command("bill", "Says what is in a bill.") { files, json, all, net };
        command.SetAction((parsed, cancellationToken) =>
        {
            var output = parsed.InvocationConfiguration.Output;
            var inputs = parsed.GetRequiredValue(files).Select(path => new BillInput(path)).ToList();
            var ledger = BillReader.Read(inputs, new BillReadOptions { NetOfDiscounts = parsed.GetValue(net) }, cancellationToken);
            var summary = BillSummary.Of(ledger);
            if (parsed.GetValue(json)) BillJson.Write(summary, output);
            else BillText.Write(summary, output, parsed.GetValue(all) ? int.MaxValue : 20);
            return Task.FromResult((int)ExitCode.Done);
        });
        return command;
    }
}
