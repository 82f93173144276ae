using CostTool.Analyzer.Usage;

namespace CostTool.Analyzer.Rightsizing.Forecasting;

/// <summary>Forecasts the need of every workload of a fleet from the fleet's own past.</summary>
/// <remarks>
/// The window of each workload is parted into an earlier and a later piece, in the proportion of the window to the horizon. Over all workloads, a logistic regression
/// learns how often a size that stood so and so to the earlier piece was exceeded in the later one; for a small fleet the built-in prior weighs more. The same
/// question is then answered for the whole window and the horizon ahead. Nothing but the window is looked at, and no kind of distribution is assumed.
/// </remarks>
public static class FleetForecaster
{
    // More workloads teach little more and cost time: the first of an even spread are taken.
    private const int MostTeachers = 2000;

    // Longer windows are cut: what was two months ago teaches little, and every day costs time.
    private const int MostDays = 62;

    // Below these for so many days, a workload is taken to be switched off.
    private const int IdleDays = 3;
    private const double IdleBytes = 1e6;
    private const double IdleCores = UsageHistogram.Smallest;

    // How often workloads exceed a limit in force, before the fleet's own count: 1 in 150, weighing as 75. A choice on the careful side.
    private const double LimitPriorBreaches = 0.5;
    private const double LimitPriorWorkloads = 75;

    /// <summary>Forecasts each sketch, in order.</summary>
    /// <param name="fleet">The sketches: containers, whole tasks, or a mixture.</param>
    /// <param name="policy">Horizon and accepted share of time above the processor.</param>
    public static IReadOnlyList<SizeForecast> Of(IReadOnlyList<UsageSketch> fleet, SizingPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(fleet);
        ArgumentNullException.ThrowIfNull(policy);
        var priors = BuiltInPriors.Load();
        var windows = new Window[fleet.Count];
        Parallel.For(0, fleet.Count, index => windows[index] = new Window(fleet[index]));
        var memoryModel = LogisticModel.Fit(priors.Memory, MemoryRows(windows, policy));
        var cpuModel = LogisticModel.Fit(priors.Cpu, CpuRows(windows, policy));
        var memoryAtLimit = AtLimit(windows, window => window.MemoryLimit, window => window.MemoryHighest);
        var cpuAtLimit = AtLimit(windows, window => window.CpuLimit, window => window.CpuHighest);
        var forecasts = new SizeForecast[fleet.Count];
        Parallel.For(0, fleet.Count, index => forecasts[index] = Forecast(windows[index]));
        return forecasts;

        SizeForecast Forecast(Window window) => new(
            window.Maxima.Length == 0 ? null : new MemoryPast(window.Maxima, policy.HorizonDays),
            memoryModel,
            new SizeForecast.Limit(window.MemoryHidden || window.MemoryHighest > window.MemoryLimit ? null : window.MemoryLimit, memoryAtLimit),
            window.Cpu.Count == 0 ? null : new CpuPast(window.Cpu, 0, window.Cpu.Count, policy.CpuTimeAboveSize, policy.HorizonDays),
            cpuModel,
            new SizeForecast.Limit(window.CpuHidden || window.CpuHighest > window.CpuLimit ? null : window.CpuLimit, cpuAtLimit),
            window.Cpu.Count == 0 ? null : UsageHistogram.UpperEnd(window.Cpu.Quantile(0, window.Cpu.Count, 0.005)));
    }

    /// <summary>The priors as the windows of public traces teach them, to be built in. Windows of one workload stand together.</summary>
    internal static (ModelPrior Memory, ModelPrior Cpu) Priors(IReadOnlyList<PriorWindow> windows, SizingPolicy policy)
    {
        var workloads = windows.Select(window => window.Workload).Distinct().Count();
        var (memory, cpu) = (new TrainingRows(MemoryPast.Width), new TrainingRows(CpuPast.Width));
        foreach (var (workload, sketch, horizon) in windows)
        {
            var window = new Window(sketch);
            memory.Add(MemoryModel.Rows(workload, window.Maxima, window.MemoryLimit is { } limit ? MemoryPast.LogOf(limit) : null, horizon));
            cpu.Add(CpuModel.Rows(workload, window.Cpu, policy.CpuTimeAboveSize, horizon));
        }

        return (
            LogisticModel.Fit(ModelPrior.Vague(MemoryPast.Width), memory).AsPrior(workloads, BuiltInPriors.Workloads),
            LogisticModel.Fit(ModelPrior.Vague(CpuPast.Width), cpu).AsPrior(workloads, BuiltInPriors.Workloads));
    }

