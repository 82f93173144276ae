using CostTool.Scheduler.Calendars.EventBridge;
using CsCheck;
using NodaTime;

namespace CostTool.Scheduler.Tests.EventBridge;

/// <summary>Random expressions, zones that jump in every way, and starts that lie near the jumps as often as not.</summary>
internal static class EventBridgeGenerators
{
    public static readonly string[] ZoneNames =
        ["UTC", "America/New_York", "Europe/Paris", "Asia/Kolkata", "Australia/Lord_Howe", "America/Santiago", "Asia/Amman", "Africa/Casablanca"];

    public static readonly Gen<DateTimeZone> Zone = Gen.Int[0, ZoneNames.Length - 1].Select(index => DateTimeZoneProviders.Tzdb[ZoneNames[index]]);

    public static readonly Gen<Instant> Start = Gen.Select(Zone, Gen.Int[2021, 2035], Gen.Int[0, 365 * 24 * 60], Gen.Int[-3_000, 3_000], Gen.Bool).Select((zone, year, minute, near, atJump) =>
    {
        Instant any = Instant.FromUtc(year, 1, 1, 0, 0) + Duration.FromMinutes(minute);
        return atJump && zone.GetZoneInterval(any) is { HasEnd: true } interval ? interval.End + Duration.FromMinutes(near) : any;
    });

    private static readonly Gen<DayRule> Days = Gen.OneOf(
        Gen.Const<DayRule>(new DayRule.OfMonth(DayRule.OfMonth.EveryDay)),
        Set(1, 31).Select(days => (DayRule)new DayRule.OfMonth((uint)days)),
        Set(1, 31).Select(days => (DayRule)new DayRule.OfMonth((uint)days, LastDay: true)),
        Set(0, 6).Select(days => (DayRule)new DayRule.OfWeek((uint)days)),
        Gen.Select(Gen.Int[0, 6], Gen.Int[1, 5]).Select((day, nth) => (DayRule)new DayRule.OfWeek(0, Nth: (day, nth))),
        Set(0, 6).Select(days => (DayRule)new DayRule.OfWeek(0, LastOf: (uint)days)));

    private static readonly Gen<YearSet> Years = Gen.OneOf(
        Gen.Const(YearSet.All),
        Gen.Int[2021, 2035].Array[1, 6].Select(years => YearSet.Of(years)));

    public static readonly Gen<EventBridgeCron> Cron = Gen.Select(Set(0, 59), Set(0, 23), Days, Set(1, 12), Years)
        .Select((minutes, hours, days, months, years) => new EventBridgeCron(minutes, (uint)hours, days, (uint)months, years));

    /// <summary>All values, a few, or about half of them; never none.</summary>
    public static Gen<ulong> Set(int first, int last) => Gen.OneOf(
        Gen.Const(Enumerable.Range(first, last - first + 1).Aggregate(0UL, (set, value) => set | (1UL << value))),
        Gen.Int[first, last].Array[1, 4].Select(values => values.Aggregate(0UL, (set, value) => set | (1UL << value))),
        Gen.Int[first, last].Array[1, 40].Select(values => values.Aggregate(0UL, (set, value) => set | (1UL << value))),
        Gen.Select(Gen.Int[first, last], Gen.Int[2, 20]).Select((from, step) =>
            Enumerable.Range(0, last - from + 1).Where(i => i % step == 0).Aggregate(0UL, (set, i) => set | (1UL << (from + i)))));
}
