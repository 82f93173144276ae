namespace CostTool.Sources.Billing;

/// <summary>A part of a bill as the user named it: a file, a folder or a glob.</summary>
/// <param name="Path">As given. A file that exists under exactly this name is read, whatever characters the name has.</param>
/// <param name="Folder">Folder that a relative path starts from; the current folder when it is empty.</param>
public sealed record BillInput(string Path, string Folder = "");

/// <summary>How a bill is read.</summary>
public sealed record BillReadOptions
{
    /// <summary>Read the <c>net_*</c> columns, which hold the amounts after private discounts, instead of the list amounts.</summary>
    public bool NetOfDiscounts { get; init; }

    /// <summary>Threads of the SQL engine.</summary>
    public int Threads { get; init; } = 2;

    /// <summary>Memory that the SQL engine may use before it spills to its temporary folder.</summary>
    public int MemoryLimitMebibytes { get; init; } = 640;
}
