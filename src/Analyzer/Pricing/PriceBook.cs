using System.Collections.Concurrent;
using CostTool.Analyzer.Capacity;
using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Pricing;

/// <summary>Dated prices of every known region. A region is read when it is first asked for.</summary>
/// <remarks>The files and their columns are described in Pricing/Snapshot/README.md; the built-in book and a folder share this reader.</remarks>
public sealed class PriceBook
{
    private const string BuiltInName = "built-in prices";

    private readonly PriceBookFiles files;
    private readonly ConcurrentDictionary<string, RegionPrices> regions = new(StringComparer.Ordinal);
    private readonly Lazy<IReadOnlyDictionary<string, InstanceSpec>> specs;

    private PriceBook(PriceBookFiles files)
    {
        this.files = files;
        (SnapshotDate, RegionCodes) = files.ReadIndex();
        specs = new(files.ReadInstanceTypes);
    }

    /// <summary>What the book is called in reports and errors: <c>built-in prices</c> or a folder.</summary>
    public string Name => files.Name;

    /// <summary>The newest date among its sources (<c>yyyy-MM-dd</c>); each price carries its own.</summary>
    public string SnapshotDate { get; }

    /// <summary>Codes of the regions that it knows, sorted.</summary>
    public IReadOnlyList<string> RegionCodes { get; }

    /// <summary>The snapshot that is part of the program.</summary>
    public static PriceBook LoadBuiltIn() => Load(BuiltInName, OpenBuiltIn);

    /// <summary>Reads a book from files in the layout of the built-in one.</summary>
    /// <param name="name">What to call it in errors, such as the folder's path.</param>
    /// <param name="open">Opens a file by its relative path with forward slashes, such as <c>ec2/eu-west-3.csv</c>; null where there is none.</param>
    /// <exception cref="ProblemException">The index or the sources are missing or malformed.</exception>
    public static PriceBook Load(string name, Func<string, Stream?> open)
    {
        ArgumentNullException.ThrowIfNull(open);
        // What a machine is does not change with its price, so a folder need not repeat it.
        return new PriceBook(new PriceBookFiles(name, path => open(path) ?? (path == PriceBookFiles.InstanceTypes ? OpenBuiltIn(path) : null)));
    }

    /// <summary>The prices of a region.</summary>
    /// <exception cref="ProblemException">Nothing is known for the region, or its files are malformed.</exception>
    public RegionPrices For(Region region)
    {
        ArgumentNullException.ThrowIfNull(region);
        if (!RegionCodes.Contains(region.Code))
        {
            throw new ProblemException(new Problem(
                $"no price is known for region `{region}`",
                Name,
                $"choose one of {string.Join(", ", RegionCodes)}, or name a folder with its prices under `prices:`"));
        }

        return regions.GetOrAdd(region.Code, _ => new RegionPrices(region, files, specs));
    }

    /// <summary>Opens a file of the snapshot that is part of the program, such as <c>prices/eu-west-3.csv</c>; null where there is none.</summary>
    public static Stream? OpenBuiltIn(string path) => typeof(PriceBook).Assembly.GetManifestResourceStream("prices/" + path);
}
