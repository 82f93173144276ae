namespace CostTool.Scheduler.Deployment;

/// <summary>What the workers of a deployment's pools are called in an account, so that whoever starts, counts or hears of them means the same.</summary>
public static class WorkerNames
{
    /// <summary>Family of the task definition of a pool.</summary>
    public static string Family(string deployment, string pool) => FamilyStart(deployment) + pool;

    /// <summary>Start of the families of all pools.</summary>
    public static string FamilyStart(string deployment) => $"{deployment}-drain-";

    /// <summary>ECS task group of a pool's workers: it starts as the groups of all tasks of the deployment do.</summary>
    public static string Group(string deployment, string pool) => $"costtool:{deployment}:{pool}";

    /// <summary>What a dispatcher's workers are started by, which ECS lists tasks by.</summary>
    public static string StartedBy(string deployment) => $"costtool-dispatch/{deployment}";

    /// <summary>Queue that events of the deployment's tasks come into.</summary>
    public static string EventQueue(string deployment) => $"{deployment}-task-events";

    /// <summary>Family and service of the deployment's dispatcher.</summary>
    public static string Dispatcher(string deployment) => $"{deployment}-dispatcher";

    /// <summary>The pool that a task definition is of; null where it is none of the deployment's workers.</summary>
    /// <param name="deployment">Name of the deployment.</param>
    /// <param name="taskDefinitionArn">ARN of a revision, which ends in <c>/FAMILY:REVISION</c>; may be anything.</param>
    public static string? PoolOf(string deployment, string? taskDefinitionArn)
    {
        var family = taskDefinitionArn?.Split('/')[^1].Split(':')[0] ?? "";
        var start = FamilyStart(deployment);
        return family.Length > start.Length && family.StartsWith(start, StringComparison.Ordinal) ? family[start.Length..] : null;
    }
}
