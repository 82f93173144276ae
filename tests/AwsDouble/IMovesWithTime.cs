namespace CostTool.AwsDouble;

/// <summary>A service in which things happen without a call: a task starts, runs and ends. The router asks for it before every call of any service.</summary>
public interface IMovesWithTime
{
    /// <summary>Does what was due until an instant, in the order in which it was.</summary>
    void MoveTo(DateTimeOffset now);
}
