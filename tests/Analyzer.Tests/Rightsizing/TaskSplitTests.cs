using CostTool.Analyzer.Fargate;
using CostTool.Analyzer.Rightsizing;
using CostTool.Analyzer.Units;
using CsCheck;

namespace CostTool.Analyzer.Tests.Rightsizing;

public sealed class TaskSplitTests
{
    [Fact]
    public void Processor_is_shared_out_by_need_and_memory_that_is_left_may_be_used_by_either()
    {
        // 1 vCPU = 1,024 units at 3 : 1; 700 + 200 MiB of 2,048 are promised, so web may use 2,048 - 200 and the proxy 2,048 - 700.
        var parts = TaskSplit.Of(Task(1, 2), [("web", VCpu.FromMillicores(600), MemorySize.FromMebibytes(700)), ("proxy", VCpu.FromMillicores(200), MemorySize.FromMebibytes(200))]);
        Assert.Equal([("web", 768L, 700m, 1848m), ("proxy", 256L, 200m, 1348m)], parts.Select(Shown));
    }

    [Fact]
    public void Needs_whose_peaks_do_not_fit_together_are_scaled_to_the_task()
    {
        // 600 + 300 MiB in 512: 512 × 2 ÷ 3 = 341.3 and 170.7; the larger remainder is rounded up.
        var parts = TaskSplit.Of(Task(0.25m, 0.5m), [("web", VCpu.FromMillicores(100), MemorySize.FromMebibytes(600)), ("proxy", VCpu.FromMillicores(100), MemorySize.FromMebibytes(300))]);
        Assert.Equal([("web", 128L, 341m, 341m), ("proxy", 128L, 171m, 171m)], parts.Select(Shown));
    }

    [Fact]
    public void A_container_that_was_not_seen_takes_an_equal_part_of_the_rest()
    {
        var parts = TaskSplit.Of(Task(0.5m, 1), [("web", VCpu.FromMillicores(384), MemorySize.FromMebibytes(624)), ("a", null, null), ("b", null, null)]);
        Assert.Equal([624m, 200m, 200m], parts.Select(part => part.Reservation.Mebibytes)); // (1,024 - 624) ÷ 2
    }

    [Fact]
    public void Parts_add_up_and_no_limit_reaches_into_the_reservation_of_another() =>
        Gen.Select(Gen.Int[0, FargateSize.All.Count - 1], Gen.Select(Gen.Int[1, 20_000], Gen.Int[1, 200_000]).Array[1, 8]).Sample((size, needs) =>
        {
            var task = FargateSize.All[size];
            var parts = TaskSplit.Of(task, [.. needs.Select((need, index) => ($"c{index}", (VCpu?)VCpu.FromMillicores(need.Item1), (MemorySize?)MemorySize.FromMebibytes(need.Item2)))]);
            return parts.Sum(part => part.CpuUnits) == task.Cpu.Cores * 1024
                && parts.Sum(part => part.Reservation.Bytes) <= task.Memory.Bytes
                && parts.All(part => part.Limit >= part.Reservation && part.Limit.Bytes + parts.Where(other => other != part).Sum(other => other.Reservation.Bytes) == task.Memory.Bytes);
        });

    private static FargateSize Task(decimal cores, decimal gibibytes) => FargateSize.Find(VCpu.FromCores(cores), MemorySize.FromGibibytes(gibibytes))!;

    private static (string, long, decimal, decimal) Shown(ContainerPart part) => (part.Container, part.CpuUnits, part.Reservation.Mebibytes, part.Limit.Mebibytes);
}
