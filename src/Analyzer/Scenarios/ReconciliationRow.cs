using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Scenarios;

/// <summary>Whether a bill line is part of what the scenarios change.</summary>
public enum ReconciliationScope
{
    /// <summary>Modelled from inventory and prices.</summary>
    Modelled,

    /// <summary>Part of the cluster's cost, taken as billed into every scenario.</summary>
    Carried,

    /// <summary>Not the cluster's: other services.</summary>
    OutOfScope,
}

/// <summary>Billed against modelled for a usage type.</summary>
public sealed record ReconciliationRow
{
    /// <summary>Service as the bill names it.</summary>
    public required string Service { get; init; }

    /// <summary>Usage type.</summary>
    public required string UsageType { get; init; }

    /// <summary>Whether the model covers it.</summary>
    public required ReconciliationScope Scope { get; init; }

    /// <summary>Amortised cost on the bill.</summary>
    public required Usd Billed { get; init; }

    /// <summary>What the model says, or null out of scope.</summary>
    public required Usd? Modelled { get; init; }

    /// <summary>Billed less modelled, or null out of scope.</summary>
    public Usd? Residual => Modelled is { } modelled ? Billed - modelled : null;

    /// <summary>How the modelled number was made.</summary>
    public required string Explanation { get; init; }
}

/// <summary>Whether the model explains the bill well enough to claim a saving.</summary>
/// <param name="BilledInScope">Amortised cost of modelled and carried lines.</param>
/// <param name="Modelled">What the model says for them.</param>
/// <param name="Residual">Billed less modelled.</param>
/// <param name="ResidualRatio">Sum of absolute residuals by usage type over billed in scope: errors do not cancel.</param>
/// <param name="Bound">The policy's bound for the ratio.</param>
/// <param name="SavingsAllowed">The ratio is within the bound.</param>
public sealed record ReconciliationVerdict(Usd BilledInScope, Usd Modelled, Usd Residual, decimal ResidualRatio, decimal Bound, bool SavingsAllowed);
