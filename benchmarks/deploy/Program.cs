using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using CostTool.Analyzer.Problems;
using CostTool.AwsDouble.Faults;
using CostTool.Scheduler.Accounts;
using CostTool.Scheduler.Accounts.Calling;
using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Deployment.Applying;
using CostTool.Scheduler.Deployment.Comparing;
using CostTool.Scheduler.Tests.Deployment;

// An apply against the double of AWS in this process: every call takes the latency and one token of one bucket for the whole account.
var schedules = int.Parse(args[0], CultureInfo.InvariantCulture);
var latency = TimeSpan.FromMilliseconds(double.Parse(args[1], CultureInfo.InvariantCulture));
var perSecond = double.Parse(args[2], CultureInfo.InvariantCulture);

await using var aws = await CostTool.AwsDouble.AwsDouble.StartAsync("eu-west-3", TimeProvider.System, CancellationToken.None);
foreach (var (name, value) in (ReadOnlySpan<(string, string)>)[("AWS_ENDPOINT_URL", aws.Address.ToString()), ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"), ("AWS_SECRET_ACCESS_KEY", "example"), ("AWS_EC2_METADATA_DISABLED", "true")])
    Environment.SetEnvironmentVariable(name, value);
aws.Arrange(() => aws.Account.Call("iam", "CreateRole", new JsonObject
{
    ["RoleName"] = "app",
    ["AssumeRolePolicyDocument"] = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}]}""",
}));
var state = DeploymentBuilder.Build(Deployments.Saved([.. Enumerable.Range(0, schedules).Select(number => Deployments.Row($"entry-{number:D4}"))]), Deployments.Settings, TimeProvider.System.GetUtcNow());
aws.Latency = latency;
aws.Throttle = new TokenBucket(perSecond, perSecond, TimeProvider.System);
var memory = new Memory();
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"machine: {Environment.ProcessorCount} cores, .NET {Environment.Version}; {state.Resources.Count} resources, {schedules} of them schedules; {latency.TotalMilliseconds:0} ms a call, {perSecond:0} calls a second, {perSecond:0} at once"));
await ApplyAsync("first");
// The bucket of a second command, some time later, is full again.
aws.Throttle = new TokenBucket(perSecond, perSecond, TimeProvider.System);
await ApplyAsync("second");

async Task ApplyAsync(string what)
{
    var before = aws.Calls.Count;
    var options = new ApplyOptions();
    var tempo = new RealTempo();
    using var account = AwsAccount.Open(AccountAccess.Of("eu-west-3", null), tempo, TimeProvider.System.GetUtcNow, memory, options);
    var watch = Stopwatch.StartNew();
    var result = await new Deployer(account.Kinds, account.Lock, new NoJournal(), account.Quotas, tempo, options).ApplyAsync(state, Given(state), null, what, CancellationToken.None);
    var took = watch.Elapsed;
    if (!result.Complete) throw new InvalidOperationException(string.Join('\n', result.Failed.Select(failed => failed.Problem)));
    var calls = aws.Calls.Skip(before).ToList();
    var refused = calls.Count(call => call.Error is not null && call.Error.Contains("hrottl", StringComparison.Ordinal));
    // Calls that had to be made, less those that the full bucket lets through at once, at the rate of the bucket, and the latency of the last.
    var limit = (Math.Max(0, calls.Count - refused - perSecond) / perSecond) + latency.TotalSeconds;
    var writes = calls.Count(call => !((ReadOnlySpan<string>)["Get", "List", "Describe"]).ToArray().Any(read => call.Name.Split(':')[1].StartsWith(read, StringComparison.Ordinal)));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-7} {took.TotalSeconds,7:0.00} s, {calls.Count} calls, {writes} of them changes, {refused} throttled; the throttle alone dictates {limit:0.00} s: {took.TotalSeconds / limit:0.00} x"));
    foreach (var group in calls.GroupBy(call => call.Name).OrderByDescending(group => group.Count()).Take(6)) Console.WriteLine($"          {group.Count(),5} {group.Key}");
}

static Resolution Given(DesiredState state)
{
    var values = DeploymentParameters.ValuesOf(Deployments.Mixed, Deployments.Settings);
    var given = state.Parameters.Where(parameter => values.ContainsKey(parameter.Name)).ToDictionary(parameter => parameter.Name, parameter => Resolution.Value(parameter, values[parameter.Name]));
    foreach (var (name, value) in (ReadOnlySpan<(string, string)>)[("AWS::Region", "eu-west-3"), ("AWS::AccountId", "123456789012"), ("AWS::Partition", "aws"), ("AWS::URLSuffix", "amazonaws.com")])
        given[name] = new TextValue(value);
    return Resolution.Of(state, given);
}

internal sealed class NoJournal : IApplyJournal
{
    public ApplyHeader? Interrupted => null;

    public void Begin(ApplyHeader header)
    {
    }

    public void Started(Change change)
    {
    }

    public void Done(Change change)
    {
    }

    public void Failed(Change change, Problem problem)
    {
    }

    public void End()
    {
    }
}

internal sealed class Memory : IScheduleMemory
{
    private readonly ConcurrentDictionary<string, RememberedSchedule> _known = new(StringComparer.Ordinal);

    public RememberedSchedule? Get(string arn) => _known.GetValueOrDefault(arn);

    public void Put(string arn, RememberedSchedule schedule) => _known[arn] = schedule;

    public void Forget(string arn) => _known.TryRemove(arn, out _);
}
