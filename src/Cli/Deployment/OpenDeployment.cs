using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Units;
using CostTool.Cli.Celery;
using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Deployment.Applying;
using CostTool.Scheduler.Deployment.Comparing;
using CostTool.Scheduler.Deployment.CuttingOver;
using CostTool.Scheduler.Deployment.Preflight;
using CostTool.Scheduler.Planning;

namespace CostTool.Cli.Deployment;

/// <summary>A deployment in an account: what should be there, with every parameter given, and what does it.</summary>
public sealed class OpenDeployment
{
    private readonly IDeploymentAccount account;
    private readonly ITempo tempo;

    private OpenDeployment(IDeploymentAccount account, AccountIdentity identity, DesiredState state, Resolution parameters, DeploymentFolder folder, ITempo tempo) =>
        (this.account, Identity, State, Parameters, Folder, this.tempo) = (account, identity, state, parameters, folder, tempo);

    /// <summary>Whose account it is in.</summary>
    public AccountIdentity Identity { get; }

    /// <summary>The plan that it follows from; null where the deployment is removed.</summary>
    public SchedulePlan? Plan { get; private init; }

    /// <summary>What should be there; nothing where the deployment is removed.</summary>
    public DesiredState State { get; }

    /// <summary>Values of its parameters.</summary>
    public Resolution Parameters { get; }

    /// <summary>What the workspace keeps of it.</summary>
    public DeploymentFolder Folder { get; }

    /// <summary>That of a saved plan.</summary>
    /// <param name="saved">The plan and the settings.</param>
    /// <param name="folder">What the workspace keeps of it.</param>
    /// <param name="account">The account; closed by whoever opened it.</param>
    /// <param name="now">Start dates are moved ahead of it.</param>
    /// <param name="tempo">Waits between tries.</param>
    /// <param name="cancellationToken">Stops between calls.</param>
    /// <exception cref="ProblemException">The plan cannot be deployed, or the account is not reached.</exception>
    public static async Task<OpenDeployment> OfPlanAsync(SavedPlan saved, DeploymentFolder folder, IDeploymentAccount account, DateTimeOffset now, ITempo tempo, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(saved);
        ArgumentNullException.ThrowIfNull(account);
        var state = DeploymentBuilder.Build(saved.Plan, saved.Settings, now);
        var identity = await account.WhoAmIAsync(cancellationToken).ConfigureAwait(false);
        var types = state.Parameters.ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);
        var given = DeploymentParameters.ValuesOf(saved.Plan, saved.Settings).Select(value => KeyValuePair.Create(value.Key, Resolution.Value(types[value.Key], value.Value)));
        return new OpenDeployment(account, identity, state, Resolution.Of(state, given.Concat(PseudoParameters(identity)).ToDictionary(StringComparer.Ordinal)), folder, tempo) { Plan = saved.Plan.Plan };
    }

    /// <summary>That of a name of which nothing shall be left; needs no plan.</summary>
    public static async Task<OpenDeployment> OfNothingAsync(string name, DeploymentFolder folder, IDeploymentAccount account, ITempo tempo, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(account);
        var identity = await account.WhoAmIAsync(cancellationToken).ConfigureAwait(false);
        return new OpenDeployment(account, identity, Scheduler.Deployment.Applying.Deployer.Nothing(name), new Resolution(new Dictionary<string, ResourceValue>()), folder, tempo);
    }

    /// <summary>Logical ids of schedules that are made disabled, as beat still runs their entries.</summary>
    public IReadOnlySet<string> MadeHeld { get; set; } = new HashSet<string>();

    /// <summary>Nothing stands in the way of changes: all are ours, and none takes a job away that a cut-over moved.</summary>
    /// <exception cref="ProblemException">Something does.</exception>
    public void Require(ChangeSet changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        changes.RequireOurs();
        if (Plan is not null) MovedRows.RequireKept(Plan, changes);
    }

    /// <summary>What compares and changes, with the journal that it is told to.</summary>
    public Deployer Deployer(IApplyJournal journal) => new(account.Kinds, account.Lock, journal, account.Quotas, tempo, new ApplyOptions { MadeHeld = MadeHeld });

    /// <summary>Looks at the network before anything is made.</summary>
    /// <param name="saved">The plan and the settings.</param>
    /// <param name="now">Now.</param>
    /// <param name="cancellationToken">Stops between calls.</param>
    public async Task<IReadOnlyList<PreflightFinding>> PreflightAsync(SavedPlan saved, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(saved);
        var facts = await account.NetworkAsync(saved.Settings, cancellationToken).ConfigureAwait(false);
        var region = Region.Parse(Identity.Region, "AWS");
        // The deployment may go to another region than the one that the workspace prices.
        var prices = saved.Prices is { } own && own.Region.Code == Identity.Region ? own : PriceBook.LoadBuiltIn() is var book && book.RegionCodes.Contains(Identity.Region) ? book.For(region) : null;
        return NetworkPreflight.Check(saved.Settings, facts, TaskPeak.Of(saved.Plan, saved.Settings, now), prices is null ? null : new NetworkPrices(prices.Item("nat-gateway-data"), prices.Item("vpc-interface-endpoint-hour")));
    }

    private static Dictionary<string, ResourceValue> PseudoParameters(AccountIdentity identity) => new(StringComparer.Ordinal)
    {
        ["AWS::AccountId"] = new TextValue(identity.Account),
        ["AWS::Partition"] = new TextValue(identity.Partition),
        ["AWS::Region"] = new TextValue(identity.Region),
        ["AWS::URLSuffix"] = new TextValue(identity.Partition is "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com"),
    };
}
