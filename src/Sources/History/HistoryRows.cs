using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Units;
using DuckDB.NET.Data;

namespace CostTool.Sources.History;

/// <summary>Reads cells of the history by position; a NULL is null.</summary>
internal sealed class HistoryRow(DuckDBDataReader reader)
{
    private int place = -1;

    public HistoryRow First()
    {
        place = -1;
        return this;
    }

    public string Text() => reader.GetString(++place);

    public string? MaybeText() => Next() ? reader.GetString(place) : null;

    public int Int() => reader.GetInt32(++place);

    public long Long() => reader.GetInt64(++place);

    public long? MaybeLong() => Next() ? reader.GetInt64(place) : null;

    public double? MaybeDouble() => Next() ? reader.GetDouble(place) : null;

    public bool Flag() => reader.GetBoolean(++place);

    public bool? MaybeFlag() => Next() ? reader.GetBoolean(place) : null;

    public decimal Number() => reader.GetDecimal(++place);

    public decimal? MaybeNumber() => Next() ? reader.GetDecimal(place) : null;

    public Usd Money() => new(Number());

    public Usd? MaybeMoney() => MaybeNumber() is { } amount ? new Usd(amount) : null;

    public UsdPerHour? MaybeRate() => MaybeNumber() is { } amount ? new UsdPerHour(amount) : null;

    public DateOnly Date() => reader.GetFieldValue<DateOnly>(++place);

    public DateOnly? MaybeDate() => Next() ? reader.GetFieldValue<DateOnly>(place) : null;

    public IReadOnlyList<string> Texts() => reader.GetFieldValue<List<string>>(++place);

    public VCpu? MaybeCpu() => MaybeLong() is { } millicores ? VCpu.FromMillicores(millicores) : null;

    public MemorySize? MaybeMemory() => MaybeLong() is { } bytes ? MemorySize.FromBytes(bytes) : null;

    public Resources Size() => new(VCpu.FromMillicores(Long()), MemorySize.FromBytes(Long()));

    public T Choice<T>() where T : struct, Enum => Enum.Parse<T>(Text(), ignoreCase: true);

    public byte[] Bytes()
    {
        using var stream = reader.GetStream(++place);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private bool Next() => !reader.IsDBNull(++place);
}
