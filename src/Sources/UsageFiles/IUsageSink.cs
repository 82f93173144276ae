using CostTool.Analyzer.Usage;

namespace CostTool.Sources.UsageFiles;

/// <summary>Where a source puts what it read: every row of the input is kept or left out with a reason, never dropped.</summary>
public interface IUsageSink
{
    /// <summary>Takes a sample. Readings that are negative or not a number are taken too: the reader of the canonical table judges and counts them.</summary>
    void Keep(in UsageSample sample);

    /// <summary>Counts rows that cannot become a sample.</summary>
    /// <param name="reason">In words, such as <c>unreadable number</c>.</param>
    /// <param name="where">File and line, or a series.</param>
    /// <param name="rows">How many.</param>
    void LeaveOut(string reason, string where, long rows = 1);

    /// <summary>Says what a reader of the counts should know.</summary>
    void Note(string text);
}
