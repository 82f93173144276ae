using System.Globalization;
using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Nightly;
using CostTool.Analyzer.Rightsizing;
using CostTool.Analyzer.Scenarios;
using CostTool.Analyzer.Usage;
using DuckDB.NET.Data;

namespace CostTool.Sources.History;

/// <summary>A night as rows: what is written is what is read back.</summary>
internal sealed class NightTables(DuckDBConnection connection)
{
    private static readonly string[] Names = ["night", "size_seen", "recommendation", "scenario", "price", "input", "claim"];

    public static string Literal(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"DATE '{day:yyyy-MM-dd}'");

    public Night? Read(DateOnly day)
    {
        var head = Query($"SELECT samples, containers, hours_seen, usage_fingerprint, basis, revision, revised_because, workspace_seen, month, nodes_usd_per_hour, nodes_before_usd_per_hour, realised_by_ended_usd FROM night WHERE day = {Literal(day)}", row => new
        {
            Usage = new DayUsage(day, row.Long(), row.Int(), row.Int(), row.Text()),
            Basis = row.Text(),
            Revision = row.Int(),
            RevisedBecause = row.Texts(),
            Seen = row.Flag(),
            Month = row.MaybeText(),
            Nodes = row.MaybeRate(),
            NodesBefore = row.MaybeRate(),
            RealisedByEnded = row.Money(),
        });
        if (head is not [var night]) return null;
        return new Night
        {
            Day = day,
            Usage = night.Usage,
            Seen = night.Seen ? new WorkspaceSeen { Month = night.Month!, Nodes = night.Nodes, Sizes = Sizes(day), Scenarios = Scenarios(day), Prices = Prices(day), Inputs = Inputs(day) } : null,
            Recommendations = Recommendations(day),
            Ledger = new SavingsLedger { Claims = Claims(day), NodesBefore = night.NodesBefore, RealisedByEnded = night.RealisedByEnded },
            Basis = night.Basis,
            Revision = night.Revision,
            RevisedBecause = night.RevisedBecause,
        };
    }

    public void Write(Night night)
    {
        foreach (var table in Names) Execute($"DELETE FROM {table} WHERE day = {Literal(night.Day)}");
        Append("night", [night], (row, it) => row.AppendValue(it.Usage.Samples).AppendValue(it.Usage.Containers).AppendValue(it.Usage.HoursSeen).AppendValue(it.Usage.Fingerprint).AppendValue(it.Basis)
            .AppendValue(NightFingerprint.Of(it)).AppendValue(it.Revision).AppendValue(it.RevisedBecause).AppendValue((bool?)(it.Seen is not null)).AppendValue(it.Seen?.Month)
            .AppendValue(it.Seen?.Nodes?.Amount).AppendValue(it.Ledger.NodesBefore?.Amount).AppendValue(it.Ledger.RealisedByEnded.Amount), night.Day);
        Append("recommendation", night.Recommendations, (row, it) => row.AppendValue(it.Key.Workload).AppendValue(it.Key.Container).AppendValue(it.Replicas)
            .AppendValue(it.CurrentCpu?.Millicores).AppendValue(it.CurrentMemory?.Bytes).AppendValue(it.Cpu?.Millicores).AppendValue(it.Memory?.Bytes)
            .AppendValue(it.CpuBreach?.Value).AppendValue(it.CpuBreach?.Low).AppendValue(it.CpuBreach?.High)
            .AppendValue(it.MemoryBreach?.Value).AppendValue(it.MemoryBreach?.Low).AppendValue(it.MemoryBreach?.High)
            .AppendValue(it.WindowDays).AppendValue(it.Samples).AppendValue(Name(it.Confidence)).AppendValue(Name(it.Direction)).AppendValue(it.Reasons)
            .AppendValue(it.CurrentMemoryLimit?.Bytes).AppendValue(it.MemoryLimit?.Bytes), night.Day);
        var place = 0;
        Append("claim", night.Ledger.Claims, (row, it) => row.AppendValue(place++).AppendValue(it.Key.Workload).AppendValue(it.Key.Container).AppendValue(it.RecommendedOn).AppendValue(it.Replicas)
            .AppendValue(it.From.Cpu.Millicores).AppendValue(it.From.Memory.Bytes).AppendValue(it.To.Cpu.Millicores).AppendValue(it.To.Memory.Bytes).AppendValue(it.PotentialMonthly?.Amount)
            .AppendValue(it.Evidence).AppendValue(Name(it.State)).AppendValue(it.AppliedOn).AppendValue(it.RunningMonthly?.Amount).AppendValue(it.DaysAtPrices).AppendValue(it.SavedAtPrices.Amount)
            .AppendValue(it.DaysMeasured).AppendValue(it.Realised.Amount).AppendValue(it.EndedOn).AppendValue(it.EndedBecause), night.Day);
        if (night.Seen is not { } seen) return;
        Append("size_seen", seen.Sizes, (row, it) => row.AppendValue(it.Key.Workload).AppendValue(it.Key.Container).AppendValue(it.Replicas).AppendValue(it.Size?.Cpu.Millicores).AppendValue(it.Size?.Memory.Bytes)
            .AppendValue(it.Rates?.UsdPerVCpuHour).AppendValue(it.Rates?.UsdPerGibHour).AppendValue(it.Rates?.SharesNodes).AppendValue(it.Rates?.Evidence), night.Day);
        place = 0;
        Append("scenario", seen.Scenarios, (row, it) => row.AppendValue(place++).AppendValue(it.Id).AppendValue(it.Name).AppendValue(it.Monthly.Amount).AppendValue(it.Low.Amount).AppendValue(it.High.Amount)
            .AppendValue(it.Saving?.Amount), night.Day);
        Append("price", seen.Prices, (row, it) => row.AppendValue(it.Id).AppendValue(it.UsdPerUnit).AppendValue(it.Unit).AppendValue(it.Dated), night.Day);
        Append("input", seen.Inputs, (row, it) => row.AppendValue(it.Path).AppendValue(it.Role).AppendValue(it.Rows).AppendValue(it.Sha256), night.Day);
    }

