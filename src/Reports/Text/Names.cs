using System.Text.Json;

namespace CostTool.Reports.Text;

/// <summary>The spelling of fixed choices in every output.</summary>
internal static class Names
{
    /// <summary>Lower-case words joined by hyphens, such as <c>out-of-scope</c>.</summary>
    public static string Of<T>(T choice) where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(choice.ToString());
}
