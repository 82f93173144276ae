using CostTool.Analyzer.Capacity;

namespace CostTool.Benchmarks.Packing;

/// <summary>What a careful person does: first-fit decreasing on one instance type, for every type, and the cheapest result.</summary>
public static class SingleTypeBaseline
{
    public static decimal Cost(PackingRequest request)
    {
        var pods = request.Pods.SelectMany(group => Enumerable.Repeat((Cpu: group.Requests.Cpu.Millicores, Memory: group.Requests.Memory.Bytes), group.Count)).ToArray();
        var costs = request.Offers.Select(offer =>
        {
            var (cpu, memory) = ((double)offer.Usable.Cpu.Millicores, (double)offer.Usable.Memory.Bytes);
            var sorted = pods.OrderByDescending(pod => Math.Max(pod.Cpu / cpu, pod.Memory / memory));
            var free = new List<(long Cpu, long Memory, int Pods)>();
            foreach (var pod in sorted)
            {
                if (pod.Cpu > offer.Usable.Cpu.Millicores || pod.Memory > offer.Usable.Memory.Bytes || offer.UsablePods == 0) return decimal.MaxValue;
                var n = free.FindIndex(node => node.Cpu >= pod.Cpu && node.Memory >= pod.Memory && node.Pods > 0);
                if (n < 0)
                {
                    n = free.Count;
                    free.Add((offer.Usable.Cpu.Millicores, offer.Usable.Memory.Bytes, offer.UsablePods));
                }

                free[n] = (free[n].Cpu - pod.Cpu, free[n].Memory - pod.Memory, free[n].Pods - 1);
            }

            return Math.Max(free.Count, request.MinimumZones) * offer.Rate.Amount;
        });
        return costs.Min();
    }
}
