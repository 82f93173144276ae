using System.Text.Json;
using CostTool.Cli;

namespace CostTool.EndToEnd.Commands;

public sealed class PricesCommandTests
{
    [Fact]
    public async Task Prices_of_a_region_come_with_their_evidence()
    {
        using var shown = await Json("prices", "show", "--region", "eu-west-3", "--json");
        Assert.Equal("eu-west-3", shown.RootElement.GetProperty("region").GetString());
        Assert.Equal("2026-10-08", shown.RootElement.GetProperty("snapshot_date").GetString());
        var prices = shown.RootElement.GetProperty("prices").EnumerateArray().ToList();
        var rate = prices.Single(price => price.GetProperty("price_id").GetString() == "fargate/eu-west-3/linux/x86_64/vcpu-hour/on-demand");
        Assert.Equal("0.0486", rate.GetProperty("usd").GetRawText());
        Assert.Equal(["price_id", "usd", "unit", "kind", "source", "dated", "note"], rate.EnumerateObject().Select(member => member.Name));
        Assert.Equal("sourced", rate.GetProperty("kind").GetString());
        Assert.Equal(365, prices.Count(price => price.GetProperty("price_id").GetString()!.StartsWith("ec2/", StringComparison.Ordinal)
            && price.GetProperty("price_id").GetString()!.EndsWith("/on-demand", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Instance_types_come_with_what_they_leave_for_pods()
    {
        using var shown = await Json("prices", "show", "--region", "us-east-1", "--instance-types", "--filter", "m5.large", "--json");
        var type = Assert.Single(shown.RootElement.GetProperty("instance_types").EnumerateArray());
        Assert.Equal(
            """{"instance_type":"m5.large","usd_per_hour":0.096,"price_id":"ec2/us-east-1/m5.large/on-demand","kind":"sourced","dated":"2026-07-20","vcpu":2,"memory_mib":8192,"architecture":"x86_64","allocatable_cpu_millicores":1930,"allocatable_memory_mi":6903,"allocatable_pods":29""",
            JsonSerializer.Serialize(type).Split(",\"spot_usd_per_hour")[0]);
        Assert.True(type.GetProperty("spot_usd_per_hour").GetDecimal() < 0.096m);
    }

    [Fact]
    public async Task Without_a_terminal_the_table_is_plain_and_aligned()
    {
        var (code, output, error) = await Run("prices", "show", "--region", "eu-west-3", "--filter", "nat-gateway");
        Assert.Equal((ExitCode.Done, ""), (code, error));
        Assert.Equal(
            """
            price                        USD  unit  kind     dated       source
            nat-gateway-data/eu-west-3  0.05  GB    sourced  2026-10-08  extract 70205262539 (offer files of eu-west-3; extracted 2026-10-09)
            nat-gateway-hour/eu-west-3  0.05  hour  sourced  2026-10-08  extract 70205262539 (offer files of eu-west-3; extracted 2026-10-09)

            """,
            output);
    }

    [Theory]
    [InlineData("Paris", "`Paris` is not an AWS region code (--region)")]
    [InlineData("cn-north-1", "no price is known for region `cn-north-1` (built-in prices)")]
    public async Task A_region_without_prices_is_one_line_on_stderr(string region, string problem)
    {
        var (code, output, error) = await Run("prices", "show", "--region", region);
        Assert.Equal((ExitCode.Failed, ""), (code, output));
        Assert.StartsWith("error: " + problem, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    private static async Task<JsonDocument> Json(params string[] arguments)
    {
        var (code, output, error) = await Run(arguments);
        Assert.Equal((ExitCode.Done, ""), (code, error));
        return JsonDocument.Parse(output);
    }

    private static async Task<(ExitCode Code, string Output, string Error)> Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CostToolCommand.RunAsync(arguments, output, error, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }
}
