using CostTool.Scheduler.Permissions;

namespace CostTool.EndToEnd.Doctor;

/// <summary>The table of permissions against the calls that the compiled code makes: nothing is missing, and nothing is there that no call needs.</summary>
public sealed class PermissionsOfCallsTests
{
    private static readonly string[] Assemblies = ["CostTool.Scheduler", "CostTool.Sources", "costtool"];

    /// <summary>Which commands run the code of a namespace.</summary>
    private static readonly (string Room, string[] Commands)[] Rooms =
    [
        ("CostTool.Sources.Sql.Athena", ["bill --athena", "rightsize --athena"]),
        ("CostTool.Sources.Collecting", ["collect"]),
        ("CostTool.Scheduler.Accounts.Running", ["schedule run"]),
        ("CostTool.Scheduler.Accounts.Dispatching", ["dispatch"]),
        ("CostTool.Sources.Queues", ["dispatch, broker in SQS"]),
        ("CostTool.Scheduler.Accounts", ["schedule diff", "schedule apply", "schedule destroy", "schedule adopt", "schedule rollback", "schedule unlock"]),
        ("CostTool.Sources.Diagnosis", ["doctor"]),
    ];

    /// <summary>Calls that IAM knows by the action for one.</summary>
    private static readonly Dictionary<string, string> Batches = new(StringComparer.Ordinal) { ["sqs:DeleteMessageBatch"] = "sqs:DeleteMessage" };

    private static readonly IReadOnlyList<CalledOperation> All = [.. Assemblies.SelectMany(CalledOperations.In).Where(call => !PermissionTable.FreeCalls.Contains(call.Call))];

    [Fact]
    public void Every_call_is_made_by_code_whose_commands_are_known() =>
        Assert.Empty(All.Where(call => RoomOf(call) is null).Select(call => $"{call.Room}: {call.Call}"));

    [Fact]
    public void The_check_of_calls_sees_what_the_code_calls()
    {
        Assert.Contains(new CalledOperation("CostTool.Sources.Sql.Athena", "athena:StartQueryExecution"), All);
        Assert.Contains(new CalledOperation("CostTool.Scheduler.Accounts.Kinds", "scheduler:CreateSchedule"), All);
        Assert.Contains(new CalledOperation("CostTool.Scheduler.Accounts", "ec2:DescribeSubnets"), All);
        Assert.Contains(new CalledOperation("CostTool.Scheduler.Accounts.Running", "ecs:RunTask"), All);
        Assert.Contains(new CalledOperation("CostTool.Sources.Collecting", "ce:GetCostAndUsage"), All);
    }

    public static TheoryData<string> RoomNames => [.. Rooms.Select(room => room.Room)];

    [Theory]
    [MemberData(nameof(RoomNames))]
    public void Every_call_of_a_room_has_its_permission_and_every_permission_its_call(string room)
    {
        var commands = Rooms.Single(known => known.Room == room).Commands.Select(PermissionTable.Of).ToList();
        var called = All.Where(call => RoomOf(call) == room).Select(call => call.Call).ToHashSet(StringComparer.Ordinal);
        if (room == "CostTool.Sources.Diagnosis")
        {
            // Reading on trial uses what the other commands are allowed, and is refused where they are not.
            called.ExceptWith(PermissionTable.Commands.Where(command => command.Command != "doctor").SelectMany(command => command.Permissions).Where(permission => permission.Action != "iam:GetRole").SelectMany(permission => permission.Calls));
        }

        var granted = commands.SelectMany(command => command.Permissions).ToList();
        Assert.Empty(called.Where(call => granted.All(permission => permission.Action != Batches.GetValueOrDefault(call, call))).Order(StringComparer.Ordinal));
        Assert.Empty(granted.Where(permission => !permission.Calls.Any(called.Contains)).Select(permission => permission.Action).Distinct().Order(StringComparer.Ordinal));
    }

    private static string? RoomOf(CalledOperation call) => Rooms.Select(room => room.Room).FirstOrDefault(room => call.Room == room || call.Room.StartsWith(room + ".", StringComparison.Ordinal));
}
