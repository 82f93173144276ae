using System.Text.RegularExpressions;

namespace CostTool.Sources.Queues;

/// <summary>Which lease, for whom and how long.</summary>
public sealed partial record LeaseTerms
{
    /// <param name="name">Of the deployment: letters, digits, hyphens and underscores, 60 at most.</param>
    /// <param name="holder">Shown to the others while it is held, such as a host's name.</param>
    /// <param name="duration">How long it is held without renewal: whole seconds from 5 to 3,600.</param>
    /// <exception cref="ArgumentException">One of them is not such.</exception>
    public LeaseTerms(string name, string holder, TimeSpan duration)
    {
        if (!Names().IsMatch(name)) throw new ArgumentException($"`{name}` is no name of a lease", nameof(name));
        if (duration < TimeSpan.FromSeconds(5) || duration > TimeSpan.FromHours(1) || duration.Ticks % TimeSpan.TicksPerSecond != 0) throw new ArgumentException("a lease lasts whole seconds, 5 to 3,600", nameof(duration));
        (Name, Holder, Duration) = (name, holder, duration);
    }

    /// <summary>Name of the deployment.</summary>
    public string Name { get; }

    /// <summary>Who holds it, as the others are told.</summary>
    public string Holder { get; }

    /// <summary>How long it is held without renewal.</summary>
    public TimeSpan Duration { get; }

    [GeneratedRegex(@"^[A-Za-z0-9_-]{1,60}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Names();
}
