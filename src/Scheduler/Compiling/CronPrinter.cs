using System.Numerics;
using CostTool.Scheduler.Calendars.EventBridge;

namespace CostTool.Scheduler.Compiling;

/// <summary>Turns day parts and times into expressions that EventBridge takes, the printing of which comes last.</summary>
/// <remarks>The longest crontab comes to about 245 characters once its lists are compressed; only years on top of that need a cut.</remarks>
internal static class CronPrinter
{
    /// <summary>One expression a part, or several where one would be longer than EventBridge allows.</summary>
    public static IEnumerable<EventBridgeCron> Expressions(CronSets sets, DayPlan plan) =>
        plan.Parts.SelectMany(part => Fitting(new EventBridgeCron(sets.Minutes, sets.Hours, part.Rule, part.Months, part.Years)));

    private static IEnumerable<EventBridgeCron> Fitting(EventBridgeCron cron) =>
        cron.ToString().Length <= EventBridgeExpression.MaximumLength ? [cron] : Halves(cron).SelectMany(Fitting);

    /// <summary>Two expressions that share no time and together fire as one did: its longest field cut in the middle.</summary>
    private static EventBridgeCron[] Halves(EventBridgeCron cron)
    {
        int minutes = FieldText.Of(cron.Minutes, CronField.Minutes).Length;
        int hours = FieldText.Of(cron.Hours, CronField.Hours).Length;
        if (cron.Days is DayRule.OfMonth { Days: var days } rule && FieldText.Of(days, CronField.DayOfMonth).Length is var length && length > minutes && length > hours)
            return [.. HalvesOf(days).Select(half => new EventBridgeCron(cron.Minutes, cron.Hours, rule with { Days = (uint)half }, cron.Months, cron.Years))];
        return hours > minutes
            ? [.. HalvesOf(cron.Hours).Select(half => new EventBridgeCron(cron.Minutes, (uint)half, cron.Days, cron.Months, cron.Years))]
            : [.. HalvesOf(cron.Minutes).Select(half => new EventBridgeCron(half, cron.Hours, cron.Days, cron.Months, cron.Years))];
    }

    private static ulong[] HalvesOf(ulong set)
    {
        ulong upper = set;
        for (int i = BitOperations.PopCount(set) / 2; i > 0; i--) upper &= upper - 1;
        return [set & ~upper, upper];
    }
}
