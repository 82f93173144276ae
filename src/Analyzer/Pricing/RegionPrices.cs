using System.Diagnostics.CodeAnalysis;
using CostTool.Analyzer.Capacity;
using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Pricing;

/// <summary>The prices of one region. A price that is not there is an error that names it, never a zero.</summary>
public sealed class RegionPrices
{
    private readonly string bookName;
    private readonly Lazy<Dictionary<string, PriceEntry>> prices;
    private readonly Lazy<Dictionary<string, InstanceEntry>> instances;
    private readonly Lazy<IReadOnlyList<InstanceOffer>> offers;
    private readonly Lazy<IReadOnlyList<Price>> all;

    internal RegionPrices(Region region, PriceBookFiles files, Lazy<IReadOnlyDictionary<string, InstanceSpec>> specs)
    {
        Region = region;
        bookName = files.Name;
        prices = new(() => files.ReadPrices(region));
        instances = new(() => files.ReadInstances(region));
        offers = new(() => Offers(instances.Value, specs.Value));
        all = new(() =>
        [
            .. prices.Value.Values.Select(entry => entry.Price)
                .Concat(instances.Value.Values.Select(entry => entry.OnDemand))
                .Concat(instances.Value.Values.Where(entry => entry.Spot is not null).Select(entry => entry.Spot!.Price))
                .OrderBy(price => price.Id.Value, StringComparer.Ordinal),
        ]);
    }

    /// <summary>The region.</summary>
    public Region Region { get; }

    /// <summary>Every type with an on-demand price here whose shape is published, sorted by name.</summary>
    public IReadOnlyList<InstanceOffer> Instances => offers.Value;

    /// <summary>Every price, sorted by id.</summary>
    public IReadOnlyList<Price> All => all.Value;

    /// <summary>Fargate on demand.</summary>
    /// <exception cref="ProblemException">The vCPU or memory rate, or on Windows the licence, is not known here.</exception>
    public FargateRates Fargate(OperatingSystem system, CpuArchitecture architecture)
    {
        Price Rate(string unit) => Require(PriceIds.Fargate(Region, system, architecture, unit, PurchaseOption.OnDemand)).Price;
        return new FargateRates
        {
            System = system,
            Architecture = architecture,
            Purchase = PurchaseOption.OnDemand,
            VCpuHour = Rate(FargateUnits.VCpuHour),
            GbHour = Rate(FargateUnits.GbHour),
            LicenceVCpuHour = system == OperatingSystem.Windows ? Rate(FargateUnits.LicenceVCpuHour) : null,
            EphemeralGbHour = Find(PriceIds.FargateStorage(Region)),
        };
    }

    /// <summary>Fargate Spot, which is sold for Linux only.</summary>
    /// <exception cref="ProblemException">The vCPU or memory rate is not known here.</exception>
    public FargateRates FargateSpot(CpuArchitecture architecture)
    {
        PriceEntry Rate(string unit) => Require(PriceIds.Fargate(Region, OperatingSystem.Linux, architecture, unit, PurchaseOption.Spot));
        var (cpu, memory) = (Rate(FargateUnits.VCpuHour), Rate(FargateUnits.GbHour));
        return new FargateRates
        {
            System = OperatingSystem.Linux,
            Architecture = architecture,
            Purchase = PurchaseOption.Spot,
            VCpuHour = cpu.Price,
            GbHour = memory.Price,
            VCpuHourSpot = cpu.Spot,
            GbHourSpot = memory.Spot,
            EphemeralGbHour = Find(PriceIds.FargateStorage(Region)),
        };
    }

    /// <summary>Whether Fargate on demand has its vCPU and memory rates here.</summary>
    public bool SellsFargate(OperatingSystem system, CpuArchitecture architecture) =>
        Find(PriceIds.Fargate(Region, system, architecture, FargateUnits.VCpuHour, PurchaseOption.OnDemand)) is not null
        && Find(PriceIds.Fargate(Region, system, architecture, FargateUnits.GbHour, PurchaseOption.OnDemand)) is not null;

    /// <summary>A Linux instance on demand, shared tenancy, per hour.</summary>
    /// <exception cref="ProblemException">The type has no price here.</exception>
    public Price OnDemand(string instanceType) =>
        TryOnDemand(instanceType, out var price) ? price : throw Missing(PriceIds.Ec2OnDemand(Region, instanceType), "choose another instance type or region");

    /// <summary>A Linux instance on demand, or false where the type has no price here.</summary>
    public bool TryOnDemand(string instanceType, [NotNullWhen(true)] out Price? price)
    {
        price = instances.Value.TryGetValue(instanceType, out var entry) ? entry.OnDemand : null;
        return price is not null;
    }

    /// <summary>A Linux Spot instance per hour, as a band.</summary>
    /// <exception cref="ProblemException">No Spot price of the type was ever seen here.</exception>
    public SpotQuote Spot(string instanceType) =>
        TrySpot(instanceType, out var quote) ? quote : throw Missing(PriceIds.Ec2Spot(Region, instanceType), "choose another instance type or region");

    /// <summary>A Linux Spot instance, or false where no Spot price of the type was ever seen here.</summary>
    public bool TrySpot(string instanceType, [NotNullWhen(true)] out SpotQuote? quote)
    {
        quote = instances.Value.TryGetValue(instanceType, out var entry) ? entry.Spot : null;
        return quote is not null;
    }

    /// <summary>Any other item, such as <c>nat-gateway-hour</c> or <c>compute-sp-fargate-1y-no-upfront/x86_64/vcpu-hour</c>.</summary>
    /// <exception cref="ProblemException">The item has no price here.</exception>
    public Price Item(string item) => Require(PriceIds.Item(Region, item)).Price;

    /// <summary>A price by its id, or null.</summary>
    public Price? Find(PriceId id)
    {
        if (prices.Value.TryGetValue(id.Value, out var entry)) return entry.Price;
        if (id.Value.Split('/') is not ["ec2", var region, var type, var purchase] || region != Region.Code) return null;
        return !instances.Value.TryGetValue(type, out var instance) ? null
            : purchase == "on-demand" ? instance.OnDemand
            : purchase == "spot" ? instance.Spot?.Price
            : null;
    }

    private static List<InstanceOffer> Offers(Dictionary<string, InstanceEntry> instances, IReadOnlyDictionary<string, InstanceSpec> specs)
    {
        var offers = new List<InstanceOffer>(instances.Count);
        foreach (var (type, entry) in instances)
        {
            if (specs.TryGetValue(type, out var spec)) offers.Add(new InstanceOffer { Spec = spec, OnDemand = entry.OnDemand, Spot = entry.Spot });
        }

        offers.Sort((left, right) => string.CompareOrdinal(left.Spec.InstanceType, right.Spec.InstanceType));
        return offers;
    }

    private PriceEntry Require(PriceId id) => prices.Value.TryGetValue(id.Value, out var entry) ? entry : throw Missing(id, "choose another region");

    private ProblemException Missing(PriceId id, string otherwise) =>
        new(new Problem($"no price `{id}` for region {Region}", bookName, $"name a folder with the price under `prices:` in costtool.yaml, or {otherwise}"));
}
