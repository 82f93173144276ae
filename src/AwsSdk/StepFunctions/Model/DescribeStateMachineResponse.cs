using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

/// <summary>The answer of <c>DescribeStateMachine</c>.</summary>
public class DescribeStateMachineResponse : AmazonWebServiceResponse
{
    /// <summary>The date the state machine is created.</summary>
    public DateTime? CreationDate { get; set; }

    /// <summary>The Amazon States Language definition of the state machine.</summary>
    public string? Definition { get; set; }

    /// <summary>Logging configuration.</summary>
    public LoggingConfiguration? LoggingConfiguration { get; set; }

    /// <summary>The name of the state machine.</summary>
    public string? Name { get; set; }

    /// <summary>The Amazon Resource Name (ARN) of the IAM role used when creating this state machine.</summary>
    public string? RoleArn { get; set; }

    /// <summary>The Amazon Resource Name (ARN) that identifies the state machine.</summary>
    public string? StateMachineArn { get; set; }

    /// <summary>The current status of the state machine.</summary>
    public StateMachineStatus? Status { get; set; }

    /// <summary>The type of the state machine (STANDARD or EXPRESS).</summary>
    public StateMachineType? Type { get; set; }
}
