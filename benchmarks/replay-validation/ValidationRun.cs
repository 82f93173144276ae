using System.Text.Json;
using CostTool.Analyzer.Fargate;
using CostTool.Analyzer.Pricing;
using CostTool.Scheduler.History;
using CostTool.Scheduler.Replay.Capacity;
using CostTool.Scheduler.Replay.Demand;
using CostTool.Scheduler.Replay.Engine;
using CostTool.Scheduler.Replay.Policies;
using CostTool.Scheduler.Replay.Repair;
using CostTool.Scheduler.Schedules;
using CostTool.Sources.Celery;
using OperatingSystem = CostTool.Analyzer.Pricing.OperatingSystem;

namespace CostTool.ReplayValidation;

/// <summary>One policy, measured and replayed.</summary>
/// <param name="Policy">Its kind.</param>
/// <param name="Tasks">Tasks.</param>
/// <param name="MeasuredWorkerSeconds">Seconds that workers existed in truth.</param>
/// <param name="ReplayedWorkerSeconds">The same in the replay.</param>
/// <param name="MeasuredP95">Wait that 95 of 100 tasks did not exceed in truth, in seconds.</param>
/// <param name="ReplayedP95">The same in the replay.</param>
/// <param name="MeasuredMean">Mean wait in truth, in seconds.</param>
/// <param name="ReplayedMean">The same in the replay.</param>
public sealed record Comparison(
    string Policy, int Tasks, double MeasuredWorkerSeconds, double ReplayedWorkerSeconds, double MeasuredP95, double ReplayedP95, double MeasuredMean, double ReplayedMean)
{
    /// <summary>Error of the worker-seconds over the measured ones.</summary>
    public double WorkerSecondsError => (ReplayedWorkerSeconds / MeasuredWorkerSeconds) - 1;

    /// <summary>Error of the wait over the measured one.</summary>
    public double P95Error => (ReplayedP95 / MeasuredP95) - 1;

    /// <summary>Worker-seconds within 5 %, and the wait within 10 % or two seconds.</summary>
    public bool MeetsBar => Math.Abs(WorkerSecondsError) <= 0.05 && (Math.Abs(P95Error) <= 0.1 || Math.Abs(ReplayedP95 - MeasuredP95) <= 2);
}

/// <summary>What <c>run.py</c> measured, and the replay of the same work.</summary>
/// <remarks>
/// Arrivals and runtimes are read from the events of the run itself by the readers of costtool. How long workers take to start and to leave is measured in the run, as an image's start-up is, and
/// goes into the replay as a distribution; when they start, how many there are, what they do and how long tasks wait is the replay's own.
/// </remarks>
public sealed class ValidationRun
{
    private readonly JsonElement measured;
    private readonly RepairedHistory repaired;

    private ValidationRun(JsonElement measured, RepairedHistory repaired) => (this.measured, this.repaired) = (measured, repaired);

    /// <summary>Kind of the policy.</summary>
    public string Kind => measured.GetProperty("policy").GetString()!;

    /// <summary>What was mended in the events and left out.</summary>
    public HistoryQuality Quality => repaired.History.Quality;

    private JsonElement Parameters => measured.GetProperty("parameters");

    private double Start => measured.GetProperty("start").GetDouble();

