using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using CostTool.Scheduler.Accounts;
using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Deployment.Applying;
using CostTool.Scheduler.Deployment.Comparing;
using CostTool.Scheduler.Tests.Deployment;

namespace CostTool.Scheduler.Tests.Accounts;

/// <summary>Tests that reach the double of AWS by the environment, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class AccountTests
{
    public const string Name = "account";
}

/// <summary>The product's account over the double of AWS, with waits that take no time.</summary>
internal sealed class TestAccount : IAsyncDisposable
{
    private static readonly string[] Variables = ["AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_EC2_METADATA_DISABLED"];

    private const string AppTrust = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";

    private static readonly string[] Reads = ["Get", "List", "Describe"];

    private TestAccount(AwsDouble.AwsDouble aws, MadeUpTempo tempo, TimeProvider clock)
    {
        (Aws, Tempo, Clock) = (aws, tempo, clock);
        foreach (var (name, value) in Variables.Zip([aws.Address.ToString(), "AKIATEST", "planted-secret-key", "true"])) Environment.SetEnvironmentVariable(name, value);
        Account = Open();
        Deployer = DeployerOf(Account);
    }

    public AwsDouble.AwsDouble Aws { get; }

    public AwsAccount Account { get; }

    public Deployer Deployer { get; }

    public Memory Remembered { get; } = new();

    public MadeUpTempo Tempo { get; }

    /// <summary>The clock of both sides, which goes on by what was waited.</summary>
    public TimeProvider Clock { get; }

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Calls that change something, in their order.</summary>
    public IReadOnlyList<string> Writes => [.. Aws.Calls.Select(call => call.Name).Where(name => !Reads.Any(read => name.Split(':')[1].StartsWith(read, StringComparison.Ordinal)))];

    public static async Task<TestAccount> StartAsync()
    {
        var tempo = new MadeUpTempo();
        var clock = new TempoClock(tempo);
        var test = new TestAccount(await AwsDouble.AwsDouble.StartAsync("eu-west-3", clock, Stop), tempo, clock);
        // The role that the app works with and the cluster are the user's own, and are there before.
        test.Arrange("ecs", "CreateCluster", new JsonObject { ["clusterName"] = "production", ["capacityProviders"] = new JsonArray("FARGATE", "FARGATE_SPOT") });
        test.Arrange("iam", "CreateRole", new JsonObject { ["RoleName"] = "app", ["AssumeRolePolicyDocument"] = AppTrust });
        return test;
    }

    /// <summary>Someone else does something in the account.</summary>
    public void Arrange(string model, string operation, JsonObject request) => Aws.Arrange(() => Aws.Account.Call(model, operation, request));

    /// <summary>Another process with the same account.</summary>
    public AwsAccount Open(ApplyOptions? options = null) =>
        AwsAccount.Open(AccountAccess.Of("eu-west-3", null), Tempo, Clock.GetUtcNow, Remembered, options ?? new ApplyOptions());

    public Deployer DeployerOf(AwsAccount account, IApplyJournal? journal = null, ApplyOptions? options = null) =>
        new(account.Kinds, account.Lock, journal ?? new MemoryJournal(), account.Quotas, Tempo, options ?? new ApplyOptions());

    public static Resolution Given(DesiredState state)
    {
        var values = DeploymentParameters.ValuesOf(Deployments.Mixed, Deployments.WithWorkers);
        var given = state.Parameters.Where(parameter => values.ContainsKey(parameter.Name)).ToDictionary(parameter => parameter.Name, parameter => Resolution.Value(parameter, values[parameter.Name]));
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)[("AWS::Region", "eu-west-3"), ("AWS::AccountId", "123456789012"), ("AWS::Partition", "aws"), ("AWS::URLSuffix", "amazonaws.com")])
            given[name] = new TextValue(value);
        return Resolution.Of(state, given);
    }

    public async Task ApplyAsync(DesiredState state)
    {
        var result = await Deployer.ApplyAsync(state, Given(state), null, Guid.NewGuid().ToString("N"), Stop);
        Assert.True(result.Complete, string.Join('\n', result.Failed.Select(failed => failed.Problem)));
    }

    public async Task<IReadOnlyList<Change>> ChangesAsync(DesiredState state) => [.. (await Deployer.CompareAsync(state, Given(state), Stop)).Changes.Where(change => change.Kind is not ChangeKind.None)];

    public async ValueTask DisposeAsync()
    {
        Account.Dispose();
        foreach (var name in Variables) Environment.SetEnvironmentVariable(name, null);
        await Aws.DisposeAsync();
    }

    private sealed class TempoClock(MadeUpTempo tempo) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + tempo.Elapsed;
    }

    public sealed class Memory : IScheduleMemory
    {
        private readonly ConcurrentDictionary<string, RememberedSchedule> _known = new(StringComparer.Ordinal);

        public RememberedSchedule? Get(string arn) => _known.GetValueOrDefault(arn);

        public void Put(string arn, RememberedSchedule schedule) => _known[arn] = schedule;

        public void Forget(string arn) => _known.TryRemove(arn, out _);

        public void Clear() => _known.Clear();
    }
}
