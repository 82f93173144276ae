using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Deployment.Preflight;

namespace CostTool.Cli.Deployment;

/// <summary>What the preflight found, for people.</summary>
public static class PreflightText
{
    /// <summary>Tells what is to be known.</summary>
    /// <exception cref="ProblemException">Tasks would not start: everything that stops them is told.</exception>
    public static void Tell(IReadOnlyList<PreflightFinding> findings, TextWriter talk)
    {
        ArgumentNullException.ThrowIfNull(findings);
        ArgumentNullException.ThrowIfNull(talk);
        foreach (var finding in findings.Where(finding => finding.Level is PreflightLevel.Warning)) talk.WriteLine($"warning: {finding.Problem}");
        Problem[] blocking = [.. findings.Where(finding => finding.Level is PreflightLevel.Blocking).Select(finding => finding.Problem)];
        if (blocking.Length > 0) throw new ProblemException(blocking);
        talk.WriteLine($"preflight: {findings.Count(finding => finding.Level is PreflightLevel.Good)} checks passed");
    }
}