    /// <summary>The runs of a folder.</summary>
    public static IReadOnlyList<ValidationRun> Read(string folder)
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "measured.json")));
        List<ValidationRun> runs = [];
        foreach (var run in file.RootElement.EnumerateArray())
        {
            var repair = new HistoryRepair(RepairTerms.Of(new CeleryFacts { DefaultQueue = "work" }));
            var name = run.GetProperty("policy").GetString() + ".jsonl";
            EventFile.Read(Path.Combine(folder, name), name, repair, CancellationToken.None);
            runs.Add(new ValidationRun(run.Clone(), repair.Build()));
        }

        return runs;
    }

    /// <summary>Replays the run's own policy and compares.</summary>
    public Comparison Compare() => Compare(this);

    /// <summary>Replays the policy of another run over the work of this one and compares it with what was measured here.</summary>
    public Comparison Compare(ValidationRun other)
    {
        ArgumentNullException.ThrowIfNull(other);
        const int Replications = 50;
        var demand = Demand();
        var replayed = new Replayer(Terms(), 1).Replay(demand, other.Policy(), Replications);
        var waits = repaired.Waits["work"];
        return new(
            other.Kind, demand.Count, WorkerSeconds(), replayed.WorkerSeconds, waits.Quantile(0.95)!.Value, replayed.Wait(0.95)!.Value,
            Mean(waits), Mean(replayed.Waits));
    }

    private static double Mean(DurationSketch waits) => waits.SumSeconds / waits.Count;

    // From the instant at which the run started, over its stated length: a history begins at the minute of its first arrival.
    private QueueDemand Demand()
    {
        var history = repaired.History;
        var offset = Micros.FromSeconds((history.Start - DateTimeOffset.UnixEpoch).TotalSeconds - Start);
        var arrivals = history.Arrivals.ToArray();
        for (var row = 0; row < arrivals.Length; row++) arrivals[row] = Math.Max(0, arrivals[row] + offset);
        return ReplayHistory.OfColumns(
            history.Start, TimeSpan.FromSeconds(measured.GetProperty("seconds").GetDouble()), history.TaskNames, history.QueueNames, arrivals, history.Runtimes.ToArray(),
            history.Tasks.ToArray(), history.Queues.ToArray()).Queue("work");
    }

    private ReplayPolicy Policy()
    {
        var (workers, shape) = (Parameters.GetProperty("workers").GetInt32(), new WorkerShape(FargateSize.All[0], Parameters.GetProperty("concurrency").GetInt32()));
        return Kind switch
        {
            "service" => new ServicePolicy { Shape = shape, Workers = workers },
            "scheduled-drain" => new ScheduledDrainPolicy { Shape = shape, Workers = workers, EverySeconds = Number("every"), IdleSeconds = Number("idle") },
            _ => new WakePolicy { Shape = shape, Workers = workers, WindowSeconds = Number("window"), IdleSeconds = Number("idle") },
        };
    }

    private double Number(string name) => Parameters.GetProperty(name).GetDouble();

    private ReplayTerms Terms()
    {
        var prices = PriceBook.LoadBuiltIn().For(Analyzer.Units.Region.Parse("eu-west-3", "validation"));
        return new ReplayTerms
        {
            OnDemand = prices.Fargate(OperatingSystem.Linux, CpuArchitecture.X86_64),
            Spot = prices.FargateSpot(CpuArchitecture.X86_64),
            StartUp = Kind == "service" ? StartUp.Constant(0, 0) : Measured(),
            SpotTerms = SpotTerms.Calm,
        };
    }

    private StartUp Measured()
    {
        var ready = Workers("ready").Order().ToList();
        // The middle of each share: the ends of few values are not the ends of the distribution.
        var quantiles = ready.Select((seconds, place) => ((place + 0.5) / ready.Count, seconds)).ToArray();
        return new StartUp { Placement = QuantileTable.Constant(0), PullAndBoot = QuantileTable.Of(quantiles), StopSeconds = Workers("stop").Average(), Source = "measured in the run" };
    }

    private IEnumerable<double> Workers(string value) =>
        measured.GetProperty("workers").EnumerateArray().Select(worker => worker.GetProperty(value)).Where(seconds => seconds.ValueKind == JsonValueKind.Number).Select(seconds => seconds.GetDouble());

    private double WorkerSeconds()
    {
        var (start, seconds) = (Start, measured.GetProperty("seconds").GetDouble());
        // A service is counted over the stated length: what it needs to start and to end is outside of it.
        return Kind == "service" ? Parameters.GetProperty("workers").GetInt32() * seconds
            : measured.GetProperty("workers").EnumerateArray().Sum(worker => worker.GetProperty("gone").GetDouble() - worker.GetProperty("launched").GetDouble());
    }
}
