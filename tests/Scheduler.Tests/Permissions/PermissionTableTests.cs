using System.Text.Json;
using System.Text.RegularExpressions;
using CostTool.Scheduler.Permissions;

namespace CostTool.Scheduler.Tests.Permissions;

/// <summary>The table against AWS's Service Authorization Reference, and the policies that it makes against IAM's rules.</summary>
public sealed partial class PermissionTableTests
{
    private static readonly JsonElement Reference = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Permissions", "Data", "service-authorization.json"))).RootElement;

    private static readonly PermissionPlace Shop = new() { Region = "eu-west-3", Account = "123456789012", Deployment = "shop", Cluster = "production", WorkGroup = "finance", TaskRole = "arn:aws:iam::123456789012:role/shop" };

    public static TheoryData<string> Commands => [.. PermissionTable.Commands.Select(command => command.Command)];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_action_exists_and_is_bound_to_resources_and_conditions_that_it_takes(string command)
    {
        foreach (var permission in PermissionTable.Of(command).Permissions)
        {
            Assert.True(Reference.TryGetProperty(permission.Action, out var known), $"the reference has no {permission.Action}");
            var types = known.GetProperty("resources").EnumerateArray().Select(type => type.GetString()!).ToList();
            foreach (var resource in Shop.Resources(permission.Scope))
            {
                if (resource == "*") Assert.True(types.Count == 0 || permission.Action is "ce:GetCostAndUsage" or "cloudwatch:GetMetricData", $"{permission.Action} can be bound to {string.Join(", ", types)}");
                else Assert.True(types.Exists(type => Fits(type, resource)), $"{permission.Action} does not take {resource}: {string.Join(", ", types)}");
            }

            var keys = known.GetProperty("conditions").EnumerateArray().Select(key => key.GetString()!).ToList();
            Assert.All(permission.Scope.Conditions, condition => Assert.Contains(condition.Key, keys));
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_policy_names_each_statement_once_in_order_and_fits_a_role(string command)
    {
        var policy = PolicyDocument.For([PermissionTable.Of(command)], Shop);
        using var document = JsonDocument.Parse(policy.Json);
        var statements = document.RootElement.GetProperty("Statement").EnumerateArray().ToList();
        var ids = statements.Select(statement => statement.GetProperty("Sid").GetString()!).ToList();
        Assert.Equal(ids.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), ids);
        Assert.All(ids, id => Assert.Matches("^[A-Za-z0-9]+$", id));
        foreach (var list in statements.SelectMany(statement => (string[][])[Texts(statement, "Action"), Texts(statement, "Resource")]))
        {
            Assert.NotEmpty(list);
            Assert.Equal(list.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), list);
        }

        Assert.InRange(policy.Size, 1, PolicyDocument.LargestInRole);
        Assert.Equal(policy.Json.Count(letter => !char.IsWhiteSpace(letter)), policy.Size);
    }

    [Fact]
    public void Roles_are_passed_to_the_one_service_that_each_is_for()
    {
        var passed = PermissionTable.Of("schedule apply").Permissions.Where(permission => permission.Action == "iam:PassRole").Select(permission => (Shop.Resources(permission.Scope), Assert.Single(permission.Scope.Conditions))).ToList();
        Assert.Equal(
            [
                ("arn:aws:iam::123456789012:role/shop-wake-rule-eu-west-3", "events.amazonaws.com"),
                ("arn:aws:iam::123456789012:role/shop-scheduler-eu-west-3", "scheduler.amazonaws.com"),
                ("arn:aws:iam::123456789012:role/shop-state-machine-eu-west-3 arn:aws:iam::123456789012:role/shop-wake-machine-eu-west-3", "states.amazonaws.com"),
                ("arn:aws:iam::123456789012:role/shop arn:aws:iam::123456789012:role/shop-dispatcher-eu-west-3 arn:aws:iam::123456789012:role/shop-task-execution-eu-west-3", "ecs-tasks.amazonaws.com"),
            ],
            passed.Select(pass => (string.Join(' ', pass.Item1), pass.Item2.Value)));
        Assert.All(passed, pass => Assert.Equal(("StringEquals", "iam:PassedToService"), (pass.Item2.Operator, pass.Item2.Key)));
    }

    [Fact]
    public void A_deployment_without_a_role_of_its_own_passes_none_and_what_is_not_known_is_open()
    {
        var scope = PermissionTable.Of("schedule run").Permissions.Single(permission => permission.Action == "iam:PassRole").Scope;
        Assert.Equal(["arn:aws:iam::*:role/*-dispatcher-*", "arn:aws:iam::*:role/*-task-execution-*"], new PermissionPlace().Resources(scope));
        Assert.Equal("arn:aws:scheduler:*:*:schedule/*/*", new PermissionPlace().Fill("arn:{partition}:scheduler:{region}:{account}:schedule/{deployment}/*"));
    }

    [Fact]
    public void Reading_commands_are_allowed_to_read_only() =>
        Assert.All(
            (string[])["collect", "schedule diff", "doctor"],
            command => Assert.All(PermissionTable.Of(command).Permissions, permission => Assert.Matches("^[a-z0-9]+:(Get|List|Describe|Simulate)", permission.Action)));

    private static string[] Texts(JsonElement statement, string member) => [.. statement.GetProperty(member).EnumerateArray().Select(text => text.GetString()!)];

    // A type is a pattern with names in place of what a resource of it has; a resource may leave parts open.
    private static bool Fits(string type, string resource) => Regex.IsMatch(resource, $"^{Placeholder().Replace(Regex.Escape(type), ".*")}$");

    [GeneratedRegex(@"\\\$\\?\{[^}]*\}")]
    private static partial Regex Placeholder();
}
