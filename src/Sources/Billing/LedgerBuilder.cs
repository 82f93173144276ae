using System.Runtime.InteropServices;
using CostTool.Analyzer.Billing;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Units;

namespace CostTool.Sources.Billing;

/// <summary>Adds folded charges of several files into one ledger. Addition of decimals is exact, so the order of files does not matter.</summary>
internal sealed class LedgerBuilder
{
    private readonly Dictionary<LineKey, LineSum> _lines = [];
    private readonly Dictionary<InstanceKey, InstanceSum> _instances = [];
    private readonly Dictionary<(string Arn, DateTime Hour), CommitmentSum> _commitments = [];
    private readonly Dictionary<DateOnly, MonthSum> _months = [];
    private readonly Dictionary<string, (long Rows, decimal Unblended)> _skipped = new(StringComparer.Ordinal);
    private readonly List<FoldedFile> _files = [];
    private readonly SortedSet<string> _notes = new(StringComparer.Ordinal);

    public void Note(string text) => _notes.Add(text);

    public void Skip(string reason, long rows, decimal unblended)
    {
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_skipped, reason, out _);
        sum = (sum.Rows + rows, sum.Unblended + unblended);
    }

    /// <exception cref="ProblemException">The charge is not in US dollars.</exception>
    public void Add(FoldedFile file, FoldedCharge charge)
    {
        if (charge.Currency is { Length: > 0 } currency && currency != "USD") throw new ProblemException(OtherCurrency(file.Path, currency));
        var month = new DateOnly(charge.Month.Year, charge.Month.Month, 1);
        file.Months.Add(month);
        AddMonth(month, charge);

        var key = new LineKey(month, charge.Service, charge.UsageType, charge.Operation, charge.Charge, charge.Purchase, charge.Region, charge.Unit);
        ref var line = ref CollectionsMarshal.GetValueRefOrAddDefault(_lines, key, out _);
        line.Add(charge);
    }

    public void AddInstance(FoldedInstance usage)
    {
        var key = new InstanceKey(new DateOnly(usage.Month.Year, usage.Month.Month, 1), usage.InstanceId, usage.UsageType, usage.Purchase);
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_instances, key, out _);
        sum.Add(usage);
    }

    public void AddCommitment(string arn, string offering, DateTime hour, decimal? committed, decimal? used, decimal? coveredOnDemand)
    {
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_commitments, (arn, hour), out _);
        sum.Committed += committed ?? 0;
        sum.Used += used ?? 0;
        if (coveredOnDemand is { } covered) sum.Covered = (sum.Covered ?? 0) + covered;
        if (string.CompareOrdinal(offering, sum.Offering) > 0) sum.Offering = offering;
    }

    public void EndFile(FoldedFile file)
    {
        foreach (var type in file.UnknownTypes) Note($"{file.Path.Shown}: line items of type `{type}` are not documented; they are counted as fees");
        _files.Add(file);
    }

    /// <exception cref="ProblemException">The files hold nothing to count, or count a month twice.</exception>
    public BillLedger Build()
    {
        if (_lines.Count == 0) throw new ProblemException(NothingCounted());
        RequireOneFormatPerMonth();
        return new BillLedger
        {
            Files = [.. _files.Select(file => new BillFile(file.Path.Shown, file.Format, file.Rows)).OrderBy(file => file.Path, StringComparer.Ordinal)],
            Months = [.. _months.OrderBy(month => month.Key).Select(month => month.Value.Month(month.Key))],
            Lines = [.. _lines.OrderBy(line => line.Key).Select(line => line.Value.Line(line.Key))],
            Instances = [.. _instances.OrderBy(instance => instance.Key).Select(instance => instance.Value.Instance(instance.Key))],
            CommitmentHours = [.. _commitments.OrderBy(hour => hour.Key.Arn, StringComparer.Ordinal).ThenBy(hour => hour.Key.Hour).Select(hour => hour.Value.Hour(hour.Key.Arn, hour.Key.Hour))],
            RowsRead = _files.Sum(file => file.Rows),
            Skipped = [.. _skipped.OrderBy(skip => skip.Key, StringComparer.Ordinal).Select(skip => new SkippedRows(skip.Key, skip.Value.Rows, Money(skip.Value.Unblended)))],
            Notes = [.. _notes],
        };
    }

    private void AddMonth(DateOnly month, FoldedCharge charge)
    {
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_months, month, out _);
        sum.Estimated |= charge.Estimated;
        if (charge.From is not { } from) return;
        var to = charge.To ?? from;
        // Times of fees and taxes count only where the month has no usage at all.
        if (charge.CoversTime && !sum.HasUsage) (sum.From, sum.To, sum.HasUsage) = (from, to, true);
        else if (charge.CoversTime == sum.HasUsage) (sum.From, sum.To) = (Earlier(sum.From, from), Later(sum.To, to));
    }

    private void RequireOneFormatPerMonth()
    {
        var seen = new Dictionary<DateOnly, FoldedFile>();
        foreach (var file in _files)
            foreach (var month in file.Months)
                if (!seen.TryAdd(month, file) && seen[month].Format != file.Format)
                    throw new ProblemException(new Problem(
                        $"{month:yyyy-MM} is billed twice: as {seen[month].Format} in {seen[month].Path.Shown} and as {file.Format}", file.Path.Shown, "name only one of the two exports"));
    }

    private Problem NothingCounted()
    {
        var where = string.Join(", ", _files.Select(file => file.Path.Shown));
        return _skipped.Count == 0
            ? new Problem("the bill has a header and no rows", where, "export a month that has charges")
            : new Problem($"no row of the bill can be counted: {string.Join("; ", _skipped.OrderBy(skip => skip.Key, StringComparer.Ordinal).Select(skip => $"{skip.Value.Rows} {skip.Key}"))}", where, "name a bill with AWS charges");
    }

    private static Problem OtherCurrency(BillPath path, string currency) =>
        new($"charges are in `{currency}`, and CostTool adds up US dollars only", path.Shown, "export the bill in USD, or leave the accounts in other currencies out");

    private static DateTime? Earlier(DateTime? known, DateTime other) => known is { } time && time < other ? time : other;

    private static DateTime? Later(DateTime? known, DateTime other) => known is { } time && time > other ? time : other;

    /// <summary>The same value without the trailing zeros that the engine's fixed scale leaves, so that equal amounts print alike.</summary>
    private static decimal Plain(decimal amount) => amount / 1.0000000000000000000000000000m;

    private static Usd Money(decimal amount) => new(Plain(amount));

    private readonly record struct LineKey(
        DateOnly Month, string Service, string UsageType, string Operation, ChargeKind Charge, PurchaseOption Purchase, string? Region, string Unit) : IComparable<LineKey>
    {
        public int CompareTo(LineKey other)
        {
            if (Month.CompareTo(other.Month) is not 0 and var month) return month;
            if (string.CompareOrdinal(Service, other.Service) is not 0 and var service) return service;
            if (string.CompareOrdinal(UsageType, other.UsageType) is not 0 and var usageType) return usageType;
            if (string.CompareOrdinal(Operation, other.Operation) is not 0 and var operation) return operation;
            if (Charge.CompareTo(other.Charge) is not 0 and var charge) return charge;
            if (Purchase.CompareTo(other.Purchase) is not 0 and var purchase) return purchase;
            if (string.CompareOrdinal(Region, other.Region) is not 0 and var region) return region;
            return string.CompareOrdinal(Unit, other.Unit);
        }
    }

    private readonly record struct InstanceKey(DateOnly Month, string InstanceId, string UsageType, PurchaseOption Purchase) : IComparable<InstanceKey>
    {
        public int CompareTo(InstanceKey other)
        {
            if (Month.CompareTo(other.Month) is not 0 and var month) return month;
            if (string.CompareOrdinal(InstanceId, other.InstanceId) is not 0 and var instance) return instance;
            if (string.CompareOrdinal(UsageType, other.UsageType) is not 0 and var usageType) return usageType;
            return Purchase.CompareTo(other.Purchase);
        }
    }

    private record struct LineSum(long Rows, decimal? Amount, decimal Unblended, decimal Amortised, decimal? PublicOnDemand)
    {
        public void Add(FoldedCharge charge)
        {
            Rows += charge.Rows;
            if (charge.UsageAmount is { } amount) Amount = (Amount ?? 0) + amount;
            Unblended += charge.Unblended;
            Amortised += charge.Amortised;
            if (charge.PublicOnDemand is { } cost) PublicOnDemand = (PublicOnDemand ?? 0) + cost;
        }

        public readonly BillLine Line(LineKey key) => new()
        {
            Month = key.Month,
            Service = key.Service,
            UsageType = key.UsageType,
            Operation = key.Operation,
            Charge = key.Charge,
            Purchase = key.Purchase,
            Region = key.Region,
            UsageAmount = Amount is { } amount ? Plain(amount) : null,
            UsageUnit = key.Unit,
            Unblended = Money(Unblended),
            Amortised = Money(Amortised),
            PublicOnDemand = PublicOnDemand is { } cost ? Money(cost) : null,
            Rows = Rows,
        };
    }

    private record struct InstanceSum(decimal Hours, decimal Unblended, decimal Amortised, decimal? PublicOnDemand, string? Cluster)
    {
        public void Add(FoldedInstance usage)
        {
            Hours += usage.Hours;
            Unblended += usage.Unblended;
            Amortised += usage.Amortised;
            if (usage.PublicOnDemand is { } cost) PublicOnDemand = (PublicOnDemand ?? 0) + cost;
            if (string.CompareOrdinal(usage.ClusterTag, Cluster) > 0) Cluster = usage.ClusterTag;
        }

        public readonly InstanceUsage Instance(InstanceKey key) => new()
        {
            Month = key.Month,
            InstanceId = key.InstanceId,
            UsageType = key.UsageType,
            Purchase = key.Purchase,
            ClusterTag = Cluster,
            Hours = new Hours(Plain(Hours)),
            Unblended = Money(Unblended),
            Amortised = Money(Amortised),
            PublicOnDemand = PublicOnDemand is { } cost ? Money(cost) : null,
        };
    }

    private record struct CommitmentSum(decimal Committed, decimal Used, decimal? Covered, string? Offering)
    {
        public readonly CommitmentHour Hour(string arn, DateTime hour) => new()
        {
            PlanArn = arn,
            OfferingType = Offering ?? "",
            Hour = Utc(hour),
            Committed = Money(Committed),
            Used = Money(Used),
            CoveredOnDemand = Covered is { } covered ? Money(covered) : null,
        };
    }

    private record struct MonthSum(DateTime? From, DateTime? To, bool HasUsage, bool Estimated)
    {
        public readonly BillMonth Month(DateOnly month)
        {
            var first = month.ToDateTime(TimeOnly.MinValue);
            var (from, to) = (From ?? first, To ?? first);
            // An end at midnight belongs to the day before; daily bills without an end column name the last day's start.
            var lastDay = DateOnly.FromDateTime(to > from ? to.AddTicks(-1) : to);
            var covered = DateOnly.FromDateTime(from) <= month && lastDay >= month.AddMonths(1).AddDays(-1);
            return new BillMonth { Month = month, UsageFrom = Utc(from), UsageTo = Utc(to), Estimated = Estimated, Partial = !covered };
        }
    }

    private static DateTimeOffset Utc(DateTime time) => new(DateTime.SpecifyKind(time, DateTimeKind.Utc));
}
