using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;

namespace CostTool.EndToEnd;

/// <summary>The arrows of docs/design.md, read from the compiled assemblies.</summary>
public sealed partial class ArchitectureTests
{
    [Theory]
    [InlineData("CostTool.Analyzer")]
    [InlineData("CostTool.Scheduler", "CostTool.Analyzer", "CostTool.AwsSdk")]
    [InlineData("CostTool.AwsSdk")]
    [InlineData("CostTool.Sources", "CostTool.Analyzer", "CostTool.Scheduler", "CostTool.AwsSdk")]
    [InlineData("CostTool.Reports", "CostTool.Analyzer", "CostTool.Scheduler")]
    [InlineData("costtool", "CostTool.Analyzer", "CostTool.Scheduler", "CostTool.Sources", "CostTool.Reports", "CostTool.AwsSdk")]
    public void A_room_uses_only_the_rooms_that_the_design_allows(string room, params string[] allowed)
    {
        var ours = Assembly.Load(room).GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => name.StartsWith("CostTool.", StringComparison.Ordinal));
        Assert.Empty(ours.Except(allowed));
    }

    [Theory]
    [InlineData("System.IO.File")]
    [InlineData("System.IO.FileStream")]
    [InlineData("System.IO.Directory")]
    [InlineData("System.Net.Http.HttpClient")]
    [InlineData("System.Net.Sockets.Socket")]
    [InlineData("System.Console")]
    [InlineData("System.TimeProvider")]
    public void The_domain_touches_no_file_no_socket_no_console_and_no_clock(string type)
    {
        foreach (var room in (string[])["CostTool.Analyzer", "CostTool.Scheduler"])
            Assert.DoesNotContain(type, TypesUsedBy(Assembly.Load(room)));
    }

    [Theory]
    [InlineData("CostTool.Analyzer")]
    [InlineData("CostTool.Scheduler")]
    public void The_domain_knows_no_database(string room) =>
        Assert.DoesNotContain("DuckDB.NET.Data", Assembly.Load(room).GetReferencedAssemblies().Select(reference => reference.Name));

    [Fact]
    public void Of_the_scheduler_only_its_room_of_accounts_speaks_to_AWS()
    {
        var speaking = Directory.EnumerateFiles(Repository.Path("src", "Scheduler"), "*.cs", SearchOption.AllDirectories)
            .Where(file => SdkNamespace().IsMatch(File.ReadAllText(file)))
            .ToLookup(file => Path.GetRelativePath(Repository.Path("src", "Scheduler"), file).StartsWith("Accounts" + Path.DirectorySeparatorChar, StringComparison.Ordinal));
        Assert.Empty(speaking[false]);
        // The pattern does see what it looks for, and the folder is the namespace.
        Assert.NotEmpty(speaking[true]);
        Assert.All(speaking[true], file => Assert.Contains("namespace CostTool.Scheduler.Accounts", File.ReadAllText(file), StringComparison.Ordinal));
    }

    [Fact]
    public void The_check_of_types_sees_what_a_room_does_use() => Assert.Contains("System.IO.FileStream", TypesUsedBy(Assembly.Load("CostTool.Sources")));

    private static IEnumerable<string> TypesUsedBy(Assembly room)
    {
        using var file = File.OpenRead(room.Location);
        using var portable = new PEReader(file);
        var metadata = portable.GetMetadataReader();
        return [.. metadata.TypeReferences.Select(metadata.GetTypeReference).Select(type => $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}")];
    }

    [GeneratedRegex(@"\bAmazon\.[A-Z]", RegexOptions.CultureInvariant)]
    private static partial Regex SdkNamespace();
}
