using CostTool.Analyzer.Capacity;
using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Pricing;

/// <summary>A price with the Spot band beside it, where it is a Spot price.</summary>
internal sealed record PriceEntry(Price Price, SpotQuote? Spot);

/// <summary>The prices of an instance type in a region.</summary>
internal sealed record InstanceEntry(Price OnDemand, SpotQuote? Spot);

/// <summary>The files of a price book, read into prices. Every fault names its file and line.</summary>
internal sealed class PriceBookFiles(string name, Func<string, Stream?> open)
{
    /// <summary>File of what the instance types are.</summary>
    public const string InstanceTypes = "instance_types.csv";

    private const string Index = "book.csv";
    private const string SourcesFile = "sources.csv";

    private readonly Lazy<Dictionary<string, Evidence>> sources = new(() => ReadSources(name, open));

    private sealed record Evidence(PriceKind Kind, string Dated, string Source, string? Note);

    /// <summary>What the book is called.</summary>
    public string Name => name;

    /// <summary>Reads the date of the snapshot and the codes of its regions.</summary>
    public (string SnapshotDate, IReadOnlyList<string> RegionCodes) ReadIndex()
    {
        var table = new SnapshotTable(Place(name, Index));
        string? date = null;
        var codes = new List<string>();
        foreach (var row in table.Read(Required(name, open, Index), "name", "value"))
        {
            var (key, value) = (row.Fields[0], row.Fields[1]);
            if (key == "snapshot_date") date = value;
            else if (key == "region") codes.Add(Region.Parse(value, $"{Place(name, Index)}:{row.Line}").Code);
            else table.Report(row.Line, $"`{key}` is not a name of this file", "write `snapshot_date` or `region`");
        }

        if (string.IsNullOrWhiteSpace(date)) table.Report(1, "`snapshot_date` is missing", "add a row such as snapshot_date,2026-10-08");
        if (codes.Count == 0) table.Report(1, "no region is listed", "add a row such as region,eu-west-3");
        table.Finish();
        codes.Sort(StringComparer.Ordinal);
        return (date!, codes);
    }

    /// <summary>Reads Fargate and the secondary items of a region by price id; empty where there is no such file.</summary>
    public Dictionary<string, PriceEntry> ReadPrices(Region region)
    {
        var prices = new Dictionary<string, PriceEntry>(StringComparer.Ordinal);
        var file = $"prices/{region}.csv";
        if (open(file) is not { } stream) return prices;
        var table = new SnapshotTable(Place(name, file));
        foreach (var row in table.Read(stream, "price_id", "unit", "usd", "low_usd", "high_usd", "source"))
        {
            var id = row.Fields[0];
            var parts = id.Split('/');
            if (parts.Length < 2 || parts[1] != region.Code || parts.Contains("") || parts[0] == "ec2")
                table.Report(row.Line, $"`{id}` is not the id of a price of {region}", $"write it as nat-gateway-hour/{region} or fargate/{region}/linux/x86_64/vcpu-hour/on-demand; EC2 belongs in ec2/{region}.csv");
            else if (row.Fields[1].Length == 0)
                table.Report(row.Line, $"`{id}` has no unit", "name the unit, such as hour or GB-month");
            else if (table.Usd(row, 2, out var usd) && EvidenceOf(table, row, row.Fields[5]) is { } evidence)
            {
                if (usd == 0 && parts[0] == "fargate") table.Report(row.Line, $"`{id}` costs nothing", "write the price, or leave the row out");
                var price = Make(new PriceId(id), usd, row.Fields[1], evidence);
                SpotQuote? spot = null;
                if (id.EndsWith("/spot", StringComparison.Ordinal) && (spot = Band(table, row, 3, price, null)) is null) continue;
                if (!prices.TryAdd(id, new PriceEntry(price, spot))) table.Report(row.Line, $"`{id}` stands here twice", "keep one row");
            }
        }

        table.Finish();
        return prices;
    }

    /// <summary>Reads EC2 on demand and Spot of a region by instance type; empty where there is no such file.</summary>
    public Dictionary<string, InstanceEntry> ReadInstances(Region region)
    {
        var instances = new Dictionary<string, InstanceEntry>(StringComparer.Ordinal);
        var file = $"ec2/{region}.csv";
        if (open(file) is not { } stream) return instances;
        var table = new SnapshotTable(Place(name, file));
        foreach (var row in table.Read(stream, "instance_type", "usd", "source", "spot_usd", "spot_low_usd", "spot_high_usd", "spot_source", "interruption_band"))
        {
            var type = row.Fields[0];
            if (type.Length == 0 || type.Contains('/', StringComparison.Ordinal)) table.Report(row.Line, $"`{type}` is not an instance type", "write a name such as m5.large");
            if (!table.Usd(row, 1, out var usd) || EvidenceOf(table, row, row.Fields[2]) is not { } evidence) continue;
            if (usd == 0) table.Report(row.Line, $"`{type}` costs nothing", "write the on-demand price, or leave the row out");
            SpotQuote? spot = null;
            if (row.Fields[3].Length > 0)
            {
                if (!table.Usd(row, 3, out var centre) || EvidenceOf(table, row, row.Fields[6]) is not { } spotEvidence) continue;
                spot = Band(table, row, 4, Make(PriceIds.Ec2Spot(region, type), centre, "instance-hour", spotEvidence), row.Fields[7]);
            }

            var onDemand = Make(PriceIds.Ec2OnDemand(region, type), usd, "instance-hour", evidence);
            if (!instances.TryAdd(type, new InstanceEntry(onDemand, spot))) table.Report(row.Line, $"`{type}` stands here twice", "keep one row");
        }

        table.Finish();
        return instances;
    }

