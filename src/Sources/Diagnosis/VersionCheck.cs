using System.Reflection;
using System.Runtime.InteropServices;

namespace CostTool.Sources.Diagnosis;

/// <summary>Says what runs here.</summary>
public sealed class VersionCheck : ICheck
{
    /// <inheritdoc/>
    public string Name => "versions";

    /// <inheritdoc/>
    public bool Needed => true;

    /// <inheritdoc/>
    public Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken)
    {
        var version = typeof(VersionCheck).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        IReadOnlyList<Finding> findings = [new(Name, FindingLevel.Ok, $"costtool {version}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}")];
        return Task.FromResult(findings);
    }
}
