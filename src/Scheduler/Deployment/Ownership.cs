namespace CostTool.Scheduler.Deployment;

/// <summary>How a resource says that a deployment made it.</summary>
public static class Ownership
{
    /// <summary>Key of the tag whose value is the name of the deployment.</summary>
    public const string TagKey = "costtool:deployment";

    private const int LongestDescription = 512;

    /// <summary>The marker that starts the description of what takes no tags: schedules and rules.</summary>
    public static string Marker(string deployment) => $"{TagKey}={deployment};";

    /// <summary>A description with the marker, cut to what the services take.</summary>
    public static string Describe(string deployment, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var whole = $"{Marker(deployment)} {string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter))}";
        return whole.Length > LongestDescription ? whole[..LongestDescription] : whole;
    }

    /// <summary>The deployment that a description names; null where it has no marker.</summary>
    public static string? OwnerIn(string? description)
    {
        if (description is null || !description.StartsWith(TagKey + "=", StringComparison.Ordinal)) return null;
        var end = description.IndexOf(';', StringComparison.Ordinal);
        return end < 0 ? null : description[(TagKey.Length + 1)..end];
    }
}
