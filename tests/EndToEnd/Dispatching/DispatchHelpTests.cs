namespace CostTool.EndToEnd.Dispatching;

public sealed class DispatchHelpTests
{
    [Fact]
    public async Task The_help_names_each_option()
    {
        var help = await CommandLine.RunAsync("dispatch", "--help");
        Assert.Equal(Cli.ExitCode.Done, help.Code);
        GoldenText.Matches(Path.Combine("dispatch", "help.txt"), help.Output.Replace(typeof(CommandLine).Assembly.GetName().Name!, "costtool", StringComparison.Ordinal));
    }
}
