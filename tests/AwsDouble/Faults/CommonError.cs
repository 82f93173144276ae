namespace CostTool.AwsDouble.Faults;

/// <summary>Errors that every service has, each protocol in its own words.</summary>
public enum CommonError
{
    Throttling,
    Internal,
    ExpiredToken,
    MissingSignature,
    WrongScope,
    UnknownOperation,
    Malformed,
    Invalid,
}
