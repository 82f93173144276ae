namespace Amazon.StepFunctions.Model;

/// <summary>Updates an existing state machine by modifying its definition, roleArn, or loggingConfiguration.</summary>
public class UpdateStateMachineRequest : AmazonStepFunctionsRequest
{
    /// <summary>The Amazon States Language definition of the state machine.</summary>
    public string? Definition { get; set; }

    /// <summary>The LoggingConfiguration data type is used to set CloudWatch Logs options.</summary>
    public LoggingConfiguration? LoggingConfiguration { get; set; }

    /// <summary>The Amazon Resource Name (ARN) of the IAM role of the state machine.</summary>
    public string? RoleArn { get; set; }

    /// <summary>The Amazon Resource Name (ARN) of the state machine; required.</summary>
    public string? StateMachineArn { get; set; }
}
