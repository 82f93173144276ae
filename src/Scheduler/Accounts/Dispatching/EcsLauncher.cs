using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Amazon.ECS;
using Amazon.ECS.Model;
using Amazon.Runtime;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Accounts.Calling;
using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Deployment.Applying;
using CostTool.Scheduler.Dispatching;

namespace CostTool.Scheduler.Accounts.Dispatching;

/// <summary>Starts workers as Fargate tasks, on Spot or on demand as each order says, and counts them as ECS tells of them. For one caller at a time.</summary>
/// <remarks>
/// A strategy of one item and never of two: weights are a split of the tasks, not a preference. An order that is repeated is the same to the letter, as ECS refuses a token that comes back with
/// another request: so also the order of the subnets follows from the token.
/// </remarks>
public sealed class EcsLauncher : IWorkerLauncher
{
    /// <summary>How long ECS may not show a task that it has started.</summary>
    public static TimeSpan Unseen => WorkerCensus.Unseen;

    /// <summary>Most tasks that one RunTask starts.</summary>
    private const int MostAtOnce = 10;

    private static readonly ApplyOptions Tries = new() { Attempts = 4, LongestWait = TimeSpan.FromSeconds(4) };

    private readonly IAmazonECS ecs;
    private readonly Func<DateTimeOffset> now;
    private readonly ITempo tempo;
    private readonly EcsWorkers workers;
    private readonly ServiceCalls calls;
    private readonly WorkerCensus census;
    private DateTimeOffset inDoubtUntil = DateTimeOffset.MinValue;

    /// <summary>Over a client of ECS that repeats nothing by itself; see <see cref="DispatchAccount"/>.</summary>
    /// <param name="ecs">ECS.</param>
    /// <param name="tempo">Waits.</param>
    /// <param name="now">Tells the instant.</param>
    /// <param name="workers">Where they run.</param>
    public EcsLauncher(IAmazonECS ecs, ITempo tempo, Func<DateTimeOffset> now, EcsWorkers workers)
    {
        ArgumentNullException.ThrowIfNull(tempo);
        ArgumentNullException.ThrowIfNull(now);
        ArgumentNullException.ThrowIfNull(workers);
        this.ecs = ecs;
        (this.tempo, this.now, this.workers) = (tempo, now, workers);
        calls = new ServiceCalls("ecs", tempo, Tries);
        census = new WorkerCensus(ecs, calls, now, workers);
    }

    /// <inheritdoc />
    /// <remarks>After an order whose answer was lost for good, the count is unknown until ECS surely shows what came of it.</remarks>
    public Task<IReadOnlyList<DispatchedWorker>> CountAsync(CancellationToken cancellationToken)
    {
        if (now() < inDoubtUntil) throw new WorkersNotCountedException("whether the last order started workers is not known yet");
        return census.TakeAsync(cancellationToken);
    }

    /// <inheritdoc />
    public async Task<LaunchOutcome> LaunchAsync(LaunchOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentOutOfRangeException.ThrowIfLessThan(order.Count, 1);
        List<DispatchedWorker> started = [];
        List<LaunchRefusal> refusals = [];
        var left = order.Count;
        for (var part = 1; left > 0; part++)
        {
            var count = Math.Min(left, MostAtOnce);
            var outcome = await RunAsync(Request(order, count, part), order, count, cancellationToken).ConfigureAwait(false);
            started.AddRange(outcome.Started);
            refusals.AddRange(outcome.Refusals);
            left -= count;
            // Where nothing was started, the rest would meet the same.
            if (outcome.Started.Count > 0 || outcome.Refusals is not [var refusal, ..] || left == 0) continue;
            refusals.Add(refusal with { Count = left });
            break;
        }

        return new LaunchOutcome(started, Together(refusals));
    }

    private static List<LaunchRefusal> Together(IEnumerable<LaunchRefusal> refusals) =>
        [.. refusals.GroupBy(refusal => (refusal.Kind, refusal.Reason)).Select(same => new LaunchRefusal(same.Key.Kind, same.Sum(refusal => refusal.Count), same.Key.Reason))];

