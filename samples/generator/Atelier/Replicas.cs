using System.Globalization;

namespace CostTool.SampleGenerator.Atelier;

/// <summary>Names of the pods of a service.</summary>
internal static class Replicas
{
    /// <param name="service">A deployment or a stateful set.</param>
    /// <param name="replica">0 for the first.</param>
    /// <param name="templateHash">Which release: each has a replica set of its own.</param>
    public static string PodName(Service service, int replica, string templateHash) => service.Kind is ControllerKind.StatefulSet
        ? string.Create(CultureInfo.InvariantCulture, $"{service.Name}-{replica}")
        : string.Create(CultureInfo.InvariantCulture, $"{service.Name}-{templateHash}-{Stable.Letters($"{service.Id} {templateHash} {replica}", 5)}");
}
