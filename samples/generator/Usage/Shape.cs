using System.Globalization;

namespace CostTool.SampleGenerator.Usage;

/// <summary>A real trace reduced to fourteen days of five-minute values, in thousandths of what the machine was given; it starts on a Sunday, 00:00 UTC.</summary>
/// <param name="Cpu">CPU.</param>
/// <param name="Memory">Memory; empty where the source has none.</param>
internal sealed record Shape(IReadOnlyList<int> Cpu, IReadOnlyList<int> Memory)
{
    /// <summary>Values in a shape: 14 days of 288.</summary>
    public const int Length = 14 * 288;

    public static Shape Read(string name)
    {
        List<int> cpu = [], memory = [], into = cpu;
        foreach (var line in Embedded.Lines($"shapes/{name}.txt"))
        {
            if (line.StartsWith('#')) continue;
            if (line is "cpu" or "memory") into = line is "cpu" ? cpu : memory;
            else into.AddRange(line.Split(' ').Select(value => int.Parse(value, CultureInfo.InvariantCulture)));
        }

        return new(cpu, memory);
    }
}
