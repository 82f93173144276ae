using System.Globalization;
using CostTool.Analyzer.Units;

namespace CostTool.Reports.Text;

/// <summary>Numbers for people.</summary>
internal static class Shown
{
    /// <summary>What stands for a value that is not known.</summary>
    public const string Unknown = "–";

    /// <summary>Dollars and cents.</summary>
    public static string Money(Usd usd) => usd.ToString().Replace('-', '−');

    /// <summary>Dollars and cents, or a dash.</summary>
    public static string Money(Usd? usd) => usd is { } amount ? Money(amount) : Unknown;

    /// <summary>A change with its sign.</summary>
    public static string Change(Usd usd) => usd.Amount > 0 ? "+" + Money(usd) : Money(usd);

    /// <summary>A ratio as percent with one decimal.</summary>
    public static string Percent(decimal ratio) => (ratio * 100).ToString("0.0", CultureInfo.InvariantCulture).Replace('-', '−') + "\u00A0%";

    /// <summary>A ratio as percent, or a dash.</summary>
    public static string Percent(decimal? ratio) => ratio is { } value ? Percent(value) : Unknown;

    /// <summary>A number with thousands separators and at most six decimals.</summary>
    public static string Number(decimal number) => number.ToString("#,0.######", CultureInfo.InvariantCulture).Replace('-', '−');

    /// <summary>Months with one decimal.</summary>
    public static string Months(decimal months) => months.ToString("0.0", CultureInfo.InvariantCulture) + " months";

    /// <summary>Processor and memory of a pod or a task.</summary>
    public static string Size(VCpu? cpu, MemorySize? memory) =>
        cpu is null && memory is null ? Unknown : $"{cpu?.ToString() ?? "? vCPU"}, {memory?.ToString() ?? "? MiB"}";
}
