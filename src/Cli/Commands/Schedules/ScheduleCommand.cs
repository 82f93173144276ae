using System.CommandLine;

namespace CostTool.Cli.Commands.Schedules;

/// <summary><c>costtool schedule</c>: Celery's periodic tasks and what they become.</summary>
internal static class ScheduleCommand
{
    public static Command Create() => new("schedule", "Reads Celery's periodic tasks and turns them into EventBridge schedules.")
    {
        ScheduleImportCommand.Create(),
        ScheduleLintCommand.Create(),
        ScheduleNextCommand.Create(),
        ScheduleSimulateCommand.Create(),
        SchedulePlanCommand.Create(),
        ScheduleExportCommand.Create(),
        ScheduleDiffCommand.Create(),
        ScheduleApplyCommand.Create(),
        ScheduleRollbackCommand.Create(),
        ScheduleRunCommand.Create(),
        ScheduleDestroyCommand.Create(),
        ScheduleAdoptCommand.Create(),
        ScheduleUnlockCommand.Create(),
    };
}
