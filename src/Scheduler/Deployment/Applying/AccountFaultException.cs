namespace CostTool.Scheduler.Deployment.Applying;

/// <summary>What a failed call did.</summary>
public enum FaultEffect
{
    /// <summary>Nothing: it can be repeated as it is.</summary>
    None,

    /// <summary>Nobody knows: the answer was lost.</summary>
    Unknown,
}

/// <summary>A call failed in a way that passes: throttling, a lost connection, a service that has not yet seen what was just made.</summary>
public sealed class AccountFaultException(string message, FaultEffect effect, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What the call did.</summary>
    public FaultEffect Effect { get; } = effect;
}
