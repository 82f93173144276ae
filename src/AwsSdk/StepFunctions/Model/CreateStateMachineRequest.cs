namespace Amazon.StepFunctions.Model;

/// <summary>Creates a state machine.</summary>
public class CreateStateMachineRequest : AmazonStepFunctionsRequest
{
    /// <summary>The Amazon States Language definition of the state machine; required.</summary>
    public string? Definition { get; set; }

    /// <summary>Defines what execution history events are logged and where they are logged.</summary>
    public LoggingConfiguration? LoggingConfiguration { get; set; }

    /// <summary>The name of the state machine; required.</summary>
    public string? Name { get; set; }

    /// <summary>The Amazon Resource Name (ARN) of the IAM role to use for this state machine; required.</summary>
    public string? RoleArn { get; set; }

    /// <summary>Tags to be added when creating a state machine.</summary>
    public List<Tag>? Tags { get; set; }

    /// <summary>Determines whether a Standard or Express state machine is created.</summary>
    public StateMachineType? Type { get; set; }
}
