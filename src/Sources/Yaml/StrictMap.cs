using System.Globalization;
using CostTool.Analyzer.Problems;

namespace CostTool.Sources.Yaml;

/// <summary>Reads a mapping whose keys are known. An unknown key or a wrong value becomes a problem with its line; the problems of a file are shown together.</summary>
internal sealed class StrictMap
{
    private readonly YamlMap _map;
    private readonly string _file;
    private readonly List<Problem> _problems;

    /// <summary>Opens a mapping and notes its unknown keys.</summary>
    public StrictMap(YamlMap map, string file, List<Problem> problems, params IReadOnlyList<string> known)
    {
        (_map, _file, _problems) = (map, file, problems);
        foreach (var entry in map.Entries.Where(entry => !known.Contains(entry.Key, StringComparer.Ordinal)))
            Refuse(entry.Line, $"`{entry.Key}` is not a key here", $"did you mean `{Nearest(entry.Key, known)}`? The keys are {string.Join(", ", known)}");
    }

    /// <summary>Notes a problem at a line.</summary>
    public void Refuse(long line, string what, string fix) => _problems.Add(new Problem(what, $"{_file}:{line}", fix));

    /// <summary>Notes a problem at the line of a key, or of the mapping where the key is absent.</summary>
    public void RefuseKey(string key, string what, string fix) => Refuse(Find(key)?.Line ?? _map.Line, what, fix);

    /// <summary>The key is written, with or without a value.</summary>
    public bool Has(string key) => Find(key) is not null;

    /// <summary>The value of a key as it stands; null where it is absent or empty.</summary>
    public YamlNode? Node(string key) => Find(key) is { Value: not YamlScalar { IsNull: true } } entry ? entry.Value : null;

    /// <summary>A text; null where the key is absent, empty or wrong.</summary>
    public YamlScalar? Text(string key)
    {
        var node = Node(key);
        if (node is null or YamlScalar) return (YamlScalar?)node;
        Refuse(node.Line, $"the value of `{key}` is not a text", "write one value on the line of the key");
        return null;
    }

    /// <summary>A mapping; null where the key is absent, empty or wrong.</summary>
    public StrictMap? Map(string key, params IReadOnlyList<string> known)
    {
        var node = Node(key);
        if (node is null) return null;
        if (node is YamlMap map) return new StrictMap(map, _file, _problems, known);
        Refuse(node.Line, $"the value of `{key}` is not a mapping", $"write the keys {string.Join(", ", known)} under it");
        return null;
    }

    /// <summary>A list of texts, or a single one; null where the key is absent or empty.</summary>
    public IReadOnlyList<YamlScalar>? Texts(string key)
    {
        var node = Node(key);
        if (node is null) return null;
        if (node is YamlScalar single) return [single];
        if (node is YamlList list && list.Items.All(item => item is YamlScalar { Text.Length: > 0 })) return [.. list.Items.Cast<YamlScalar>()];
        Refuse(node.Line, $"the value of `{key}` is not a list of texts", "write `[first, second]` or one `- item` a line");
        return null;
    }

    /// <summary>A list of mappings; null where the key is absent or empty.</summary>
    public IReadOnlyList<StrictMap>? Maps(string key, params IReadOnlyList<string> known)
    {
        var node = Node(key);
        if (node is null) return null;
        if (node is YamlList list && list.Items.All(item => item is YamlMap)) return [.. list.Items.Cast<YamlMap>().Select(map => new StrictMap(map, _file, _problems, known))];
        Refuse(node.Line, $"the value of `{key}` is not a list of mappings", $"write `- {{{string.Join(": …, ", known)}: …}}` lines");
        return null;
    }

    /// <summary>A number between two bounds; null where the key is absent, empty or wrong.</summary>
    public decimal? Number(string key, decimal least, decimal most)
    {
        if (Text(key) is not { } text) return null;
        if (decimal.TryParse(text.Text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        Refuse(text.Line, $"`{text.Text}` is not a value of `{key}`", string.Create(CultureInfo.InvariantCulture, $"write a number from {least} to {most}"));
        return null;
    }

    /// <summary>A whole number between two bounds; null where the key is absent, empty or wrong.</summary>
    public int? Count(string key, int least, int most)
    {
        if (Text(key) is not { } text) return null;
        if (int.TryParse(text.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count) && count >= least && count <= most) return count;
        Refuse(text.Line, $"`{text.Text}` is not a value of `{key}`", string.Create(CultureInfo.InvariantCulture, $"write a whole number from {least} to {most}"));
        return null;
    }

    /// <summary>True or false; null where the key is absent, empty or wrong.</summary>
    public bool? Flag(string key)
    {
        if (Text(key) is not { } text) return null;
        if (text.Text is "true" or "false") return text.Text == "true";
        Refuse(text.Line, $"`{text.Text}` is not a value of `{key}`", "write true or false");
        return null;
    }

    /// <summary>The value of a key that must be there; null where it is not, which is noted.</summary>
    public YamlScalar? Required(string key)
    {
        if (Find(key) is null) Refuse(_map.Line, $"the key `{key}` is missing", "add it");
        return Text(key);
    }

    private YamlEntry? Find(string key) => _map.Entries.FirstOrDefault(entry => entry.Key == key);

    private static string Nearest(string key, IReadOnlyList<string> known) =>
        known.OrderBy(candidate => Distance(key, candidate)).ThenBy(candidate => candidate, StringComparer.Ordinal).First();

    // Levenshtein's distance, on the start of hostile keys only: what lies beyond is no typing error.
    private static int Distance(string left, string right)
    {
        left = left.Length > 40 ? left[..40] : left;
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 0; i < left.Length; i++)
        {
            var diagonal = row[0]++;
            for (var j = 0; j < right.Length; j++)
            {
                var substituted = diagonal + (left[i] == right[j] ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = Math.Min(substituted, 1 + Math.Min(row[j], row[j + 1]));
            }
        }
        return row[^1];
    }
}
