using System.Reflection;

namespace CostTool.EndToEnd;

/// <summary>The arrows of docs/design.md, read from the compiled assemblies.</summary>
public sealed class ArchitectureTests
{
    [Theory]
    [InlineData("CostTool.Analyzer")]
    [InlineData("CostTool.Scheduler", "CostTool.Analyzer")]
    [InlineData("CostTool.Sources", "CostTool.Analyzer", "CostTool.Scheduler")]
    [InlineData("CostTool.Reports", "CostTool.Analyzer", "CostTool.Scheduler")]
    [InlineData("costtool", "CostTool.Analyzer", "CostTool.Scheduler", "CostTool.Sources", "CostTool.Reports")]
    public void A_room_uses_only_the_rooms_that_the_design_allows(string room, params string[] allowed)
    {
        var ours = Assembly.Load(room).GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => name.StartsWith("CostTool.", StringComparison.Ordinal));
        Assert.Empty(ours.Except(allowed));
    }

    [Theory]
    [InlineData("System.Net.Http")]
    [InlineData("System.Net.Sockets")]
    [InlineData("System.IO.FileSystem")]
    [InlineData("DuckDB.NET.Data")]
    public void The_domain_reads_no_file_and_no_socket(string library) =>
        Assert.DoesNotContain(library, Assembly.Load("CostTool.Analyzer").GetReferencedAssemblies().Select(reference => reference.Name));
}
