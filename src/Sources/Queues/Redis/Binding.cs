namespace CostTool.Sources.Queues.Redis;

/// <summary>A line of an exchange's table.</summary>
/// <param name="RoutingKey">What the queue is bound with.</param>
/// <param name="IsPattern">Of a topic exchange: <c>*</c> is one word, <c>#</c> any number.</param>
/// <param name="Queue">The queue.</param>
internal sealed record Binding(string RoutingKey, bool IsPattern, string Queue)
{
    /// <summary>A message with this routing key goes to the queue.</summary>
    public bool Takes(string routingKey) => IsPattern ? Matches(RoutingKey.Split('.'), routingKey.Split('.')) : RoutingKey == routingKey;

    private static bool Matches(ReadOnlySpan<string> pattern, ReadOnlySpan<string> words)
    {
        if (pattern.IsEmpty) return words.IsEmpty;
        if (pattern[0] == "#") return Matches(pattern[1..], words) || (!words.IsEmpty && Matches(pattern, words[1..]));
        return !words.IsEmpty && (pattern[0] == "*" || pattern[0] == words[0]) && Matches(pattern[1..], words[1..]);
    }
}