    public List<T> Query<T>(string sql, Func<HistoryRow, T> read)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var row = new HistoryRow(reader);
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(row.First()));
        return rows;
    }

    public void Execute(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private void Append<T>(string table, IEnumerable<T> items, Action<IDuckDBAppenderRow, T> cells, DateOnly day)
    {
        using var appender = connection.CreateAppender(table);
        foreach (var item in items)
        {
            var row = appender.CreateRow().AppendValue(day);
            cells(row, item);
            row.EndRow();
        }
    }

    private List<SizeSeen> Sizes(DateOnly day) => Query($"SELECT workload, container, replicas, cpu_millicores, memory_bytes, usd_per_vcpu_hour, usd_per_gib_hour, shares_nodes, evidence FROM size_seen WHERE day = {Literal(day)} ORDER BY workload, container", row =>
    {
        var key = new UsageKey(row.Text(), row.Text());
        var replicas = row.Int();
        var (cpu, memory) = (row.MaybeCpu(), row.MaybeMemory());
        var (perCpu, perGib, shares, evidence) = (row.MaybeNumber(), row.MaybeNumber(), row.MaybeFlag(), row.MaybeText());
        return new SizeSeen
        {
            Key = key,
            Replicas = replicas,
            Size = cpu is { } cores && memory is { } bytes ? new Resources(cores, bytes) : null,
            Rates = perCpu is { } cpuRate && perGib is { } gibRate ? new SizeRates(cpuRate, gibRate, shares!.Value, evidence!) : null,
        };
    });

    private List<SizeRecommendation> Recommendations(DateOnly day) => Query($"SELECT * EXCLUDE (day) FROM recommendation WHERE day = {Literal(day)} ORDER BY workload, container", row => new SizeRecommendation
    {
        Key = new UsageKey(row.Text(), row.Text()),
        Replicas = row.Int(),
        CurrentCpu = row.MaybeCpu(),
        CurrentMemory = row.MaybeMemory(),
        Cpu = row.MaybeCpu(),
        Memory = row.MaybeMemory(),
        CpuBreach = Breach(row),
        MemoryBreach = Breach(row),
        WindowDays = row.Int(),
        Samples = row.Long(),
        Confidence = row.Choice<SizeConfidence>(),
        Direction = row.Choice<SizeDirection>(),
        Reasons = row.Texts(),
        CurrentMemoryLimit = row.MaybeMemory(),
        MemoryLimit = row.MaybeMemory(),
    });

    private List<ScenarioFigure> Scenarios(DateOnly day) => Query($"SELECT id, name, usd_per_month, usd_per_month_low, usd_per_month_high, saving_usd_per_month FROM scenario WHERE day = {Literal(day)} ORDER BY place", row =>
        new ScenarioFigure(row.Text(), row.Text(), row.Money(), row.Money(), row.Money(), row.MaybeMoney()));

    private List<PriceFigure> Prices(DateOnly day) => Query($"SELECT id, usd_per_unit, unit, dated FROM price WHERE day = {Literal(day)} ORDER BY id", row => new PriceFigure(row.Text(), row.Number(), row.Text(), row.Text()));

    private List<InputFile> Inputs(DateOnly day) => Query($"SELECT path, role, row_count, sha256 FROM input WHERE day = {Literal(day)} ORDER BY path", row => new InputFile(row.Text(), row.Text(), row.MaybeLong(), row.Text()));

    public IReadOnlyList<Claim> Ledger() => Claims("SELECT * EXCLUDE (as_of) FROM ledger ORDER BY workload, container, recommended_on");

    private List<Claim> Claims(DateOnly day) => Claims($"SELECT * EXCLUDE (day, place) FROM claim WHERE day = {Literal(day)} ORDER BY place");

    private List<Claim> Claims(string sql) => Query(sql, row =>
    {
        var key = new UsageKey(row.Text(), row.Text());
        var recommended = row.Date();
        var replicas = row.Int();
        return new Claim
        {
            Key = key,
            RecommendedOn = recommended,
            Replicas = replicas,
            From = row.Size(),
            To = row.Size(),
            PotentialMonthly = row.MaybeMoney(),
            Evidence = row.Text(),
            State = row.Choice<ClaimState>(),
            AppliedOn = row.MaybeDate(),
            RunningMonthly = row.MaybeMoney(),
            DaysAtPrices = row.Int(),
            SavedAtPrices = row.Money(),
            DaysMeasured = row.Int(),
            Realised = row.Money(),
            EndedOn = row.MaybeDate(),
            EndedBecause = row.MaybeText(),
        };
    });

    private static BreachProbability? Breach(HistoryRow row) =>
        (row.MaybeDouble(), row.MaybeDouble(), row.MaybeDouble()) is ({ } value, { } low, { } high) ? new BreachProbability(value, low, high) : null;

    private static string Name<T>(T choice) where T : struct, Enum => choice.ToString().ToLowerInvariant();
}
