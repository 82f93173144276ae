using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Nightly;
using CostTool.Analyzer.Rightsizing;
using CostTool.Reports.Text;
using static CostTool.Reports.Text.MarkdownText;

namespace CostTool.Reports.Nightly;

/// <summary>The change digest for people.</summary>
internal static class DigestMarkdown
{
    public static void Write(ChangeDigest digest, string workspace, TextWriter output)
    {
        var night = digest.Night;
        output.WriteLine($"# {Escape(workspace)}: night of {Text($"{night.Day:yyyy-MM-dd}")}");
        output.WriteLine();
        output.WriteLine(Text($"- usage: {Usage(night.Usage)}"));
        output.WriteLine($"- sizes: {Counts(night)}");
        output.WriteLine($"- ledger: {Ledger(night.Ledger)}");
        if (digest.ComparedWith is { } with) output.WriteLine(Text($"- compared with the night of {with:yyyy-MM-dd}"));
        if (night.Revision > 1) output.WriteLine(Text($"- revision {night.Revision}: {Escape(string.Join("; ", night.RevisedBecause))}"));
        foreach (var note in digest.Notes) output.WriteLine($"- note: {Escape(note)}");
        output.WriteLine();
        if (digest.IsQuiet) output.WriteLine("Nothing moved.");
        Sizes(digest, output);
        Section(output, "Workloads", [.. digest.Workloads.Select(change => $"- {(change.Gone ? "gone" : "new")}: {Escape(change.Key.ToString())}")]);
        Prices(digest, output);
        Scenarios(digest, output);
        Claims(digest, output);
    }

    private static void Sizes(ChangeDigest digest, TextWriter output)
    {
        if (digest.Sizes.Count == 0) return;
        Head(output, "Sizes", "| Container | What | Way | Before | Now | Why |", "|---|---|---|---|---|---|");
        foreach (var size in digest.Sizes)
            output.WriteLine($"| {Escape(size.Key.ToString())} | {Names.Of(size.Kind)} | {Names.Of(size.Direction)} | {Size(size.Before)} | {Size(size.After)} | {Escape(string.Join("; ", size.Reasons))} |");
        output.WriteLine();
    }

    private static void Prices(ChangeDigest digest, TextWriter output)
    {
        if (digest.Prices.Count == 0) return;
        Head(output, "Prices", "| Price | Unit | Before | Now |", "|---|---|---:|---:|");
        foreach (var price in digest.Prices) output.WriteLine($"| {Escape(price.Id)} | {Escape(price.Unit)} | {Numbers.Exact(price.Before)} | {Numbers.Exact(price.After)} |");
        output.WriteLine();
    }

    private static void Scenarios(ChangeDigest digest, TextWriter output)
    {
        if (digest.Scenarios.Count == 0) return;
        Head(output, "Cost by scenario", "| Scenario | Before | Now | Change |", "|---|---:|---:|---:|");
        foreach (var scenario in digest.Scenarios)
            output.WriteLine($"| {Escape(scenario.Name)} | {Shown.Money(scenario.Before)} | {Shown.Money(scenario.After)} | {(scenario.After - scenario.Before is { } change ? Shown.Change(change) : Shown.Unknown)} |");
        output.WriteLine();
        output.WriteLine(digest.Causes.Count == 0 ? "No input, price or recommended size moved." : "What they rest on moved:");
        foreach (var cause in digest.Causes) output.WriteLine($"- {Escape(cause)}");
        output.WriteLine();
    }

    private static void Claims(ChangeDigest digest, TextWriter output)
    {
        if (digest.Claims.Count == 0) return;
        Head(output, "Ledger", "| Container | State | From | To | Recommended | Applied | Potential a month | Realised | Why |", "|---|---|---|---|---|---|---:|---:|---|");
        foreach (var claim in digest.Claims)
        {
            output.WriteLine(Text($"| {Escape(claim.Key.ToString())} | {Names.Of(claim.State)} | {Size(claim.From)} | {Size(claim.To)} | {claim.RecommendedOn:yyyy-MM-dd} | {(claim.AppliedOn is { } on ? Text($"{on:yyyy-MM-dd}") : Shown.Unknown)} | ") +
                $"{Shown.Money(claim.PotentialMonthly)} | {Shown.Money(claim.Realised)} | {Escape(claim.EndedBecause ?? claim.Evidence)} |");
        }

        output.WriteLine();
    }

    private static void Section(TextWriter output, string title, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0) return;
        output.WriteLine($"## {title}");
        output.WriteLine();
        foreach (var line in lines) output.WriteLine(line);
        output.WriteLine();
    }

    private static void Head(TextWriter output, string title, string header, string rule)
    {
        output.WriteLine($"## {title}");
        output.WriteLine();
        output.WriteLine(header);
        output.WriteLine(rule);
    }

    internal static string Usage(DayUsage usage) => usage.Coverage == DayCoverage.None ? "no samples" : Text($"{usage.Samples:N0} samples of {usage.Containers} containers in {usage.HoursSeen} of 24 hours");

    internal static string Counts(Night night) => string.Join(", ",
        Enum.GetValues<SizeDirection>().Reverse().Select(way => Text($"{night.BilledSizes().Count(size => size.Direction == way)} {Names.Of(way)}")));

    internal static string Ledger(SavingsLedger ledger) => $"potential {Shown.Money(ledger.Potential)} a month, applied {Shown.Money(ledger.Applied)} a month, realised {Shown.Money(ledger.Realised)} to date";

    private static string Size(Resources? size) => Shown.Size(size?.Cpu, size?.Memory);

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
