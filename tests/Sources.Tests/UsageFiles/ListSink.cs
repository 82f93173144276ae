using CostTool.Analyzer.Usage;
using CostTool.Sources.UsageFiles;

namespace CostTool.Sources.Tests.UsageFiles;

/// <summary>Keeps samples in memory.</summary>
internal sealed class ListSink : IUsageSink
{
    private readonly UsageTally tally = new();

    public List<UsageSample> Samples { get; } = [];

    public UsageIntake Intake => tally.ToIntake();

    public void Keep(in UsageSample sample)
    {
        Samples.Add(sample);
        tally.Keep();
    }

    public void LeaveOut(string reason, string where, long rows = 1) => tally.LeaveOut(reason, where, rows);

    public void Note(string text) => tally.Note(text);
}
