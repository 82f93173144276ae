using System.Globalization;
using CostTool.Analyzer.Problems;

namespace CostTool.Sources.Kubernetes;

/// <summary>Compares what files hold with what the workspace says they hold.</summary>
internal sealed class RoleCensus
{
    private readonly List<FileCensus> _files = [];

    /// <summary>Begins a file.</summary>
    public FileCensus Open(string file, IReadOnlyList<InventoryRole> roles)
    {
        var census = new FileCensus(file, roles);
        _files.Add(census);
        return census;
    }

    /// <summary>Stops the command where a file holds other things than its role, or where a role has no object at all.</summary>
    public void ThrowIfRolesAreUnmet()
    {
        var problems = _files.SelectMany(file => file.WrongRoles()).ToList();
        foreach (var role in Enum.GetValues<InventoryRole>())
        {
            var files = _files.Where(file => file.Roles.Contains(role)).ToList();
            if (files.Count > 0 && files.All(file => file.IsEmpty))
                problems.Add(new Problem($"the list of {Noun(role)} is empty", files[0].Name, $"write it with `kubectl get {Resource(role)} -A -o json`, with a context that sees the cluster"));
        }
        if (problems.Count > 0) throw new ProblemException(problems);
    }

    internal static string Noun(InventoryRole role) => role == InventoryRole.Any ? "objects" : Lower(role);

    internal static string Resource(InventoryRole role) => role switch
    {
        InventoryRole.Any => "nodes,pods",
        InventoryRole.Workloads => "deployments,statefulsets,daemonsets,replicasets,jobs,cronjobs",
        _ => Lower(role),
    };

    private static string Lower(InventoryRole role) => role.ToString().ToLowerInvariant();
}

/// <summary>The kinds of one file.</summary>
internal sealed class FileCensus(string name, IReadOnlyList<InventoryRole> roles)
{
    private readonly SortedDictionary<string, int> _kinds = new(StringComparer.Ordinal);

    public string Name => name;

    public IReadOnlyList<InventoryRole> Roles => roles;

    public bool IsEmpty => _kinds.Count == 0;

    public void Count(string kind) => _kinds[kind] = _kinds.GetValueOrDefault(kind) + 1;

    public IEnumerable<Problem> WrongRoles() =>
        from role in roles
        where !IsEmpty && !_kinds.Keys.Any(kind => Fits(kind, role))
        select new Problem(
            $"the file is given as {RoleCensus.Noun(role)} but holds {Summary()}", name, $"name the file that `kubectl get {RoleCensus.Resource(role)} -o json` wrote");

    // Autoscalers and the like are written together with workloads, so only nodes and pods do not belong there.
    private static bool Fits(string kind, InventoryRole role) => role switch
    {
        InventoryRole.Nodes => kind == "Node",
        InventoryRole.Pods => kind == "Pod",
        InventoryRole.Workloads => kind is not ("Node" or "Pod"),
        _ => true,
    };

    private string Summary() =>
        string.Join(", ", _kinds.OrderByDescending(kind => kind.Value).Take(3).Select(kind => string.Create(CultureInfo.InvariantCulture, $"{kind.Value} × {kind.Key}")));
}
