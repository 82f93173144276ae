using System.Globalization;
using CostTool.Analyzer.Units;

namespace CostTool.Sources.Sql.Athena;

/// <summary>What queries took together.</summary>
/// <param name="Queries">How many ended.</param>
/// <param name="BytesScanned">What they scanned.</param>
/// <param name="Cost">What Athena charges for it, before tax and discounts.</param>
public sealed record AthenaSpend(int Queries, long BytesScanned, Usd Cost)
{
    /// <summary>Nothing yet.</summary>
    public static AthenaSpend None { get; } = new(0, 0, Usd.Zero);

    /// <summary>Bytes for people, in decimal units as Athena charges.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        >= 1_000_000_000_000 => $"{Figure(bytes / 1e12)} TB",
        >= 1_000_000_000 => $"{Figure(bytes / 1e9)} GB",
        >= 1_000_000 => $"{Figure(bytes / 1e6)} MB",
        _ => $"{bytes.ToString("N0", CultureInfo.InvariantCulture)} bytes",
    };

    /// <summary>Money for people; a query often costs less than a cent.</summary>
    public static string Money(Usd cost) => $"${cost.Round(6).Amount.ToString("0.00####", CultureInfo.InvariantCulture)}";

    /// <inheritdoc/>
    public override string ToString() => $"{Queries.ToString(CultureInfo.InvariantCulture)} {(Queries == 1 ? "query" : "queries")} scanned {Bytes(BytesScanned)} for {Money(Cost)}";

    private static string Figure(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
