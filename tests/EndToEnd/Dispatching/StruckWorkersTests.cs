using System.Globalization;

namespace CostTool.EndToEnd.Dispatching;

/// <summary>Ten thousand tasks over real brokers, by workers that the dispatcher starts and that are interrupted two hundred times, while it is killed five times itself.</summary>
public sealed class StruckWorkersTests
{
    // COSTTOOL_RIG_STRIKES asks for another number, with tasks and deaths of the dispatcher in the same proportion.
    private static readonly int Interruptions = int.TryParse(Environment.GetEnvironmentVariable("COSTTOOL_RIG_STRIKES"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : 200;
    private static readonly int Tasks = Interruptions * 50;
    private static readonly int Deaths = Math.Max(1, Interruptions / 40);

    // Strikes are spread over this share of the tasks, so that all of them find workers at work.
    private const double Share = 0.95;

    // A task that ended longer before the end of its worker had been acknowledged. Much longer than that takes, for machines that hardly get to it.
    private const double JustBefore = 10;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Redis")]
    [InlineData("RabbitMQ")]
    public async Task No_task_is_lost_and_whatever_ran_twice_ran_in_a_worker_that_was_interrupted(string kind)
    {
        var seed = Environment.GetEnvironmentVariable("COSTTOOL_SEED") is { } given ? int.Parse(given, CultureInfo.InvariantCulture) : (int)(TimeProvider.System.GetTimestamp() & int.MaxValue);
        var random = new Random(seed);
        Say($"{kind}, COSTTOOL_SEED={seed}");
        var began = TimeProvider.System.GetTimestamp();
        await using var broker = await BrokerServer.StartAsync(kind, Stop);
        // One dispatcher at a time: without a lease, one that is started again need not wait for the end of the killed one's.
        // On Redis workers are there until the messages of those that were killed come back.
        using var rig = new DispatchRig(broker, ["lease: false"], kind == "Redis" ? 20 : 2);
        var lengths = Enumerable.Range(0, Tasks).Select(_ => Length(random)).ToList();
        var publishing = rig.PublishAsync(lengths);
        var strikes = new Strikes(rig, random);
        var deaths = Enumerable.Range(0, Deaths).Select(_ => (int)(random.NextDouble() * Share * Tasks)).Order().ToList();
        var dispatcher = rig.Dispatch();
        var died = 0;

        await rig.UntilAsync(() =>
        {
            Assert.False(dispatcher.HasExited, $"the dispatcher has ended\n{rig.Log}");
            rig.Notes.Read();
            var done = rig.Notes.Ended.Count;
            if (died < Deaths && done > deaths[died])
            {
                dispatcher.Kill();
                dispatcher.WaitForExit();
                dispatcher = rig.Dispatch();
                died++;
            }

            strikes.Follow();
            // Initial strikes only, not the kill that follows a SIGTERM.
            var struck = strikes.All.Count(strike => strike.Kind != "SIGKILL after SIGTERM");
            if (struck < Interruptions && done >= struck * Share * Tasks / Interruptions) strikes.TryStrike();
            return struck == Interruptions && died == Deaths && strikes.Over;
        }, "the strikes", 1800);
        await publishing;

        var revived = 0L;
        await rig.UntilAsync(async () =>
        {
            rig.Notes.Read();
            if (rig.Workers.Count > 0 || await rig.DepthAsync() is not { Ready: 0, Held: 0 } depth) return false;
            if (depth.Dead == 0) return true;
            // A task whose worker was killed three times is put aside, as it might be what kills them; a person looks and moves it back.
            revived += depth.Dead;
            await rig.ReviveAsync();
            return false;
        }, "empty queues and no worker", 900);
        rig.Notes.Read();

        MarkedProcess.Signal("TERM", dispatcher.Id);
        await dispatcher.WaitForExitAsync(Stop);
        Assert.True(dispatcher.ExitCode == 0, rig.Log);
        await rig.UntilAsync(() => rig.Living.Count == 0, "no process is left");

        Assert.Equal([], Enumerable.Range(0, Tasks).Except(rig.Notes.Ended));
        Explain(rig.Notes, strikes, revived);
        Say(string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetElapsedTime(began).TotalSeconds:0} s"));
    }

    // 1 ms to 2 s, most of them short: half a minute of work for the workers that may be there at once.
    private static double Length(Random random) => random.Next(100) switch
    {
        < 70 => 0.001 + (random.NextDouble() * 0.009),
        < 97 => 0.01 + (random.NextDouble() * 0.3),
        _ => 0.5 + (random.NextDouble() * 1.5),
    };

    private static void Explain(TaskNotes notes, Strikes strikes, long revived)
    {
        var ends = strikes.All.ToLookup(strike => strike.Worker);
        var (again, twice, unexplained) = (0, 0, new List<string>());
        foreach (var task in notes.All.GroupBy(note => note.Number))
        {
            // One worker may run a task twice: what counts is each start, and what became of it.
            var runs = task.Where(note => note.Starts).OrderBy(note => note.At).ToList();
            if (runs.Count == 1) continue;
            again += runs.Count - 1;
            twice += task.Count(note => !note.Starts) - 1;
            foreach (var run in runs.SkipLast(1))
            {
                var end = task.Where(note => !note.Starts && note.Worker == run.Worker && note.At >= run.At).Select(note => (double?)note.At).Min();
                // In flight when its worker was struck, or finished just before.
                if (ends[run.Worker].Any(strike => end is not { } at || at >= strike.At - JustBefore)) continue;
                unexplained.Add(string.Create(CultureInfo.InvariantCulture, $"task {task.Key} began at {run.At:0.000} in worker {run.Worker}{(end is { } at2 ? $", ended at {at2:0.000}" : "")}, and again; strikes: {string.Join(", ", ends[run.Worker])}"));
            }
        }

        Say($"{notes.Ended.Count} tasks ended, 0 lost; {strikes.All.Count(strike => strike.Kind == "SIGKILL")} workers met SIGKILL, {strikes.All.Count(strike => strike.Kind == "SIGTERM")} SIGTERM, of which {strikes.All.Count(strike => strike.Kind == "SIGKILL after SIGTERM")} were killed after it; {Deaths} dispatchers killed; {again} runs were repetitions, {twice} of a task that had ended; {revived} dead letters");
        Assert.True(unexplained.Count == 0, string.Join('\n', unexplained));
    }

    private static void Say(string text) => TestContext.Current.TestOutputHelper!.WriteLine(text);
}
