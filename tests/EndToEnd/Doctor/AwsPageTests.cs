using CostTool.Scheduler.Permissions;

namespace CostTool.EndToEnd.Doctor;

/// <summary>The table of permissions in docs/aws.md is that of the model.</summary>
public sealed class AwsPageTests
{
    private const string Begin = "<!-- permissions: written by UPDATE_GOLDEN=1 -->\n";
    private const string End = "<!-- end -->";

    private static readonly PermissionPlace Words = new() { Partition = "aws", Region = "REGION", Account = "ACCOUNT", Deployment = "NAME", Cluster = "CLUSTER", WorkGroup = "WORKGROUP", TaskRole = "TASK_ROLE" };

    [Fact]
    public async Task The_page_lists_the_permissions_of_every_command()
    {
        var path = Repository.Path("docs", "aws.md");
        var page = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        var (from, to) = (page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, page.IndexOf(End, StringComparison.Ordinal));
        Assert.True(from > Begin.Length && to >= from);
        var table = Table();
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") is "1")
        {
            page = page[..from] + table + page[to..];
            await File.WriteAllTextAsync(path, page, TestContext.Current.CancellationToken);
            to = from + table.Length;
        }

        Assert.Equal(table, page[from..to]);
    }

    private static string Table()
    {
        var rows = PermissionTable.Commands.SelectMany(command => command.Permissions.Select(permission => (command.Command, Permission: permission)))
            .GroupBy(row => (row.Permission.Scope.Sid, row.Permission.Action))
            .Select(action => (action.First().Permission, Commands: string.Join(", ", action.Select(row => row.Command))))
            .GroupBy(action => (action.Commands, action.Permission.Scope.Sid))
            .Select(row => (row.Key.Commands, row.First().Permission.Scope, Actions: string.Join(", ", row.Select(action => $"`{action.Permission.Action}`").Order(StringComparer.Ordinal))));
        return "| commands | actions | on |\n|---|---|---|\n" + string.Concat(rows.OrderBy(row => row.Commands, StringComparer.Ordinal).ThenBy(row => row.Scope.Sid, StringComparer.Ordinal).Select(row => $"| {row.Commands} | {row.Actions} | {On(row.Scope)} |\n"));
    }

    private static string On(PermissionScope scope) => string.Join(", ", Words.Resources(scope).Select(resource => $"`{resource}`"))
        + string.Concat(scope.Conditions.Select(condition => $"; `{condition.Key}` = `{Words.Fill(condition.Value)}`"));
}
