using CostTool.Analyzer.Units;

namespace CostTool.Scheduler.Linting;

/// <summary>How much a finding matters.</summary>
public enum LintLevel
{
    /// <summary>Good to know.</summary>
    Note,

    /// <summary>Costs money or can lose or double work.</summary>
    Warning,

    /// <summary>Does not do what it was written for.</summary>
    Error,
}

/// <summary>Something about a schedule or an app that its owner should know.</summary>
public sealed record LintFinding
{
    /// <summary>Rule and entry, such as <c>dst-gap/nightly-1f0c9a2b</c>; the rule alone for the whole app. Stable from run to run.</summary>
    public string Id => ScheduleId is null ? Rule : $"{Rule}/{ScheduleId}";

    /// <summary>The rule, such as <c>dst-gap</c>.</summary>
    public required string Rule { get; init; }

    /// <summary>How much it matters.</summary>
    public required LintLevel Level { get; init; }

    /// <summary>Id of the entry, or null for the whole app.</summary>
    public string? ScheduleId { get; init; }

    /// <summary>Name of the entry, or null for the whole app.</summary>
    public string? Entry { get; init; }

    /// <summary>Where the entry was read, or null for the whole app.</summary>
    public string? Origin { get; init; }

    /// <summary>What was found, quoting the value.</summary>
    public required string What { get; init; }

    /// <summary>What it does to money or to work.</summary>
    public required string Why { get; init; }

    /// <summary>What it costs in an average month of 730 hours, where that can be computed; null is unknown.</summary>
    public Usd? MonthlyUsd { get; init; }

    /// <summary>How to mend it.</summary>
    public required string Mend { get; init; }
}
