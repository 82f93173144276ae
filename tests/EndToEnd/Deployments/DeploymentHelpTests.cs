using CostTool.Cli;

namespace CostTool.EndToEnd.Deployments;

/// <summary>What the commands say of themselves, and what they refuse before anything is sent.</summary>
public sealed class DeploymentHelpTests
{
    [Theory]
    [InlineData("diff")]
    [InlineData("apply")]
    [InlineData("destroy")]
    [InlineData("adopt")]
    [InlineData("unlock")]
    [InlineData("run")]
    [InlineData("rollback")]
    public async Task Help_is_as_it_was_agreed(string command)
    {
        var help = await CommandLine.RunAsync("schedule", command, "--help");
        Assert.Equal(ExitCode.Done, help.Code);
        GoldenText.Matches(Path.Combine("schedule", $"help-{command}.txt"), help.Output.Replace(typeof(CommandLine).Assembly.GetName().Name!, "costtool", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("there is no saved plan", "apply")]
    [InlineData("there is no saved plan", "diff")]
    [InlineData("there is no costtool.yaml", "destroy")]
    [InlineData("`soon` is not a time", "apply", "--max-age", "soon")]
    public async Task What_cannot_be_meant_is_told(string told, string command, params string[] options)
    {
        using var folder = new TemporaryFolder();
        var result = await CommandLine.RunAsync(["schedule", command, folder.Path, .. options]);
        Assert.Equal((ExitCode.Failed, ""), (result.Code, result.Output));
        Assert.Contains(told, result.Error, StringComparison.Ordinal);
    }
}
