using CostTool.Analyzer.Inventory;

namespace CostTool.Sources.Kubernetes;

/// <summary>A cluster as read, with what was left out.</summary>
/// <param name="Inventory">The cluster.</param>
/// <param name="Files">Files with the objects read from each, in the order of reading.</param>
/// <param name="IgnoredKinds">Objects of kinds that the inventory does not need (Service, ConfigMap, …), counted.</param>
/// <param name="DeletingPods">Pods with a deletion time: on their way out, replaced by others or not needed any more, so not in the inventory.</param>
public sealed record InventoryReading(
    ClusterInventory Inventory, IReadOnlyList<InventoryFileCount> Files, IReadOnlyDictionary<string, int> IgnoredKinds, int DeletingPods);

/// <summary>How much a file held.</summary>
/// <param name="Name">Name of the file.</param>
/// <param name="Objects">Objects of all kinds.</param>
public sealed record InventoryFileCount(string Name, long Objects);