    /// <summary>Reads what the instance types are; a type without a published number of pods is left out, as nothing can be packed on it.</summary>
    public IReadOnlyDictionary<string, InstanceSpec> ReadInstanceTypes()
    {
        var table = new SnapshotTable(Place(name, InstanceTypes));
        var specs = new Dictionary<string, InstanceSpec>(StringComparer.Ordinal);
        foreach (var row in table.Read(Required(name, open, InstanceTypes), "instance_type", "vcpu", "memory_mib", "architecture", "max_pods", "bare_metal"))
        {
            if (row.Fields[4].Length == 0) continue;
            if (!(table.Count(row, 1, out var cores) && table.Count(row, 2, out var mebibytes) && table.Count(row, 4, out var pods))) continue;
            CpuArchitecture? architecture = row.Fields[3] switch { "x86_64" => CpuArchitecture.X86_64, "arm64" => CpuArchitecture.Arm64, _ => null };
            if (architecture is null)
            {
                table.Report(row.Line, $"`{row.Fields[3]}` is not an architecture", "write x86_64 or arm64");
                continue;
            }

            var added = specs.TryAdd(row.Fields[0], new InstanceSpec
            {
                InstanceType = row.Fields[0],
                Cpu = VCpu.FromCores(cores),
                Memory = MemorySize.FromMebibytes(mebibytes),
                Architecture = architecture.Value,
                MaxPods = pods,
                BareMetal = row.Fields[5] == "true",
            });
            if (!added) table.Report(row.Line, $"`{row.Fields[0]}` stands here twice", "keep one row");
        }

        table.Finish();
        return specs;
    }

    private static Dictionary<string, Evidence> ReadSources(string name, Func<string, Stream?> open)
    {
        var table = new SnapshotTable(Place(name, SourcesFile));
        var sources = new Dictionary<string, Evidence>(StringComparer.Ordinal);
        foreach (var row in table.Read(Required(name, open, SourcesFile), "key", "kind", "dated", "source", "note"))
        {
            PriceKind? kind = row.Fields[1] switch
            {
                "sourced" => PriceKind.Sourced,
                "derived" => PriceKind.Derived,
                "unverified" => PriceKind.Unverified,
                _ => null,
            };
            if (kind is null) table.Report(row.Line, $"`{row.Fields[1]}` is not a kind of price", "write sourced, derived or unverified");
            else if (row.Fields[2].Length == 0 || row.Fields[3].Length == 0) table.Report(row.Line, "a source without date or text", "write a date or `undated`, and where the price comes from");
            else if (!sources.TryAdd(row.Fields[0], new Evidence(kind.Value, row.Fields[2], row.Fields[3], row.Fields[4].Length == 0 ? null : row.Fields[4])))
                table.Report(row.Line, $"key `{row.Fields[0]}` stands here twice", "give each source its own key");
        }

        table.Finish();
        return sources;
    }

    private static Price Make(PriceId id, decimal usd, string unit, Evidence evidence) => new()
    {
        Id = id,
        UsdPerUnit = usd,
        Unit = unit,
        Kind = evidence.Kind,
        Source = evidence.Source,
        Dated = evidence.Dated,
        Note = evidence.Note,
    };

    private static SpotQuote? Band(SnapshotTable table, SnapshotRow row, int field, Price price, string? interruptions)
    {
        if (!table.Usd(row, field, out var low) || !table.Usd(row, field + 1, out var high)) return null;
        if (low <= price.UsdPerUnit && price.UsdPerUnit <= high)
            return new SpotQuote { Price = price, LowUsdPerUnit = low, HighUsdPerUnit = high, InterruptionBand = string.IsNullOrEmpty(interruptions) ? null : interruptions };
        table.Report(row.Line, $"the Spot price `{price.Id}` does not lie between its low and its high", "order them low, price, high");
        return null;
    }

    private Evidence? EvidenceOf(SnapshotTable table, SnapshotRow row, string key)
    {
        if (sources.Value.TryGetValue(key, out var evidence)) return evidence;
        table.Report(row.Line, $"source `{key}` is not in {SourcesFile}", $"add it to {SourcesFile}");
        return null;
    }

    private static string Place(string name, string file) => $"{name}/{file}";

    private static Stream Required(string name, Func<string, Stream?> open, string file) =>
        open(file) ?? throw new ProblemException(new Problem($"`{file}` is missing", name, "name a folder in the layout of the built-in prices, or leave `prices:` out for the built-in prices"));
}
