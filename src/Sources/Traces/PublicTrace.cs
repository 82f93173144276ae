using CostTool.Analyzer.Problems;
using CostTool.Sources.Compression;
using CostTool.Sources.UsageFiles;

namespace CostTool.Sources.Traces;

/// <summary>A public trace of real machines whose files become samples.</summary>
public abstract class PublicTrace
{
    private protected PublicTrace(string name) => Name = name;

    /// <summary>The name on the command line.</summary>
    public string Name { get; }

    /// <summary>Every trace that can be imported, by name.</summary>
    public static IReadOnlyList<PublicTrace> All { get; } = [new AlibabaTrace(), new BitbrainsTrace(), new NabTrace(), new PlanetLabTrace()];

    /// <summary>Its machines are percents of an unpublished number of cores.</summary>
    public virtual bool NeedsCores => false;

    /// <summary>Its machines are parts of an unpublished amount of memory.</summary>
    public virtual bool NeedsMemory => false;

    /// <summary>How its files look, for an error.</summary>
    private protected abstract string Layout { get; }

    /// <summary>Reads files and folders into a sink. In a folder, files of another layout are passed over and noted; a file that is named must be of this one.</summary>
    /// <exception cref="ProblemException">Nothing is there, or a file is not of this trace.</exception>
    public void Read(IReadOnlyList<string> inputs, TraceTerms terms, IUsageSink sink, CancellationToken cancellationToken)
    {
        Check(terms);
        foreach (var (path, shown, named) in TraceFiles.Expand(inputs))
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var text = new StreamReader(PackedText.Open(path, shown, cancellationToken));
            var file = new TraceFile(path, shown, text.ReadLine() ?? "");
            if (Recognises(file)) ReadFile(file, text, terms, sink, cancellationToken);
            else if (named) throw new ProblemException(new Problem($"the file is not of the {Name} trace", shown, $"{Layout}"));
            else sink.Note($"{shown} is not of the {Name} trace and was passed over");
        }
    }

    private protected virtual void Check(TraceTerms terms)
    {
    }

    private protected abstract bool Recognises(TraceFile file);

    private protected abstract void ReadFile(TraceFile file, StreamReader rest, TraceTerms terms, IUsageSink sink, CancellationToken cancellationToken);
}

/// <summary>A file of a trace, opened and past its first line.</summary>
internal readonly record struct TraceFile(string Path, string Shown, string FirstLine)
{
    /// <summary>The name without folder and extensions.</summary>
    public string Stem
    {
        get
        {
            var name = System.IO.Path.GetFileName(Path);
            foreach (var ending in (string[])[".gz", ".csv"])
                if (name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) name = name[..^ending.Length];
            return name;
        }
    }

    /// <summary>Name of the folder that holds the file.</summary>
    public string Folder => System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))) ?? "";
}
