namespace CostTool.Scheduler.Accounts.Calling;

/// <summary>Calls a second that a service takes, and how many at once.</summary>
/// <param name="PerSecond">Calls a second.</param>
/// <param name="Burst">Calls at once.</param>
internal sealed record CallRate(double PerSecond, int Burst);

/// <summary>Rates that calls start at; a service that throttles below them slows us down by itself.</summary>
/// <remarks>
/// From the quota pages of each service (read 2026-11), the lowest of its regions. EventBridge Scheduler: 50 a second until September 2023 and for accounts that used it before; newer ones have
/// 250 to 5,000, by operation. ECS: "Request throttling" (task definitions: 20 at once, then 1 a second). Step Functions: 100 creations at once, then 1 a second. CloudWatch: PutMetricAlarm 3,
/// DescribeAlarms 9. Logs, SNS: 10. EventBridge: 50. Service Quotas: 5. EC2: 100 at once, then 20. IAM publishes none; 15 has been seen to pass.
/// </remarks>
internal static class ServiceRates
{
    private static readonly Dictionary<string, CallRate> Services = new(StringComparer.Ordinal)
    {
        ["scheduler"] = new(50, 50),
        ["ecs"] = new(20, 50),
        ["states"] = new(20, 100),
        ["iam"] = new(15, 15),
        ["logs"] = new(10, 10),
        ["events"] = new(50, 50),
        ["sns"] = new(10, 10),
        ["sqs"] = new(50, 50),
        ["cloudwatch"] = new(9, 9),
        ["ec2"] = new(20, 100),
        ["servicequotas"] = new(5, 5),
        ["sts"] = new(50, 50),
    };

    private static readonly Dictionary<string, CallRate> Operations = new(StringComparer.Ordinal)
    {
        ["ecs:RegisterTaskDefinition"] = new(1, 20),
        ["ecs:DeregisterTaskDefinition"] = new(1, 20),
        ["states:CreateStateMachine"] = new(1, 100),
        ["cloudwatch:PutMetricAlarm"] = new(3, 3),
    };

    /// <summary>The rate of a service, as IAM names it.</summary>
    public static CallRate Of(string service) => Services[service];

    /// <summary>Operations of a service with a rate of their own.</summary>
    public static IEnumerable<(string Operation, CallRate Rate)> SlowerOf(string service) =>
        Operations.Where(row => row.Key.StartsWith($"{service}:", StringComparison.Ordinal)).Select(row => (row.Key[(service.Length + 1)..], row.Value));
}
