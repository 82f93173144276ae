namespace CostTool.AwsSdk.Tests;

/// <summary>Tests that set variables of the process: no other test runs beside them.</summary>
[CollectionDefinition(nameof(OwnEnvironment), DisableParallelization = true)]
public sealed class OwnEnvironment;
