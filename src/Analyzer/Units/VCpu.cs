using System.Globalization;

namespace CostTool.Analyzer.Units;

/// <summary>An amount of virtual processor, exact to the millicore.</summary>
public readonly record struct VCpu : IComparable<VCpu>
{
    private VCpu(long millicores) => Millicores = millicores;

    /// <summary>Thousandths of a core, as Kubernetes counts them.</summary>
    public long Millicores { get; }

    /// <summary>Cores, as Fargate and EC2 sell them.</summary>
    public decimal Cores => Millicores / 1000m;

    /// <summary>ECS CPU units: 1024 to a core. Exact for every size that Fargate sells.</summary>
    public decimal EcsUnits => Millicores * 1.024m;

    /// <summary>An amount in thousandths of a core.</summary>
    public static VCpu FromMillicores(long millicores) => new(millicores);

    /// <summary>An amount in cores, rounded up to the millicore as Kubernetes does.</summary>
    public static VCpu FromCores(decimal cores) => new((long)decimal.Ceiling(cores * 1000m));

    /// <summary>An amount in ECS CPU units (1024 to a core), rounded up to the millicore.</summary>
    public static VCpu FromEcsUnits(int units) => new((long)decimal.Ceiling(units / 1.024m));

    /// <summary>Adds two amounts.</summary>
    public static VCpu operator +(VCpu left, VCpu right) => new(left.Millicores + right.Millicores);

    /// <summary>Subtracts one amount from another.</summary>
    public static VCpu operator -(VCpu left, VCpu right) => new(left.Millicores - right.Millicores);

    /// <summary>A whole multiple: several replicas.</summary>
    public static VCpu operator *(VCpu amount, int times) => new(amount.Millicores * times);

    /// <summary>Orders by amount.</summary>
    public static bool operator <(VCpu left, VCpu right) => left.Millicores < right.Millicores;

    /// <summary>Orders by amount.</summary>
    public static bool operator >(VCpu left, VCpu right) => left.Millicores > right.Millicores;

    /// <summary>Orders by amount.</summary>
    public static bool operator <=(VCpu left, VCpu right) => left.Millicores <= right.Millicores;

    /// <summary>Orders by amount.</summary>
    public static bool operator >=(VCpu left, VCpu right) => left.Millicores >= right.Millicores;

    /// <summary>The larger of two amounts.</summary>
    public static VCpu Max(VCpu left, VCpu right) => left > right ? left : right;

    /// <inheritdoc />
    public int CompareTo(VCpu other) => Millicores.CompareTo(other.Millicores);

    /// <summary>The amount in cores, such as <c>0.25 vCPU</c>.</summary>
    public override string ToString() => Cores.ToString("0.###", CultureInfo.InvariantCulture) + " vCPU";
}
