using System.Diagnostics;
using CostTool.Cli;

namespace CostTool.EndToEnd.Reports;

/// <summary>The page in a real browser, from the file system, with nothing else to load.</summary>
public sealed class BrowserTests
{
    private static readonly string[] Switches =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--virtual-time-budget=2000",
    ];

    [Fact]
    public async Task The_report_opens_in_Chromium_with_every_scenario_and_its_own_style()
    {
        using var folder = new TemporaryFolder();
        var report = await CommandLine.RunAsync("report", Repository.Path("samples", "atelier"), "--out", folder.In("out"));
        Assert.Equal(ExitCode.Done, report.Code);
        var page = await DumpAsync(folder, folder.In("out", "report.html"));
        foreach (var scenario in (string[])["eks-current", "eks-repacked", "fargate-spot", "fargate-short-lived", "recommended"])
            Assert.Contains($"data-id=\"{scenario}\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", page.Replace("http://www.w3.org/", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);

        await RunAsync(folder, ["--no-pdf-header-footer", $"--print-to-pdf={folder.In("report.pdf")}", new Uri(folder.In("out", "report.html")).AbsoluteUri]);
        Assert.Equal("%PDF"u8.ToArray(), (await File.ReadAllBytesAsync(folder.In("report.pdf"), TestContext.Current.CancellationToken))[..4]);
    }

    private static Task<string> DumpAsync(TemporaryFolder folder, string file) => RunAsync(folder, ["--dump-dom", new Uri(file).AbsoluteUri]);

    private static async Task<string> RunAsync(TemporaryFolder folder, string[] arguments)
    {
        var start = new ProcessStartInfo("chromium") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[.. Switches, $"--user-data-dir={folder.In("profile")}", .. arguments]) start.ArgumentList.Add(argument);
        using var browser = Process.Start(start)!;
        try
        {
            var error = browser.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var output = await browser.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await browser.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(browser.ExitCode == 0, await error);
            return output;
        }
        finally
        {
            if (!browser.HasExited) browser.Kill(entireProcessTree: true);
        }
    }
}
