namespace CostTool.AwsDouble.Account;

/// <summary>What exists, by ARN. A service enters what it makes; others look here before they use it.</summary>
/// <remarks>
/// Eventual consistency: with <see cref="HiddenLooks"/> or <see cref="HiddenFor"/> set, a resource made since is not seen by other services, or by calls that list, until so many of them have looked
/// at it in vain, or until the time has passed. Its own service's calls that name it see it at once.
/// </remarks>
public sealed class ResourceRegister(TimeProvider clock)
{
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>How often a new resource is looked for in vain.</summary>
    public int HiddenLooks { get; set; }

    /// <summary>How long a new resource is not seen, on the account's clock.</summary>
    public TimeSpan HiddenFor { get; set; }

    public IEnumerable<string> Arns => _entries.Keys.Order(StringComparer.Ordinal);

    public void Add(string arn) => _entries[arn] = new Entry(HiddenLooks, clock.GetUtcNow() + HiddenFor);

    public void Remove(string arn) => _entries.Remove(arn);

    /// <summary>Time has passed: everything is seen from now on.</summary>
    public void Settle()
    {
        foreach (var arn in _entries.Keys) _entries[arn] = new Entry(0, DateTimeOffset.MinValue);
    }

    /// <summary>Whether it exists, seen or not.</summary>
    public bool Exists(string arn) => _entries.ContainsKey(arn);

    /// <summary>Another service, or a call that lists, looks at it: one look of those that are in vain is used up.</summary>
    public bool Look(string arn)
    {
        if (!_entries.TryGetValue(arn, out var entry)) return false;
        if (entry.Looks > 0)
        {
            _entries[arn] = entry with { Looks = entry.Looks - 1 };
            return false;
        }

        return clock.GetUtcNow() >= entry.SeenFrom;
    }

    private sealed record Entry(int Looks, DateTimeOffset SeenFrom);
}
