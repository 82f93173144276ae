using System.Globalization;
using System.Numerics;
using CostTool.Scheduler.Dispatching;

namespace CostTool.Scheduler.Deployment.Building;

/// <summary>The command that runs one named task: <c>python -m costtool_runner run -A app --task=... --args=... --kwargs=...</c>.</summary>
/// <remarks>Values stand in the same word as their option, so that a task or argument that starts with a hyphen is none.</remarks>
internal static class RunnerCommand
{
    public const string Module = "costtool_runner";

    /// <summary>What EventBridge Scheduler puts the scheduled time in place of.</summary>
    public const string ScheduledTime = "<aws.scheduler.scheduled-time>";

    /// <summary>How long running tasks go on after SIGTERM: ten seconds less than ECS waits before it kills.</summary>
    public const int GraceSeconds = TaskDefinitions.StopTimeoutSeconds - 10;

    public static IReadOnlyList<string> Of(DeploymentSettings settings, DeployedEntry entry)
    {
        var launch = entry.Launch;
        List<string> words =
        [
            settings.Python, "-m", Module, "run", "-A", settings.App,
            $"--task={entry.Row.Task}",
            $"--args={launch.ArgsJson}",
            $"--kwargs={launch.KwargsJson}",
            $"--scheduled-time={ScheduledTime}",
            string.Create(CultureInfo.InvariantCulture, $"--deadline-seconds={entry.HardLimitSeconds}"),
        ];
        if (launch.ExpireSeconds is { } expire) words.Add(string.Create(CultureInfo.InvariantCulture, $"--expire-seconds={expire:0.######}"));
        if (launch.Guard is { } guard)
        {
            words.Add($"--days-of-month={Bits(guard.DaysOfMonth)}");
            words.Add($"--days-of-week={Bits(guard.DaysOfWeek)}");
            words.Add($"--timezone={guard.TimeZone}");
        }

        return words;
    }

    /// <summary>The command that drains a pool's queues: <c>python -m costtool_runner drain -A app --queues=... --idle-seconds=N ...</c>.</summary>
    public static IReadOnlyList<string> OfDrain(DeploymentSettings settings, WorkerPool pool) =>
    [
        settings.Python, "-m", Module, "drain", "-A", settings.App,
        $"--queues={string.Join(',', pool.Queues)}",
        string.Create(CultureInfo.InvariantCulture, $"--idle-seconds={pool.IdleSeconds}"),
        string.Create(CultureInfo.InvariantCulture, $"--deadline-seconds={pool.WorkerDeadlineSeconds}"),
        string.Create(CultureInfo.InvariantCulture, $"--grace-seconds={GraceSeconds}"),
        string.Create(CultureInfo.InvariantCulture, $"--concurrency={pool.Concurrency}"),
        string.Create(CultureInfo.InvariantCulture, $"--max-deaths={pool.MaxDeaths}"),
    ];

    private static string Bits(uint days)
    {
        List<int> set = [];
        for (; days != 0; days &= days - 1) set.Add(BitOperations.TrailingZeroCount(days));
        return string.Join(',', set);
    }
}
