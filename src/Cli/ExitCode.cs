namespace CostTool.Cli;

/// <summary>What the process says to its caller.</summary>
public enum ExitCode
{
    /// <summary>Done.</summary>
    Done = 0,

    /// <summary>Failed; stderr says what, where and how to mend it.</summary>
    Failed = 1,

    /// <summary>There are changes or findings; only with <c>--detailed-exitcode</c>.</summary>
    Changes = 2,
}
