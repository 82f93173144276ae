using System.Diagnostics;
using CostTool.Cli;

namespace CostTool.EndToEnd;

/// <summary>Runs the built program as a process with an environment of its own.</summary>
/// <remarks>
/// What reaches AWS is run so: the SDK reads region and credentials once a process and keeps them, so that in one process the first test's
/// would be those of all tests that follow.
/// </remarks>
internal static class OwnProcess
{
    // The copy beside the tests lacks what the tests' own framework brings.
    private static readonly string Program = Repository.Path("artifacts", "bin", "CostTool.Cli", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "costtool.dll");

    /// <summary>Runs it to its end.</summary>
    /// <param name="environment">Variables on top of the machine's, of which nothing that names an account, a cluster or a broker is passed on.</param>
    /// <param name="arguments">Arguments.</param>
    public static Task<CommandResult> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments) => RunAsync(environment, _ => { }, arguments);

    /// <summary>Runs it to its end, which may come early.</summary>
    /// <param name="environment">As above.</param>
    /// <param name="started">Is given the process once it runs.</param>
    /// <param name="arguments">Arguments.</param>
    public static async Task<CommandResult> RunAsync(IReadOnlyDictionary<string, string> environment, Action<Process> started, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("AWS_", StringComparison.Ordinal) || name.Contains("BROKER", StringComparison.Ordinal)).ToList()) start.Environment.Remove(name);
        // Neither the instance's own credentials nor files of the machine's user.
        start.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        start.Environment["AWS_SHARED_CREDENTIALS_FILE"] = start.Environment["AWS_CONFIG_FILE"] = Path.Combine(AppContext.BaseDirectory, "no-such-file");
        start.Environment["KUBECONFIG"] = Path.Combine(AppContext.BaseDirectory, "no-such-file");
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        try
        {
            started(process);
            var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return new CommandResult((ExitCode)process.ExitCode, output, await error);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }
}
