namespace CostTool.Sources.Yaml;

/// <summary>A value of a YAML file with the line it starts on.</summary>
internal abstract record YamlNode(long Line);

/// <summary>A text, number, flag or nothing: what it is depends on who asks.</summary>
internal sealed record YamlScalar(long Line, string Text, bool IsPlain) : YamlNode(Line)
{
    /// <summary>Nothing was written, or <c>null</c> or <c>~</c> without quotes.</summary>
    public bool IsNull => IsPlain && Text is ("" or "null" or "Null" or "NULL" or "~");
}

/// <summary>A list.</summary>
internal sealed record YamlList(long Line, IReadOnlyList<YamlNode> Items) : YamlNode(Line);

/// <summary>A mapping in the order of the file.</summary>
internal sealed record YamlMap(long Line, IReadOnlyList<YamlEntry> Entries) : YamlNode(Line);

/// <summary>A key with its value.</summary>
internal sealed record YamlEntry(string Key, long Line, YamlNode Value);
