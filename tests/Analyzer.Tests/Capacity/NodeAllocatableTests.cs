using System.Globalization;
using CostTool.Analyzer.Capacity;
using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Tests.Capacity;

public sealed class NodeAllocatableTests
{
    [Fact]
    public void Every_published_type_comes_out_exact()
    {
        var rows = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Data", "golden", "karpenter-allocatable.csv"))[1..];
        Assert.Equal(923, rows.Length);
        var wrong = rows.Where(row =>
        {
            var cells = row.Split(',');
            var node = NodeAllocatable.Of(Spec(
                Number(cells[2]), Number(cells[3]), cells[1] == "arm64" ? CpuArchitecture.Arm64 : CpuArchitecture.X86_64, Number(cells[7])));
            return node.Allocatable.Cpu.Millicores != Number(cells[4])
                || node.Allocatable.Memory.Mebibytes != Number(cells[5])
                || node.Pods != Number(cells[7]);
        });
        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData(1, 940)] // 1000 - 60
    [InlineData(2, 1930)] // 2000 - 60 - 10
    [InlineData(3, 2925)] // 3000 - 70 - 5
    [InlineData(4, 3920)] // 4000 - 70 - 10
    [InlineData(8, 7910)] // 8000 - 80 - 4 × 2.5
    [InlineData(96, 95_690)] // 96000 - 80 - 92 × 2.5
    public void The_kubelet_keeps_less_of_each_further_core(int cores, long millicores) =>
        Assert.Equal(millicores, NodeAllocatable.Of(Spec(cores, 8192, CpuArchitecture.X86_64, 29)).Allocatable.Cpu.Millicores);

    [Theory]
    [InlineData(CpuArchitecture.X86_64, 7577, 6903)] // 8192 - ceil(614.4); less 11 × 29 + 255 + 100
    [InlineData(CpuArchitecture.Arm64, 7518, 6844)] // 8128 - ceil(609.6); less the same
    public void Memory_loses_the_overhead_the_kubelet_and_the_eviction_line(CpuArchitecture architecture, long capacity, long allocatable)
    {
        var node = NodeAllocatable.Of(Spec(2, 8192, architecture, 29));
        Assert.Equal(capacity, node.Capacity.Memory.Mebibytes);
        Assert.Equal(allocatable, node.Allocatable.Memory.Mebibytes);
    }

    [Theory]
    [InlineData(2, 29, 110)] // 27 × 16 + 2 = 434, above the ceiling of a small node
    [InlineData(2, 4, 34)] // 2 × 16 + 2
    [InlineData(30, 234, 110)]
    [InlineData(31, 234, 250)] // from 31 cores the ceiling is 250
    public void Prefix_delegation_multiplies_the_addresses_up_to_a_ceiling(int cores, int maxPods, int pods) =>
        Assert.Equal(pods, NodeAllocatable.Of(Spec(cores, 65_536, CpuArchitecture.X86_64, maxPods), new AllocatableOptions { PrefixDelegation = true }).Pods);

    [Fact]
    public void More_pods_cost_memory()
    {
        var spec = Spec(2, 8192, CpuArchitecture.X86_64, 29);
        var node = NodeAllocatable.Of(spec, new AllocatableOptions { MaxPods = 110, PrefixDelegation = true });
        Assert.Equal(110, node.Pods);
        Assert.Equal(6903 - ((110 - 29) * 11), node.Allocatable.Memory.Mebibytes);
    }

    [Fact]
    public void A_system_reservation_and_a_known_overhead_are_taken_as_given()
    {
        var options = new AllocatableOptions
        {
            MemoryOverhead = 0.05m,
            SystemReserved = new Resources(VCpu.FromMillicores(100), MemorySize.FromMebibytes(200)),
        };
        var node = NodeAllocatable.Of(Spec(2, 8192, CpuArchitecture.X86_64, 29), options);
        Assert.Equal(1830, node.Allocatable.Cpu.Millicores);
        Assert.Equal(8192 - 410 - 674 - 200, node.Allocatable.Memory.Mebibytes); // ceil(409.6) = 410; 319 + 255 + 100 = 674
    }

    [Fact]
    public void A_node_that_the_reservations_use_up_offers_nothing() =>
        Assert.Equal(0, NodeAllocatable.Of(Spec(1, 512, CpuArchitecture.X86_64, 110)).Allocatable.Memory.Bytes);

    private static int Number(string cell) => int.Parse(cell, CultureInfo.InvariantCulture);

    private static InstanceSpec Spec(int cores, int mebibytes, CpuArchitecture architecture, int maxPods) => new()
    {
        InstanceType = "test.large",
        Cpu = VCpu.FromCores(cores),
        Memory = MemorySize.FromMebibytes(mebibytes),
        Architecture = architecture,
        MaxPods = maxPods,
        BareMetal = false,
    };
}
