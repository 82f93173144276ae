using System.Globalization;

namespace CostTool.Sources.Sql;

/// <summary>Quotes outside text for SQL; nothing from a file or its name reaches a statement in another way.</summary>
internal static class SqlText
{
    public static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    public static string Identifier(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
