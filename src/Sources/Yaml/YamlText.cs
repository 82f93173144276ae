using CostTool.Analyzer.Problems;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace CostTool.Sources.Yaml;

/// <summary>Reads one plain YAML document: mappings, lists and texts. Anchors, aliases, tags, repeated keys and deep nesting are refused.</summary>
/// <remarks>A configuration needs none of them, and they are how a small file becomes a large one or runs code elsewhere.</remarks>
internal static class YamlText
{
    private const int LongestFile = 1 << 20;
    private const int DeepestNesting = 16;

    /// <summary>Reads a file.</summary>
    /// <param name="path">Path on disk.</param>
    /// <param name="name">Name for errors.</param>
    /// <returns>The top mapping; an empty one for an empty file.</returns>
    /// <exception cref="ProblemException">The file is not such a document.</exception>
    public static YamlMap ReadFile(string path, string name)
    {
        try
        {
            if (new FileInfo(path).Length > LongestFile)
                throw new ProblemException(new Problem($"the file is longer than {LongestFile >> 20} MiB", name, "give a configuration written by hand"));
            using var text = File.OpenText(path);
            return Read(text, name);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(new Problem("the file cannot be opened", name, "check that it exists and may be read"));
        }
    }

    /// <summary>Reads a text.</summary>
    public static YamlMap Read(TextReader text, string name)
    {
        var parser = new Parser(text);
        try
        {
            parser.Consume<StreamStart>();
            if (parser.TryConsume<StreamEnd>(out _)) return new YamlMap(1, []);
            parser.Consume<DocumentStart>();
            var node = ReadNode(parser, name, depth: 0);
            parser.Consume<DocumentEnd>();
            if (!parser.TryConsume<StreamEnd>(out _)) throw Refuse("a second document starts", name, parser.Current!.Start.Line, "keep one document a file");
            return node switch
            {
                YamlMap map => map,
                YamlScalar { IsNull: true } => new YamlMap(1, []),
                _ => throw Refuse("the file is not a mapping of keys to values", name, node.Line, "write `key: value` lines"),
            };
        }
        catch (YamlException fault)
        {
            throw Refuse($"the text is not YAML: {OneLine(fault.InnerException?.Message ?? fault.Message)}", name, fault.Start.Line, "mend the line, or the one before it");
        }
    }

    private static YamlNode ReadNode(Parser parser, string name, int depth)
    {
        var next = parser.Current!;
        var line = next.Start.Line;
        if (depth > DeepestNesting) throw Refuse($"the values are nested deeper than {DeepestNesting} levels", name, line, "write it flatter");
        if (next is AnchorAlias || next is NodeEvent { Anchor.IsEmpty: false }) throw Refuse("anchors and aliases are not read", name, line, "write the value out");
        if (next is NodeEvent { Tag.IsEmpty: false, Tag.IsNonSpecific: false }) throw Refuse("tags are not read", name, line, "remove the `!`, or quote the text");
        if (parser.TryConsume<Scalar>(out var scalar)) return new YamlScalar(line, scalar.Value, scalar.Style == ScalarStyle.Plain);
        if (parser.TryConsume<SequenceStart>(out _))
        {
            var items = new List<YamlNode>();
            while (!parser.TryConsume<SequenceEnd>(out _)) items.Add(ReadNode(parser, name, depth + 1));
            return new YamlList(line, items);
        }
        parser.Consume<MappingStart>();
        var entries = new List<YamlEntry>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (ReadNode(parser, name, depth + 1) is not YamlScalar key) throw Refuse("a key is not a text", name, line, "write `key: value` lines");
            if (entries.Any(entry => entry.Key == key.Text)) throw Refuse($"the key `{key.Text}` stands twice", name, key.Line, "keep one of them");
            entries.Add(new YamlEntry(key.Text, key.Line, ReadNode(parser, name, depth + 1)));
        }
        return new YamlMap(line, entries);
    }

    private static ProblemException Refuse(string what, string name, long line, string fix) => new(new Problem(what, $"{name}:{line}", fix));

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
