using CostTool.Analyzer.Fargate;
using static System.FormattableString;

namespace CostTool.Scheduler.Replay.Capacity;

/// <summary>A worker: its size and how many tasks it runs at a time.</summary>
public sealed record WorkerShape
{
    /// <summary>A shape.</summary>
    /// <param name="size">Size on sale.</param>
    /// <param name="concurrency">Tasks at a time: Celery's <c>--concurrency</c>.</param>
    public WorkerShape(FargateSize size, int concurrency)
    {
        ArgumentNullException.ThrowIfNull(size);
        ArgumentOutOfRangeException.ThrowIfLessThan(concurrency, 1);
        (Size, Concurrency) = (size, concurrency);
    }

    /// <summary>Size.</summary>
    public FargateSize Size { get; }

    /// <summary>Tasks at a time.</summary>
    public int Concurrency { get; }

    /// <summary>How much longer a task runs here than on the workers of the history: 1 for as long. History cannot tell it; a test run on the size can.</summary>
    public double RuntimeFactor { get; init; } = 1;

    /// <summary>Memory of one of its tasks when all run, in MiB.</summary>
    public double MemoryMibPerTask => (double)Size.Memory.Mebibytes / Concurrency;

    /// <summary>For people, such as <c>0.5 vCPU + 1 GB × 2</c>.</summary>
    public override string ToString() => Invariant($"{Size} × {Concurrency}");
}
