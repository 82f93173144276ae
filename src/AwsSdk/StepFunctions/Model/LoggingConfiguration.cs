namespace Amazon.StepFunctions.Model;

/// <summary>The LoggingConfiguration data type is used to set CloudWatch Logs options.</summary>
public class LoggingConfiguration
{
    /// <summary>An array of objects that describes where your execution history events will be logged.</summary>
    public List<LogDestination>? Destinations { get; set; }

    /// <summary>Determines whether execution data is included in your log.</summary>
    public bool? IncludeExecutionData { get; set; }

    /// <summary>Defines which category of execution history events are logged.</summary>
    public LogLevel? Level { get; set; }
}
