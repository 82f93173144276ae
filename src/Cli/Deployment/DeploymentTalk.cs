namespace CostTool.Cli.Deployment;

/// <summary>Where a command over a deployment speaks, and whom it may ask.</summary>
/// <param name="Output">Data.</param>
/// <param name="Error">Talk.</param>
/// <param name="Ask">Asks somebody and tells whether the answer is yes; null where nobody is there.</param>
public sealed record DeploymentTalk(TextWriter Output, TextWriter Error, Func<string, bool>? Ask)
{
    /// <summary>That of a command: asks only where both ends are a terminal.</summary>
    public static DeploymentTalk Of(TextWriter output, TextWriter error) => new(
        output, error, ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected && !Console.IsInputRedirected ? question => AskTerminal(question, error) : null);

    private static bool AskTerminal(string question, TextWriter error)
    {
        error.Write($"{question} [y/N] ");
        return Console.ReadLine()?.Trim().ToLowerInvariant() is "y" or "yes";
    }
}
