namespace Amazon.StepFunctions.Model;

/// <summary>Contains details about the state machine.</summary>
public class StateMachineListItem
{
    /// <summary>The date the state machine is created; required.</summary>
    public DateTime? CreationDate { get; set; }

    /// <summary>The name of the state machine; required.</summary>
    public string? Name { get; set; }

    /// <summary>The Amazon Resource Name (ARN) that identifies the state machine; required.</summary>
    public string? StateMachineArn { get; set; }

    /// <summary>Type; required.</summary>
    public StateMachineType? Type { get; set; }
}
