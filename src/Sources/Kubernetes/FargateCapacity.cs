using System.Globalization;
using System.Text.RegularExpressions;
using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Units;

namespace CostTool.Sources.Kubernetes;

/// <summary>Reads the <c>CapacityProvisioned</c> annotation, such as <c>0.25vCPU 0.5GB</c>: the size that EKS on Fargate bills.</summary>
internal static partial class FargateCapacity
{
    /// <returns>The size, with a GB of 1024 MiB as Fargate counts it; null where the text has another form.</returns>
    public static Resources? Parse(string annotation)
    {
        var match = Form().Match(annotation);
        return match.Success ? new Resources(VCpu.FromCores(Number(match.Groups[1])), MemorySize.FromGibibytes(Number(match.Groups[2]))) : null;
    }

    private static decimal Number(Group digits) => decimal.Parse(digits.ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^([0-9]{1,4}(?:\.[0-9]{1,6})?)vCPU ([0-9]{1,5}(?:\.[0-9]{1,6})?)GB$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
