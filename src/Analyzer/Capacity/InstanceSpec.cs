using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Capacity;

/// <summary>What an EC2 instance type is, as published.</summary>
public sealed record InstanceSpec
{
    /// <summary>Name, such as <c>m5.large</c>.</summary>
    public required string InstanceType { get; init; }

    /// <summary>Virtual processors.</summary>
    public required VCpu Cpu { get; init; }

    /// <summary>Memory as advertised.</summary>
    public required MemorySize Memory { get; init; }

    /// <summary>Architecture.</summary>
    public required CpuArchitecture Architecture { get; init; }

    /// <summary>Pods a node takes with the VPC CNI's default settings.</summary>
    public required int MaxPods { get; init; }

    /// <summary>A whole machine without hypervisor.</summary>
    public required bool BareMetal { get; init; }
}

/// <summary>What a node offers to pods.</summary>
/// <param name="Capacity">Processor and memory the kubelet sees.</param>
/// <param name="Allocatable">What is left for pods.</param>
/// <param name="Pods">Pods it takes.</param>
public readonly record struct NodeCapacity(Resources Capacity, Resources Allocatable, int Pods);
