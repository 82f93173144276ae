using System.Globalization;

namespace CostTool.Analyzer.Units;

/// <summary>Unrounded US dollars. Round once, when a line of a bill or of a scenario is written.</summary>
/// <param name="Amount">The amount in dollars; <c>default</c> is zero dollars.</param>
public readonly record struct Usd(decimal Amount) : IComparable<Usd>
{
    /// <summary>No money.</summary>
    public static Usd Zero => default;

    /// <summary>Adds two amounts.</summary>
    public static Usd operator +(Usd left, Usd right) => new(left.Amount + right.Amount);

    /// <summary>Subtracts one amount from another.</summary>
    public static Usd operator -(Usd left, Usd right) => new(left.Amount - right.Amount);

    /// <summary>The opposite amount: a saving seen as a cost, or the reverse.</summary>
    public static Usd operator -(Usd amount) => new(-amount.Amount);

    /// <summary>A part or a multiple of an amount; the factor has no unit.</summary>
    public static Usd operator *(Usd amount, decimal factor) => new(amount.Amount * factor);

    /// <summary>The ratio of two amounts, which has no unit.</summary>
    public static decimal operator /(Usd part, Usd whole) => part.Amount / whole.Amount;

    /// <summary>Orders by amount.</summary>
    public static bool operator <(Usd left, Usd right) => left.Amount < right.Amount;

    /// <summary>Orders by amount.</summary>
    public static bool operator >(Usd left, Usd right) => left.Amount > right.Amount;

    /// <summary>Orders by amount.</summary>
    public static bool operator <=(Usd left, Usd right) => left.Amount <= right.Amount;

    /// <summary>Orders by amount.</summary>
    public static bool operator >=(Usd left, Usd right) => left.Amount >= right.Amount;

    /// <summary>The amount rounded to a number of decimals, half away from zero as invoices do.</summary>
    public Usd Round(int decimals) => new(decimal.Round(Amount, decimals, MidpointRounding.AwayFromZero));

    /// <inheritdoc />
    public int CompareTo(Usd other) => Amount.CompareTo(other.Amount);

    /// <summary>The amount in dollars and cents, such as <c>$1,234.50</c>, for people.</summary>
    public override string ToString() =>
        (Amount < 0 ? "-$" : "$") + decimal.Round(Math.Abs(Amount), 2, MidpointRounding.AwayFromZero).ToString("N2", CultureInfo.InvariantCulture);
}

/// <summary>Sums of money.</summary>
public static class UsdSums
{
    /// <summary>The exact sum of a sequence of amounts; zero for an empty one.</summary>
    public static Usd Sum(this IEnumerable<Usd> amounts)
    {
        ArgumentNullException.ThrowIfNull(amounts);
        var total = 0m;
        foreach (var amount in amounts) total += amount.Amount;
        return new Usd(total);
    }

    /// <summary>The exact sum of the amounts that <paramref name="select"/> picks.</summary>
    public static Usd Sum<T>(this IEnumerable<T> items, Func<T, Usd> select) => items.Select(select).Sum();
}
