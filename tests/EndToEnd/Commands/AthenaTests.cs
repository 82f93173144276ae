using CostTool.Cli;

namespace CostTool.EndToEnd.Commands;

/// <summary><c>costtool bill --athena</c> and <c>rightsize --athena</c>, with the double of AWS behind <c>AWS_ENDPOINT_URL_ATHENA</c>.</summary>
public sealed class AthenaTests : IAsyncLifetime
{
    private static readonly string File = Repository.Path("samples", "real-cur2", "bill", "2026-04.csv.gz");

    private AwsDouble.AwsDouble _aws = null!;

    public async ValueTask InitializeAsync()
    {
        _aws = await AwsDouble.AwsDouble.StartAsync(TestContext.Current.CancellationToken);
        _aws.Athena.AddTable("bills", "cur", $"read_csv('{File}', all_varchar = true, header = true)");
    }

    public async ValueTask DisposeAsync() => await _aws.DisposeAsync();

    [Fact]
    public async Task The_bill_of_a_table_is_that_of_its_file_and_its_cost_is_told_before_and_after()
    {
        (_aws.Athena.PollsQueued, _aws.Athena.PollsRunning) = (0, 1);
        var table = await RunAsync("bill", "--athena", "bills.cur", "--max-scan-gb", "1");
        var file = await CommandLine.RunAsync("bill", File);
        Assert.Equal(ExitCode.Done, table.Code);
        Assert.Equal(file.Output.Replace(File, "BILL", StringComparison.Ordinal), table.Output.Replace("Athena table bills.cur", "BILL", StringComparison.Ordinal));
        Assert.Equal(
            [
                "Athena at $5.00 per TB (athena-data-scanned/us-east-1, sourced, 2018-11): --max-scan-gb stops at 1 GB, $0.005",
                // 1 MB each, charged as 10 MB: 2 × 0.00001 TB × $5
                "Athena: 2 queries scanned 2 MB for $0.0001",
            ], Lines(table.Error));
    }

    [Fact]
    public async Task Sizes_from_a_table_are_those_of_its_file()
    {
        var samples = Repository.Path("samples", "atelier", "usage", "ingress-nginx.csv.gz");
        _aws.Athena.AddTable("usage", "samples", $"read_csv('{samples}', header = true)");
        var table = await RunAsync("rightsize", "--athena", "usage.samples", "--json");
        var file = await CommandLine.RunAsync("rightsize", "--usage", samples, "--json");
        Assert.Equal((ExitCode.Done, file.Output), (table.Code, table.Output));
        Assert.Contains("ingress-nginx/deployment/ingress-nginx-controller", table.Output, StringComparison.Ordinal);
        Assert.Contains("Athena: ", table.Error, StringComparison.Ordinal);
        Assert.Contains("not from both", (await RunAsync("rightsize", "--athena", "usage.samples", "--usage", samples)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_that_is_stopped_still_says_what_it_cost()
    {
        _aws.Athena.BytesOfQuery = 30_000_000_000;
        var result = await RunAsync("bill", "--athena", "bills.cur", "--max-scan-gb", "5");
        Assert.Equal((ExitCode.Failed, ""), (result.Code, result.Output));
        Assert.Contains("Athena: 1 query scanned 10 GB for $0.05", result.Error, StringComparison.Ordinal);
        Assert.Contains("more than --max-scan-gb allows", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("planted-secret", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("`cur` does not name a table", "--athena", "cur")]
    [InlineData("`0` gigabytes cannot be a limit", "--athena", "bills.cur", "--max-scan-gb", "0")]
    [InlineData("`results` is not a place for results", "--athena", "bills.cur", "--output", "results")]
    [InlineData("not from both", "bill.csv", "--athena", "bills.cur")]
    [InlineData("no bill is named")]
    public async Task Options_that_cannot_be_meant_are_refused_before_anything_is_sent(string told, params string[] arguments)
    {
        var result = await RunAsync(["bill", .. arguments]);
        Assert.Equal(ExitCode.Failed, result.Code);
        Assert.Contains(told, result.Error, StringComparison.Ordinal);
        Assert.Empty(_aws.Calls);
    }

    private Task<CommandResult> RunAsync(params string[] arguments) => OwnProcess.RunAsync(
        new Dictionary<string, string>
        {
            ["AWS_ENDPOINT_URL_ATHENA"] = _aws.Address.ToString(), ["AWS_ACCESS_KEY_ID"] = "AKIDEXAMPLE", ["AWS_SECRET_ACCESS_KEY"] = "planted-secret", ["AWS_REGION"] = "us-east-1",
        },
        arguments);

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
