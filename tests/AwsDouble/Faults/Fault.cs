namespace CostTool.AwsDouble.Faults;

/// <summary>Where the connection ends without an answer.</summary>
public enum Cut
{
    None,
    BeforeEffect,
    AfterEffect,
}

/// <summary>What goes wrong with one call.</summary>
public sealed record Fault
{
    /// <summary>The rate of calls was exceeded, in the words of the service's protocol.</summary>
    public static Fault Throttling { get; } = new() { Common = CommonError.Throttling };

    /// <summary>A failure of the service, status 500.</summary>
    public static Fault Internal { get; } = new() { Common = CommonError.Internal };

    public static Fault ExpiredToken { get; } = new() { Common = CommonError.ExpiredToken };

    public static Fault CutBeforeEffect { get; } = new() { Cut = Cut.BeforeEffect };

    public static Fault CutAfterEffect { get; } = new() { Cut = Cut.AfterEffect };

    /// <summary>An error that every service has.</summary>
    public CommonError? Common { get; init; }

    /// <summary>An error of the service itself.</summary>
    public ServiceErrorException? Error { get; init; }

    /// <summary>Waited before anything else happens.</summary>
    public TimeSpan? Latency { get; init; }

    public Cut Cut { get; init; }

    public static implicit operator Fault(ServiceErrorException error) => new() { Error = error };
}
