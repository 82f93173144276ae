namespace CostTool.Analyzer.Rightsizing.Forecasting;

/// <summary>What was known of workloads at earlier days, and whether the size was exceeded afterwards. Rows of a workload stand together.</summary>
internal sealed class TrainingRows(int width)
{
    private readonly List<double> features = [];
    private readonly List<bool> happened = [];
    private readonly List<int> workloads = [];

    /// <summary>Rows.</summary>
    public int Count => happened.Count;

    /// <summary>Adds a row.</summary>
    public void Add(int workload, ReadOnlySpan<double> row, bool exceeded)
    {
        features.AddRange(row);
        happened.Add(exceeded);
        workloads.Add(workload);
    }

    /// <summary>Adds the rows of others after these.</summary>
    public void Add(TrainingRows others)
    {
        features.AddRange(others.features);
        happened.AddRange(others.happened);
        workloads.AddRange(others.workloads);
    }

    /// <summary>What was known.</summary>
    public ReadOnlySpan<double> Features(int index) => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(features).Slice(index * width, width);

    /// <summary>The size was exceeded afterwards.</summary>
    public bool Happened(int index) => happened[index];

    /// <summary>Number of the workload.</summary>
    public int Workload(int index) => workloads[index];
}
