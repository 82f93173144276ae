namespace CostTool.Sources.Kubernetes;

/// <summary>Keeps one copy of texts that repeat on thousands of objects: namespaces, node names, owners, containers.</summary>
internal sealed class TextPool
{
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    /// <summary>The copy that is kept of an equal text.</summary>
    public string Keep(string text)
    {
        if (_texts.TryGetValue(text, out var kept)) return kept;
        _texts.Add(text, text);
        return text;
    }
}
