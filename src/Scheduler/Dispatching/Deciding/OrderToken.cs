using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CostTool.Analyzer.Pricing;

namespace CostTool.Scheduler.Dispatching.Deciding;

/// <summary>Names an order by the fleet that it was made for, so that the same need launches nothing twice.</summary>
/// <remarks>
/// A dispatcher that dies after it sent an order leaves a successor that may not see the new workers yet: the platform counts with a delay. It sees the same fleet, makes the same token, and the platform
/// gives the same workers again (or refuses, where the number differs). As a fleet may come back to what it was, such as to nobody, the token also holds a span of time and how many orders for
/// this fleet were answered already.
/// </remarks>
internal static class OrderToken
{
    // Longer than any platform takes to show a worker, and short against the day for which ECS remembers a token.
    private static readonly TimeSpan Span = TimeSpan.FromMinutes(10);

    /// <summary>What stands for the fleet of a pool, such as for counting answered orders.</summary>
    public static string Fleet(string pool, PurchaseOption purchase, IEnumerable<string> workers, DateTimeOffset now) =>
        string.Create(CultureInfo.InvariantCulture, $"{pool}|{purchase}|{now.UtcTicks / Span.Ticks}|{string.Join(',', workers.Order(StringComparer.Ordinal))}");

    /// <summary>40 hexadecimal digits.</summary>
    public static string Of(string fleet, int answered, int part) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{fleet}|{answered}|{part}"))))[..40];
}
