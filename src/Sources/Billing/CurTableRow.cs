using System.Globalization;
using CostTool.Sources.Sql;

namespace CostTool.Sources.Billing;

/// <summary>Reads the columns of <see cref="CurTableQuery"/>.</summary>
internal static class CurTableRow
{
    private const int ByHour = 15;

    public static bool IsHour(ISqlRow row) => row.Whole(ByHour) == 1;

    /// <summary>What the line is folded by, without its instance.</summary>
    public static CurLine Line(ISqlRow row) => new()
    {
        Month = Time(row, 0),
        Type = row.Text(1) ?? "",
        Service = row.Text(2) ?? "",
        UsageType = row.Text(3) ?? "",
        Operation = row.Text(4) ?? "",
        Region = row.Text(5),
        Unit = row.Text(6) ?? "",
        Currency = row.Text(7),
        ByPlan = row.Whole(8) == 1,
        ByReservation = row.Whole(9) == 1,
        IsSplit = row.Whole(10) == 1,
        Rows = row.Whole(16) ?? 0,
        Costs = row.Whole(17) ?? 0,
        Invoiced = row.Whole(18) ?? 0,
        Amount = Number(row, 19),
        Unblended = Number(row, 20),
        Spread = Number(row, 21),
        PublicCost = Number(row, 22),
        From = Time(row, 23),
        To = Time(row, 24),
    };

    public static (string? Instance, string? Cluster) Instance(ISqlRow row) => (row.Text(11), row.Text(25));

    public static (string? Plan, string Offering, DateTime? Hour, decimal? Committed, decimal? Used, decimal? Covered) Hour(ISqlRow row) =>
        (row.Text(12), row.Text(13) ?? "", Time(row, 14), Number(row, 26), Number(row, 27), Number(row, 28));

    private static DateTime? Time(ISqlRow row, int column) => row.Whole(column) is { } second ? DateTime.UnixEpoch.AddSeconds(second) : null;

    private static decimal? Number(ISqlRow row, int column) => row.Text(column) is { } text ? decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) : null;
}
