using CostTool.Analyzer.Scenarios;

namespace CostTool.Sources.Workspaces;

/// <summary>A file of a workspace.</summary>
/// <param name="Path">Path relative to the workspace with <c>/</c> between its parts, or as written where the configuration names a place outside.</param>
/// <param name="FullPath">Path on this machine; never part of a result.</param>
public sealed record WorkspaceFile(string Path, string FullPath)
{
    /// <summary>The file as a report lists it; reads all its bytes for the hash.</summary>
    /// <param name="role">What it was read as.</param>
    /// <param name="rows">Rows or items read, or null where that has no meaning.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public InputFile Describe(string role, long? rows, CancellationToken cancellation) => new(Path, role, rows, InputHash.Of(this, cancellation));
}
