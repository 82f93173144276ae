using System.Text.Json.Nodes;
using CostTool.AwsDouble.Ecs;
using CostTool.Scheduler.Accounts;
using CostTool.Scheduler.Accounts.Dispatching;

namespace CostTool.Scheduler.Tests.Accounts.Dispatching;

/// <summary>An account with a cluster and the task definitions of two pools, and a dispatcher's clients over it.</summary>
internal sealed class WorkerAccount : IAsyncDisposable
{
    public static readonly EcsWorkers Workers = new()
    {
        Deployment = "shop", Cluster = "production", Pools = ["mail", "reports"], Subnets = ["subnet-0a0a0a0a", "subnet-0b0b0b0b", "subnet-0c0c0c0c"], SecurityGroups = ["sg-0c0c0c0c"],
    };

    private readonly List<DispatchAccount> opened = [];

    private WorkerAccount(TestAccount account) => Account = account;

    public TestAccount Account { get; }

    public EcsDouble Ecs => Account.Aws.Ecs;

    public static async Task<WorkerAccount> StartAsync()
    {
        var test = new WorkerAccount(await TestAccount.StartAsync());
        // A worker that is not told otherwise works until it is stopped.
        test.Ecs.Phase = TimeSpan.FromSeconds(5);
        test.Ecs.Decide = _ => new TaskCourse { Duration = null };
        test.Call("ecs", "CreateCluster", """{"clusterName": "production", "capacityProviders": ["FARGATE", "FARGATE_SPOT"]}""");
        foreach (var family in (string[])["shop-drain-mail", "shop-drain-reports", "shop-256-512", "other-drain-mail"])
            test.Call("ecs", "RegisterTaskDefinition", $$"""
                {"family": "{{family}}", "cpu": "256", "memory": "512", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "containerDefinitions": [{"name": "task", "image": "shop:1", "essential": true}]}
                """);
        return test;
    }

    /// <summary>Another process of the same dispatcher.</summary>
    public EcsLauncher Launcher()
    {
        var account = Open();
        return account.Launcher(Workers);
    }

    public DispatchAccount Open()
    {
        var account = DispatchAccount.Open(AccountAccess.Of("eu-west-3", null), Account.Tempo, Account.Clock.GetUtcNow);
        opened.Add(account);
        return account;
    }

    public void Call(string model, string operation, string json) => Account.Arrange(model, operation, JsonNode.Parse(json)!.AsObject());

    /// <summary>Someone starts tasks otherwise than by a launcher.</summary>
    public void Run(string family, int count, string startedBy) => Call("ecs", "RunTask", $$$$"""
        {"cluster": "production", "taskDefinition": "{{{{family}}}}", "count": {{{{count}}}}, "startedBy": "{{{{startedBy}}}}", "capacityProviderStrategy": [{"capacityProvider": "FARGATE_SPOT", "weight": 1}],
         "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-0a0a0a0a"]}}}
        """);

    public async Task PassAsync(TimeSpan time)
    {
        await Account.Tempo.WaitAsync(time, TestAccount.Stop);
        // Time that passes shows with the next call.
        Call("ecs", "ListClusters", "{}");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var account in opened) account.Dispose();
        await Account.DisposeAsync();
    }
}
