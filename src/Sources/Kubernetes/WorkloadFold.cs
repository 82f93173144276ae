using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Pricing;

namespace CostTool.Sources.Kubernetes;

/// <summary>Gathers what pods and controllers say of one workload. The order in which they come does not matter.</summary>
internal sealed class WorkloadFold(string id, string kind)
{
    private int _pods;
    private Resources _largest;
    private Resources _initStep;
    private Resources _overhead;
    private bool _missing;
    private (Resources Requests, string PodName, IReadOnlyList<WorkloadContainer> Containers)? _shape;
    private IReadOnlyList<CpuArchitecture>? _podArchitectures;
    private string? _firstPodOrigin;
    private Controller? _controller;

    /// <summary>Counts a pod that is there.</summary>
    public void AddPod(string podName, PodNeed need, IReadOnlyList<CpuArchitecture> architectures, string origin)
    {
        _pods++;
        _largest = Resources.Max(_largest, need.Requests);
        _initStep = Resources.Max(_initStep, need.InitStep);
        _overhead = Resources.Max(_overhead, need.Overhead);
        _missing |= need.Missing;
        _podArchitectures = _podArchitectures is null ? architectures : [.. _podArchitectures.Intersect(architectures)];
        _firstPodOrigin ??= origin;
        if (_shape is not { } shape || Precedes(need.Requests, podName, shape.Requests, shape.PodName)) _shape = (need.Requests, podName, need.Containers);
    }

    /// <summary>Notes the controller itself; the first wins where an object is listed under two API versions.</summary>
    public void AddController(int desired, PodNeed template, IReadOnlyList<CpuArchitecture> architectures, string origin) =>
        _controller ??= new Controller(desired, template, architectures, origin);

    /// <summary>The workload: pods tell its size where there are some, since admission may add containers; else its template does.</summary>
    public Workload Finish() => new()
    {
        Id = id,
        Kind = kind,
        Replicas = _pods > 0 ? _pods : _controller?.Desired ?? 0,
        PodRequests = _pods > 0 ? _largest : _controller?.Template.Requests ?? default,
        RequestsMissing = _pods > 0 ? _missing : _controller?.Template.Missing ?? true,
        InitStep = _pods > 0 ? _initStep : _controller?.Template.InitStep ?? default,
        Overhead = _pods > 0 ? _overhead : _controller?.Template.Overhead ?? default,
        AllowedArchitectures = _controller?.Architectures ?? _podArchitectures ?? [],
        Containers = _shape?.Containers ?? _controller?.Template.Containers ?? [],
        Origin = _controller?.Origin ?? _firstPodOrigin ?? "",
    };

    // The containers shown are those of the largest pod; equal ones by name, so that any order of files gives the same.
    private static bool Precedes(Resources requests, string name, Resources otherRequests, string otherName)
    {
        var order = requests.Cpu.CompareTo(otherRequests.Cpu);
        if (order == 0) order = requests.Memory.CompareTo(otherRequests.Memory);
        return order > 0 || (order == 0 && string.CompareOrdinal(name, otherName) < 0);
    }

    private sealed record Controller(int Desired, PodNeed Template, IReadOnlyList<CpuArchitecture> Architectures, string Origin);
}
