using System.Text.Json;
using CostTool.Analyzer.Problems;
using CostTool.Sources.Traces;

namespace CostTool.Sources.CloudWatch;

/// <summary>What a service's tasks reserve.</summary>
/// <param name="Cores">Cores of a task; null where none are reserved.</param>
/// <param name="Bytes">Memory of a task; null where none is reserved.</param>
/// <param name="IsFargate">The reservation is also a limit.</param>
internal readonly record struct EcsReservation(double? Cores, double? Bytes, bool IsFargate);

/// <summary>Reservations from answers of <c>aws ecs describe-task-definition</c> and <c>describe-services</c>.</summary>
internal sealed class EcsReservations
{
    private readonly Dictionary<string, EcsReservation> byDefinition = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int Revision, EcsReservation Reservation)> byFamily = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Cluster, string Service), string> definitions = [];

    /// <exception cref="ProblemException">A file is neither of the two answers.</exception>
    public static EcsReservations Read(IReadOnlyList<string> inputs, CancellationToken cancellationToken)
    {
        var found = new EcsReservations();
        if (inputs.Count == 0) return found;
        foreach (var (path, shown, named) in TraceFiles.Expand(inputs))
        {
            using var document = JsonDocuments.Open(path, shown, cancellationToken);
            var root = document.RootElement;
            if (root.Member("taskDefinition").ValueKind == JsonValueKind.Object) found.AddDefinition(root.Member("taskDefinition"));
            else if (root.Member("services").ValueKind == JsonValueKind.Array) found.AddServices(root);
            else if (named) throw new ProblemException(new Problem("the file holds no ECS task definition and no services", shown, "give what `aws ecs describe-task-definition` or `describe-services` prints"));
        }

        return found;
    }

    /// <summary>The services that the files speak of, sorted.</summary>
    public IReadOnlyList<(string Cluster, string Service)> Services => [.. definitions.Keys.OrderBy(key => key.Cluster, StringComparer.Ordinal).ThenBy(key => key.Service, StringComparer.Ordinal)];

    /// <summary>The reservation of a service's tasks today; null where the files do not tell it.</summary>
    public EcsReservation? Of(string cluster, string service, string family)
    {
        if (definitions.TryGetValue((cluster, service), out var arn) && byDefinition.TryGetValue(arn, out var reservation)) return reservation;
        return byFamily.TryGetValue(family.Length > 0 ? family : service, out var latest) ? latest.Reservation : null;
    }

    private void AddServices(JsonElement root)
    {
        foreach (var service in root.Items("services")) definitions[(Name(service.Text("clusterArn")), service.Text("serviceName"))] = service.Text("taskDefinition");
    }

    private void AddDefinition(JsonElement definition)
    {
        var (containers, revision) = (definition.Items("containerDefinitions").ToList(), (int)(definition.Number("revision") ?? 0));
        // Without a size of the task, ECS counts what its containers reserve.
        var units = definition.Number("cpu") ?? Sum(containers.Select(container => container.Number("cpu")));
        var megabytes = definition.Number("memory") ?? Sum(containers.Select(container => container.Number("memoryReservation") ?? container.Number("memory")));
        var reservation = new EcsReservation(
            units / EcsUnits.CpuUnitsPerCore, megabytes * EcsUnits.BytesPerMegabyte,
            definition.Items("requiresCompatibilities").Any(item => item.ValueKind == JsonValueKind.String && item.GetString() == "FARGATE"));
        byDefinition[definition.Text("taskDefinitionArn")] = reservation;
        var family = definition.Text("family");
        if (!byFamily.TryGetValue(family, out var known) || known.Revision <= revision) byFamily[family] = (revision, reservation);
    }

    private static double? Sum(IEnumerable<double?> parts) => parts.Sum() is > 0 and var sum ? sum : null;

    private static string Name(string arn) => arn[(arn.LastIndexOf('/') + 1)..];
}