    private static TrainingRows MemoryRows(Window[] windows, SizingPolicy policy) => Rows(windows, MemoryPast.Width, (number, window) =>
        MemoryModel.Rows(number, window.Maxima, window.MemoryLimit is { } limit ? MemoryPast.LogOf(limit) : null, policy.HorizonDays));

    private static TrainingRows CpuRows(Window[] windows, SizingPolicy policy) => Rows(windows, CpuPast.Width, (number, window) =>
        CpuModel.Rows(number, window.Cpu, policy.CpuTimeAboveSize, policy.HorizonDays));

    private static TrainingRows Rows(Window[] windows, int width, Func<int, Window, TrainingRows> rowsOf)
    {
        var step = Math.Max(1, (windows.Length + MostTeachers - 1) / MostTeachers);
        var parts = new TrainingRows[(windows.Length + step - 1) / step];
        Parallel.For(0, parts.Length, part => parts[part] = rowsOf(part * step, windows[part * step]));
        var rows = new TrainingRows(width);
        foreach (var part in parts) rows.Add(part);
        return rows;
    }

    private static BreachProbability AtLimit(Window[] windows, Func<Window, double?> limit, Func<Window, double?> highest)
    {
        var limited = windows.Where(window => limit(window) is not null && highest(window) is not null).ToList();
        var breached = LimitPriorBreaches + limited.Count(window => highest(window) > limit(window));
        var seen = LimitPriorWorkloads + limited.Count;
        var share = breached / seen;
        // Wilson's score interval at 90 %.
        const double z = 1.6448536269514722;
        var centre = (share + (z * z / (2 * seen))) / (1 + (z * z / seen));
        var reach = z / (1 + (z * z / seen)) * Math.Sqrt((share * (1 - share) / seen) + (z * z / (4 * seen * seen)));
        return new BreachProbability(share, Math.Max(0, centre - reach), Math.Min(1, centre + reach));
    }

    private sealed class Window
    {
        public Window(UsageSketch sketch)
        {
            var days = Running([.. sketch.Days.Skip(sketch.Days.Count - MostDays)]);
            Maxima = [.. days.Where(day => day.MemoryMaxBytes is not null).Select(day => MemoryPast.LogOf(day.MemoryMaxBytes!.Value))];
            Cpu = new CpuDays(days);
            MemoryHighest = days.Max(day => day.MemoryMaxBytes);
            CpuHighest = days.Max(day => day.CpuMaxCores);
            // The limit now in force: an earlier, larger one says nothing of it.
            MemoryLimit = days.Count == 0 ? null : days[^1].MemoryLimitBytes;
            CpuLimit = days.Count == 0 ? null : days[^1].CpuLimitCores;
            // Memory that fills up to its limit and is not killed is mostly cache, which is given back.
            MemoryHidden = days.Any(day => day.OomKills > 0);
            CpuHidden = days.Any(day => day.CpuSaturated > 0 || day.Throttled > 0);
        }

        // What has used nothing for days is switched off: what it used before says nothing of what it will.
        private static IReadOnlyList<UsageDay> Running(IReadOnlyList<UsageDay> days)
        {
            var idle = days.Reverse().TakeWhile(day => !(day.MemoryMaxBytes >= IdleBytes) && !(day.CpuMaxCores > IdleCores)).Count();
            return idle >= IdleDays && idle < days.Count ? [.. days.Skip(days.Count - idle)] : days;
        }

        public double[] Maxima { get; }

        public CpuDays Cpu { get; }

        public double? MemoryHighest { get; }

        public double? CpuHighest { get; }

        public double? MemoryLimit { get; }

        public double? CpuLimit { get; }

        public bool MemoryHidden { get; }

        public bool CpuHidden { get; }
    }
}

/// <summary>A window that a prior is taught by.</summary>
/// <param name="Workload">Number of the workload.</param>
/// <param name="Sketch">What was seen in the window.</param>
/// <param name="HorizonDays">Horizon in whose proportion the window is parted.</param>
internal sealed record PriorWindow(int Workload, UsageSketch Sketch, int HorizonDays);
