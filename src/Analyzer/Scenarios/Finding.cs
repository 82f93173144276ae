namespace CostTool.Analyzer.Scenarios;

/// <summary>How much a finding matters.</summary>
public enum FindingLevel
{
    /// <summary>Good to know.</summary>
    Note,

    /// <summary>Changes how far the numbers can be trusted.</summary>
    Warning,

    /// <summary>Forbids the conclusion.</summary>
    Blocking,
}

/// <summary>Something a reader must know.</summary>
/// <param name="Level">How much it matters.</param>
/// <param name="Text">What and where.</param>
/// <param name="Mend">What can be done, or null where nothing can.</param>
public sealed record Finding(FindingLevel Level, string Text, string? Mend);
