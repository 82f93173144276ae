namespace CostTool.Sources.CloudWatch;

/// <summary>Units of ECS in cores and bytes.</summary>
internal static class EcsUnits
{
    /// <summary>CPU units of a vCPU.</summary>
    public const double CpuUnitsPerCore = 1024;

    /// <summary>Bytes of what ECS calls a megabyte: its agent divides by 2^20 and drops the rest, so that a reading is up to a mebibyte too low.</summary>
    public const double BytesPerMegabyte = 1 << 20;
}
