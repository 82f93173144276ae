using System.Globalization;

namespace CostTool.Scheduler.Planning;

/// <summary>Lists what a plan's money rests on.</summary>
internal static class PlanAssumptions
{
    public static IReadOnlyList<PlanAssumption> Of(PlanInputs inputs, IReadOnlyList<PlanCandidate> candidates)
    {
        var assumedSizes = candidates.Count(candidate => candidate.SizeAssumed && candidate.DropReason is null);
        return
        [
            new("hours-per-month", "Hours in the month", Text(inputs.Hours.Value), "hour", inputs.Month),
            new("image-pull", "Image pull of each run", Text(inputs.ImagePullSeconds), "second", "billed by Fargate; measure pullStoppedAt - pullStartedAt of your image"),
            new("task-start", "Start and stop of each run around the work", Text(inputs.StartSeconds), "second", "import of the application; measure it in your image"),
            new("task-size", "Schedules whose task has no known size", Text(assumedSizes), "schedule", inputs.SizeWhenUnknown is UnknownSize.Worker ? "its worker's size stands in" : "0.25 vCPU and 512 MiB stand in"),
            new("runtime", "Runtime of a run", "mean", string.Empty, "history on today's workers; a smaller task may take longer; low end: median, high end: 99th percentile; without a history the hard limit stands in"),
            new("spot-fallback-share", "Share of runs bought on demand while Spot is out", Text(inputs.Fallback.Central), "ratio", $"from {Text(inputs.Fallback.Low)} to {Text(inputs.Fallback.High)} in the band; AWS promises no availability of Spot"),
            new("spot-vcpu", "Spot vCPU-hour", Text(inputs.Spot.VCpuHour.UsdPerUnit), "USD", $"{inputs.Spot.VCpuHour.Id}, {inputs.Spot.VCpuHour.Dated}"),
            new("spot-memory", "Spot GB-hour", Text(inputs.Spot.GbHour.UsdPerUnit), "USD", $"{inputs.Spot.GbHour.Id}, {inputs.Spot.GbHour.Dated}"),
            new("on-demand-vcpu", "On-demand vCPU-hour", Text(inputs.OnDemand.VCpuHour.UsdPerUnit), "USD", $"{inputs.OnDemand.VCpuHour.Id}, {inputs.OnDemand.VCpuHour.Dated}"),
            new("on-demand-memory", "On-demand GB-hour", Text(inputs.OnDemand.GbHour.UsdPerUnit), "USD", $"{inputs.OnDemand.GbHour.Id}, {inputs.OnDemand.GbHour.Dated}"),
            new("scheduler-invocations", "A million invocations", Text(inputs.SchedulerInvocations.UsdPerUnit), "USD", $"{inputs.SchedulerInvocations.Id}, {inputs.SchedulerInvocations.Dated}; the free tier is left out"),
            new("step-function", "A worker's cost goes with its last task only", "yes", string.Empty, "nodes and tasks are paid whether they work or wait; fewer replicas are not looked at here"),
            new("one-run-one-task", "Each run starts once", "yes", string.Empty, "retries of failed runs and of refused launches come on top"),
        ];
    }

    private static string Text(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);
}
