using System.Globalization;

namespace CostTool.AwsDouble.Ecs;

/// <summary>The pairs of CPU and memory that Fargate sells, as AWS's documents list them.</summary>
internal static class FargateSizes
{
    private const int Gib = 1024;

    public static bool Has(string? cpu, string? memory) => Units(cpu) is { } units && Units(memory) is { } mib && Has(units, mib);

    // Also written as `1 vCPU` and `2 GB`.
    private static int? Units(string? text) => text?.Split(' ') switch
    {
        [var plain] when int.TryParse(plain, NumberStyles.None, CultureInfo.InvariantCulture, out var units) => units,
        [var number, var unit] when decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            && unit.ToUpperInvariant() is "VCPU" or "GB" => (int)(value * Gib),
        _ => null,
    };

    private static bool Has(int cpu, int memory) => cpu switch
    {
        256 => memory is 512 or Gib or 2 * Gib,
        512 => Within(memory, 1, 4, 1),
        1024 => Within(memory, 2, 8, 1),
        2048 => Within(memory, 4, 16, 1),
        4096 => Within(memory, 8, 30, 1),
        8192 => Within(memory, 16, 60, 4),
        16384 => Within(memory, 32, 120, 8),
        _ => false,
    };

    private static bool Within(int memory, int from, int to, int step) => memory >= from * Gib && memory <= to * Gib && (memory - (from * Gib)) % (step * Gib) == 0;
}
