namespace CostTool.AwsDouble.Protocols;

/// <summary>Paths with members in braces; <c>{Name+}</c> takes all that is left.</summary>
internal static class PathTemplate
{
    /// <returns>The members of the path; null: the path is another.</returns>
    public static IReadOnlyDictionary<string, string>? Match(string template, string path)
    {
        var (wanted, given) = (template.Split('/'), path.Split('/'));
        var members = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var index = 0; index < wanted.Length; index++)
        {
            var part = wanted[index];
            if (part.EndsWith("+}", StringComparison.Ordinal))
            {
                members[part[1..^2]] = Uri.UnescapeDataString(string.Join('/', given[index..]));
                return members;
            }

            if (index >= given.Length) return null;
            if (part.StartsWith('{'))
            {
                if (given[index].Length == 0) return null;
                members[part[1..^1]] = Uri.UnescapeDataString(given[index]);
            }
            else if (part != given[index])
            {
                return null;
            }
        }

        return given.Length == wanted.Length ? members : null;
    }
}
