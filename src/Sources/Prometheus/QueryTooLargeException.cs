namespace CostTool.Sources.Prometheus;

/// <summary>The server refuses the size of a query; a part of it may be answered.</summary>
internal sealed class QueryTooLargeException(string message) : Exception(message);
