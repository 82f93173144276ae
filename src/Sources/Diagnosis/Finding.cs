namespace CostTool.Sources.Diagnosis;

/// <summary>What a check came to.</summary>
public enum FindingLevel
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>Not configured, and not needed.</summary>
    NotUsed,

    /// <summary>Something will not work, or cannot be told.</summary>
    Warning,

    /// <summary>Something that is needed does not work.</summary>
    Failed,
}

/// <summary>What a check found. No text of it holds a secret.</summary>
/// <param name="Check">What was looked at.</param>
/// <param name="Level">How it stands.</param>
/// <param name="What">What was found.</param>
/// <param name="Mend">How to mend it; empty where nothing is to be mended.</param>
public sealed record Finding(string Check, FindingLevel Level, string What, string Mend = "")
{
    /// <summary>A finding of what does not work: failed where it is needed, else a warning.</summary>
    public static Finding Broken(string check, bool needed, string what, string mend) => new(check, needed ? FindingLevel.Failed : FindingLevel.Warning, what, mend);
}

/// <summary>Looks at one thing from outside and changes nothing.</summary>
public interface ICheck
{
    /// <summary>What is looked at.</summary>
    string Name { get; }

    /// <summary>Whether a command of the user's needs it: without an answer, it has failed.</summary>
    bool Needed { get; }

    /// <summary>Looks.</summary>
    Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken);
}
