namespace CostTool.Analyzer.Pricing;

/// <summary>Processor architecture, spelt as ECS spells it.</summary>
public enum CpuArchitecture
{
    /// <summary>Intel and AMD, <c>amd64</c> in Kubernetes.</summary>
    X86_64,

    /// <summary>Graviton, <c>arm64</c> in Kubernetes.</summary>
    Arm64,
}

/// <summary>Operating system family of a Fargate task.</summary>
public enum OperatingSystem
{
    /// <summary>Linux.</summary>
    Linux,

    /// <summary>Windows Server.</summary>
    Windows,
}

/// <summary>How capacity is bought.</summary>
public enum PurchaseOption
{
    /// <summary>List price, no commitment.</summary>
    OnDemand,

    /// <summary>Interruptible capacity at a moving price.</summary>
    Spot,

    /// <summary>Covered by a Savings Plan.</summary>
    SavingsPlan,

    /// <summary>Covered by a Reserved Instance.</summary>
    Reserved,
}
