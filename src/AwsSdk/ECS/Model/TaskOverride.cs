namespace Amazon.ECS.Model;

/// <summary>The overrides that are associated with a task.</summary>
public class TaskOverride
{
    /// <summary>One or more container overrides that are sent to a task.</summary>
    public List<ContainerOverride>? ContainerOverrides { get; set; }

    /// <summary>The CPU override for the task.</summary>
    public string? Cpu { get; set; }

    /// <summary>The ephemeral storage setting override for the task.</summary>
    public EphemeralStorage? EphemeralStorage { get; set; }

    /// <summary>The Amazon Resource Name (ARN) of the task execution IAM role override for the task.</summary>
    public string? ExecutionRoleArn { get; set; }

    /// <summary>The memory override for the task.</summary>
    public string? Memory { get; set; }

    /// <summary>The Amazon Resource Name (ARN) of the IAM role that containers in this task can assume.</summary>
    public string? TaskRoleArn { get; set; }
}
