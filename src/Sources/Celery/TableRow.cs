using System.Data.Common;
using System.Globalization;
using NodaTime;

namespace CostTool.Sources.Celery;

/// <summary>The current row of a query, by column name. The three databases differ in the types that they give; the values do not.</summary>
internal sealed class TableRow
{
    private const string WrittenForm = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF";
    private static readonly string[] DateTimeForms = ["yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-ddTHH:mm:ss.FFFFFFF", "yyyy-MM-dd"];
    private static readonly string[] OffsetForms = ["yyyy-MM-dd HH:mm:ss.FFFFFFFzzz", "yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"];

    private readonly Func<int, object> read;
    private readonly Dictionary<string, int> columns = new(StringComparer.Ordinal);

    public TableRow(DbDataReader reader)
        : this([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)], reader.GetValue)
    {
    }

    /// <param name="names">Of the columns.</param>
    /// <param name="read">Gives the value of a column by its place.</param>
    public TableRow(IReadOnlyList<string> names, Func<int, object> read)
    {
        this.read = read;
        foreach (var (column, name) in names.Index()) columns[name.ToLowerInvariant()] = column;
    }

    /// <summary>The value as text; null where the column is null or does not exist in this version of the table.</summary>
    public string? Text(string column) => Value(column) is { } value ? Convert.ToString(value, CultureInfo.InvariantCulture) : null;

    /// <summary>The value as text that reads back as the same value: a time without a zone stays without.</summary>
    /// <exception cref="RefusedException">The database has a value that no type can hold.</exception>
    public string? Written(string column) => Value(column) switch
    {
        null => null,
        DateTimeOffset instant => instant.UtcDateTime.ToString(WrittenForm + "'Z'", CultureInfo.InvariantCulture),
        DateTime { Kind: DateTimeKind.Utc } utc => utc.ToString(WrittenForm + "'Z'", CultureInfo.InvariantCulture),
        DateTime local => local.ToString(WrittenForm, CultureInfo.InvariantCulture),
        var value => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    /// <exception cref="RefusedException">Not an integer.</exception>
    public long? Integer(string column) => Value(column) switch
    {
        null => null,
        bool flag => flag ? 1 : 0,
        string text => long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : throw Misfit(column, text, "an integer"),
        var value => Converted(column, value, "an integer", static value => Convert.ToInt64(value, CultureInfo.InvariantCulture)),
    };

    /// <exception cref="RefusedException">Not a number.</exception>
    public double? Number(string column) => Value(column) switch
    {
        null => null,
        string text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw Misfit(column, text, "a number"),
        var value => Converted(column, value, "a number", static value => Convert.ToDouble(value, CultureInfo.InvariantCulture)),
    };

    public bool? Flag(string column) => Value(column) is bool flag ? flag : Integer(column) is { } number ? number != 0 : null;

    /// <summary>An instant; a time without a zone is read in the zone that is given.</summary>
    /// <exception cref="RefusedException">Not a time.</exception>
    public DateTimeOffset? Instant(string column, DateTimeZone naive) => Value(column) switch
    {
        null => null,
        DateTimeOffset instant => instant.ToUniversalTime(),
        DateTime { Kind: DateTimeKind.Utc } utc => new DateTimeOffset(utc),
        DateTime local => In(naive, local),
        string text when DateTime.TryParseExact(text, DateTimeForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) => In(naive, local),
        string text when DateTimeOffset.TryParseExact(text, OffsetForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) => instant.ToUniversalTime(),
        var value => throw Misfit(column, Convert.ToString(value, CultureInfo.InvariantCulture) ?? "", "a time"),
    };

    private static DateTimeOffset In(DateTimeZone zone, DateTime local) =>
        LocalDateTime.FromDateTime(DateTime.SpecifyKind(local, DateTimeKind.Unspecified)).InZoneLeniently(zone).ToDateTimeOffset().ToUniversalTime();

    private object? Value(string column)
    {
        if (!columns.TryGetValue(column, out var index)) return null;
        try
        {
            return read(index) is var value and not DBNull ? value : null;
        }
        catch (Exception fault) when (fault is InvalidCastException or FormatException or OverflowException or DbException)
        {
            // Such as MySQL's year zero: the value exists and no type can hold it.
            throw new RefusedException($"the column `{column}` cannot be read");
        }
    }

    private static T Converted<T>(string column, object value, string wanted, Func<object, T> convert)
    {
        try
        {
            return convert(value);
        }
        catch (Exception fault) when (fault is InvalidCastException or FormatException or OverflowException)
        {
            throw Misfit(column, Convert.ToString(value, CultureInfo.InvariantCulture) ?? "", wanted);
        }
    }

    private static RefusedException Misfit(string column, string value, string wanted) => new($"the column `{column}` is `{Shortened.Text(value)}`, not {wanted}");
}
