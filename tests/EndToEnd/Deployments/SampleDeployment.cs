using CostTool.Cli;
using CostTool.Cli.Celery;
using CostTool.Cli.Deployment;
using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Deployment.Applying;
using CostTool.Scheduler.Deployment.Preflight;
using CostTool.Scheduler.Tests.Deployment;

namespace CostTool.EndToEnd.Deployments;

/// <summary>A copy of the sample workspace with a plan, and an account in memory.</summary>
internal sealed class SampleDeployment : IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

    private SampleDeployment()
    {
    }

    public InMemoryAccount Account { get; } = new(
        "AWS::Logs::LogGroup", "AWS::SQS::QueuePolicy", "AWS::SNS::Topic", "AWS::SNS::TopicPolicy", "AWS::SNS::Subscription", "AWS::CloudWatch::Alarm", "AWS::Events::Rule", "AWS::StepFunctions::StateMachine");

    public string Folder => _folder.Path;

    public StringWriter Output { get; } = new() { NewLine = "\n" };

    public StringWriter Error { get; } = new() { NewLine = "\n" };

    public static async Task<SampleDeployment> PlannedAsync()
    {
        var sample = new SampleDeployment();
        Workspaces.CopySample(sample.Folder);
        Assert.Equal(ExitCode.Done, (await CommandLine.RunAsync("schedule", "plan", sample.Folder, "--as-of", "2026-11-23")).Code);
        return sample;
    }

    public async Task<OpenDeployment> OpenAsync(DateTimeOffset? now = null)
    {
        var saved = await SavedPlan.ReadAsync(Folder, default);
        return await OpenDeployment.OfPlanAsync(saved, DeploymentFolder.Of(Folder, saved.Settings.Name), new MemoryAccount(Account), now ?? Now, new MadeUpTempo(), default);
    }

    public Task<OpenDeployment> OpenNothingAsync() => OpenDeployment.OfNothingAsync("atelier", DeploymentFolder.Of(Folder, "atelier"), new MemoryAccount(Account), new MadeUpTempo(), default);

    public async Task ApplyAsync(ApplyConsent consent, Func<string, bool>? ask = null, bool json = false, DateTimeOffset? now = null) =>
        await new DeploymentApply(await OpenAsync(now), new DeploymentTalk(Output, Error, ask), TimeProvider.System, "apply").RunAsync(consent, json, TestContext.Current.CancellationToken);

    public void Dispose() => _folder.Dispose();

    private sealed class MemoryAccount(InMemoryAccount account) : IDeploymentAccount
    {
        public IReadOnlyDictionary<string, IResourceKind> Kinds => account.Kinds;

        public IDeploymentLock Lock { get; } = new MemoryLock();

        public IQuotaReader Quotas { get; } = new FixedQuota("", 0, 0);

        public Task<AccountIdentity> WhoAmIAsync(CancellationToken cancellationToken) => Task.FromResult(new AccountIdentity("123456789012", "eu-west-3", "aws"));

        public Task<NetworkFacts> NetworkAsync(DeploymentSettings settings, CancellationToken cancellationToken) => Task.FromResult(new NetworkFacts
        {
            Subnets = [.. settings.Subnets.Select((subnet, place) => new SubnetFacts(subnet, "vpc-1", $"eu-west-3{"ab"[place]}", 250, WayOut.Nat))],
            SecurityGroupNetworks = settings.SecurityGroups.ToDictionary(group => group, _ => "vpc-1"),
            Endpoints = new HashSet<string> { "s3", "logs" },
            CapacityProviders = new HashSet<string> { "FARGATE", "FARGATE_SPOT" },
        });

        public void Dispose()
        {
        }
    }
}

/// <summary>Copies of samples that a test may change.</summary>
internal static class Workspaces
{
    public static void CopySample(string folder)
    {
        var sample = Repository.Path("samples", "atelier");
        foreach (var file in Directory.GetFiles(sample, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(sample, file)).Where(file => !file.StartsWith("plan", StringComparison.Ordinal) && !file.StartsWith('.')))
        {
            var copy = Path.Combine(folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Path.Combine(sample, file), copy);
        }
    }
}
