using System.CommandLine;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Units;
using CostTool.Sources.Pricing;

namespace CostTool.Cli.Commands;

/// <summary><c>costtool prices show</c>: what the price book knows, with the evidence of every price.</summary>
public static class PricesCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create() => new("prices", "Says which prices the analysis uses.") { Show() };

    private static Command Show()
    {
        var region = new Option<string>("--region") { Description = "Region code, such as eu-west-3.", Required = true };
        var types = new Option<bool>("--instance-types") { Description = "List instance types with their price, size and what they leave for pods." };
        var filter = new Option<string>("--filter") { Description = "Only ids or instance types that contain this text." };
        var folder = new Option<string>("--prices") { Description = "A folder of price files; the built-in prices without it." };
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var command = new Command("show", "Lists the prices of a region.") { region, types, filter, folder, json };
        command.SetAction(parsed =>
        {
            var output = parsed.InvocationConfiguration.Output;
            var book = parsed.GetValue(folder) is { } path ? PriceBookFolder.Open(path) : PriceBook.LoadBuiltIn();
            var prices = book.For(Region.Parse(parsed.GetRequiredValue(region), "--region"));
            var text = parsed.GetValue(filter) ?? "";
            if (parsed.GetValue(types))
            {
                var offers = prices.Instances.Where(offer => offer.Spec.InstanceType.Contains(text, StringComparison.OrdinalIgnoreCase)).ToList();
                if (parsed.GetValue(json)) PricesJson.WriteInstances(book, prices.Region, offers, output);
                else PricesText.WriteInstances(offers, output);
            }
            else
            {
                var found = prices.All.Where(price => price.Id.Value.Contains(text, StringComparison.OrdinalIgnoreCase)).ToList();
                if (parsed.GetValue(json)) PricesJson.WritePrices(book, prices.Region, found, output);
                else PricesText.WritePrices(found, output);
            }

            return (int)ExitCode.Done;
        });
        return command;
    }
}