    private async Task<LaunchOutcome> RunAsync(RunTaskRequest request, LaunchOrder order, int count, CancellationToken cancellationToken)
    {
        var wait = Tries.FirstWait;
        var lost = false;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return Read(await calls.ChangeAsync("RunTask", request.TaskDefinition!, () => AnswerAsync(request), cancellationToken).ConfigureAwait(false), order, count);
            }
            catch (AccountFaultException fault) when (attempt == Tries.Attempts)
            {
                // Once an answer was lost, later refusals do not tell what that call did.
                if (lost || fault.Effect is FaultEffect.Unknown) inDoubtUntil = now() + WorkerCensus.Unseen;
                var kind = fault.InnerException is { } cause && AccountErrors.IsThrottling(cause) ? RefusalKind.Throttled : RefusalKind.Other;
                return new LaunchOutcome([], [new LaunchRefusal(kind, count, $"{fault.Message} ({attempt} tries)")]);
            }
            catch (AccountFaultException fault)
            {
                lost |= fault.Effect is FaultEffect.Unknown;
            }
            catch (ProblemException problem)
            {
                if (lost) inDoubtUntil = now() + WorkerCensus.Unseen;
                return new LaunchOutcome([], [new LaunchRefusal(RefusalKind.Other, count, $"{problem.Problems[0].What}; {problem.Problems[0].Fix}")]);
            }

            await tempo.WaitAsync(wait, cancellationToken).ConfigureAwait(false);
            wait = wait * 2 < Tries.LongestWait ? wait * 2 : Tries.LongestWait;
        }
    }

    // A refusal that is an answer, whichever form it has.
    private async Task<(RunTaskResponse? Answer, LaunchRefusal? Refusal)> AnswerAsync(RunTaskRequest request)
    {
        try
        {
            return (await ecs.RunTaskAsync(request, CancellationToken.None).ConfigureAwait(false), null);
        }
        catch (AmazonServiceException error) when (LaunchRefusals.KindOf(error) is { } kind)
        {
            return (null, new LaunchRefusal(kind, request.Count!.Value, LaunchRefusals.Plain(error.Message)));
        }
    }

    private LaunchOutcome Read((RunTaskResponse? Answer, LaunchRefusal? Refusal) said, LaunchOrder order, int count)
    {
        if (said.Refusal is { } refusal) return new LaunchOutcome([], [refusal]);
        DispatchedWorker[] started = [.. (said.Answer!.Tasks ?? []).Where(task => task.TaskArn is not null).Select(task => census.Begin(task, order))];
        List<LaunchRefusal> refusals = [.. LaunchRefusals.Of(said.Answer.Failures ?? [])];
        // Every task that was asked for is either there or told of; should ECS ever leave one out, it was not started.
        var untold = count - started.Length - refusals.Sum(one => one.Count);
        if (untold > 0) refusals.Add(new LaunchRefusal(RefusalKind.Other, untold, "ECS started fewer tasks than were asked for and gave no reason"));
        return new LaunchOutcome(started, refusals);
    }

    private RunTaskRequest Request(LaunchOrder order, int count, int part)
    {
        var token = part == 1 ? order.Token : string.Create(CultureInfo.InvariantCulture, $"{order.Token}-{part}");
        return new RunTaskRequest
        {
            Cluster = workers.Cluster,
            TaskDefinition = WorkerNames.Family(workers.Deployment, order.Pool),
            Count = count,
            ClientToken = token,
            CapacityProviderStrategy = [new CapacityProviderStrategyItem { CapacityProvider = order.Purchase is PurchaseOption.Spot ? "FARGATE_SPOT" : "FARGATE", Weight = 1 }],
            NetworkConfiguration = new NetworkConfiguration
            {
                AwsvpcConfiguration = new AwsVpcConfiguration
                {
                    Subnets = Rotated(workers.Subnets, token),
                    SecurityGroups = [.. workers.SecurityGroups],
                    AssignPublicIp = workers.AssignPublicIp ? AssignPublicIp.ENABLED : AssignPublicIp.DISABLED,
                },
            },
            Group = WorkerNames.Group(workers.Deployment, order.Pool),
            StartedBy = WorkerNames.StartedBy(workers.Deployment),
            EnableECSManagedTags = true,
            PropagateTags = PropagateTags.TASK_DEFINITION,
        };
    }

    // All subnets are given, so that ECS may take any; which comes first differs from order to order.
    private static List<string> Rotated(IReadOnlyList<string> subnets, string token)
    {
        if (subnets.Count == 0) return [];
        var first = SHA256.HashData(Encoding.UTF8.GetBytes(token))[0] % subnets.Count;
        return [.. subnets.Skip(first), .. subnets.Take(first)];
    }
}
