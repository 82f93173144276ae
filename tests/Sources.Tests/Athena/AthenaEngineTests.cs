using System.Globalization;
using Amazon;
using Amazon.Athena;
using Amazon.Runtime;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Units;
using CostTool.AwsDouble;
using CostTool.AwsDouble.Faults;
using CostTool.Sources.Sql.Athena;
using CostTool.Sources.Usage;

namespace CostTool.Sources.Tests.Athena;

/// <summary>The engine against the double of Athena, whose answers are computed from real rows.</summary>
public sealed class AthenaEngineTests : IAsyncLifetime
{
    private static readonly AthenaOptions Quick = new() { FirstPoll = TimeSpan.FromMilliseconds(1), LongestPoll = TimeSpan.FromMilliseconds(5), PageRows = 3 };

    private AwsDouble.AwsDouble _aws = null!;
    private AmazonAthenaClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _aws = await AwsDouble.AwsDouble.StartAsync(TestContext.Current.CancellationToken);
        _client = new AmazonAthenaClient(
            new BasicAWSCredentials("AKIDEXAMPLE", "secret"),
            new AmazonAthenaConfig { RegionEndpoint = RegionEndpoint.USEast1, ServiceURL = _aws.Address.ToString(), AuthenticationRegion = "us-east-1" });
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _aws.DisposeAsync();
    }

    [Fact]
    public async Task Rows_of_all_pages_come_in_order_and_without_the_header()
    {
        var cells = new List<string?>();
        var engine = Engine(Quick);
        await engine.QueryAsync("SELECT range AS n, CASE WHEN range = 3 THEN NULL ELSE range / 4.0e0 END AS quarter, CAST(range AS VARCHAR) AS name FROM range(8) ORDER BY 1", row =>
            cells.Add(string.Create(CultureInfo.InvariantCulture, $"{row.Whole(0)} {row.Number(1)} {row.Text(2)}")), TestContext.Current.CancellationToken);
        Assert.Equal(["0 0 0", "1 0.25 1", "2 0.5 2", "3  3", "4 1 4", "5 1.25 5", "6 1.5 6", "7 1.75 7"], cells);
        // 9 rows with the header, in pages of 3
        Assert.Equal(3, _aws.Calls.Count(call => call.Name == "athena:GetQueryResults"));
    }

    [Fact]
    public async Task Spending_counts_ten_megabytes_a_query_at_least()
    {
        var engine = Engine(Quick);
        _aws.Athena.BytesOfQuery = 1_000;
        await engine.QueryAsync("SELECT 1 AS one", _ => { }, TestContext.Current.CancellationToken);
        // 10 MB of a TB is 0.00001, × $5 = $0.00005
        Assert.Equal(new AthenaSpend(1, 1_000, new Usd(0.00005m)), engine.Spent);
        _aws.Athena.BytesOfQuery = 250_000_000_000;
        await engine.QueryAsync("SELECT 1 AS one", _ => { }, TestContext.Current.CancellationToken);
        // 0.25 TB × $5 = $1.25
        Assert.Equal("2 queries scanned 250 GB for $1.25005", engine.Spent.ToString());
    }

    [Fact]
    public async Task A_query_that_scans_more_than_allowed_is_stopped_and_what_it_cost_is_said()
    {
        _aws.Athena.BytesOfQuery = 4_000_000_000_000;
        _aws.Athena.PollsRunning = 3;
        var engine = Engine(Quick with { MaxScanBytes = 1_500_000_000_000 });
        var error = await Assert.ThrowsAsync<ProblemException>(() => engine.QueryAsync("SELECT 1 AS one", _ => { }, TestContext.Current.CancellationToken));
        // A quarter more at each look: 1 TB, then 2 TB, which is too much; 2 × $5 = $10
        Assert.StartsWith("the query was stopped after it scanned 2 TB: more than --max-scan-gb allows; 1 query scanned 2 TB for $10.00", error.Problems[0].What, StringComparison.Ordinal);
        Assert.Equal("CANCELLED", Assert.Single(_aws.Athena.Queries).State);
    }

    [Fact]
    public async Task The_limit_is_for_all_queries_together()
    {
        _aws.Athena.BytesOfQuery = 1_000_000_000;
        var engine = Engine(Quick with { MaxScanBytes = 1_000_000_000 });
        await engine.QueryAsync("SELECT 1 AS one", _ => { }, TestContext.Current.CancellationToken);
        var error = await Assert.ThrowsAsync<ProblemException>(() => engine.QueryAsync("SELECT 1 AS one", _ => { }, TestContext.Current.CancellationToken));
        Assert.Contains("no further query is sent", error.Message, StringComparison.Ordinal);
        Assert.Single(_aws.Athena.Queries);
    }

    [Fact]
    public async Task Cancelling_stops_the_query_in_Athena()
    {
        _aws.Athena.PollsRunning = int.MaxValue / 2;
        using var cancellation = new CancellationTokenSource();
        var asked = Engine(Quick).QueryAsync("SELECT 1 AS one", _ => { }, cancellation.Token);
        while (_aws.Calls.Count(call => call.Name == "athena:GetQueryExecution") < 3) await Task.Delay(1, TestContext.Current.CancellationToken);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        Assert.Equal("CANCELLED", Assert.Single(_aws.Athena.Queries).State);
    }

    [Fact]
    public async Task Cancelling_while_the_query_starts_stops_it_too()
    {
        _aws.Faults.Plan("athena:StartQueryExecution", new Fault { Latency = TimeSpan.FromMilliseconds(300) });
        using var cancellation = new CancellationTokenSource();
        var asked = Engine(Quick).QueryAsync("SELECT 1 AS one", _ => { }, cancellation.Token);
        while (_aws.Calls.Count == 0) await Task.Delay(1, TestContext.Current.CancellationToken);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        Assert.Equal("CANCELLED", Assert.Single(_aws.Athena.Queries).State);
    }

    [Fact]
    public async Task A_failure_that_may_pass_is_tried_again_and_costs_nothing()
    {
        _aws.Athena.Failures.Enqueue(("GENERIC_INTERNAL_ERROR: busy", true));
        var engine = Engine(Quick);
        await engine.QueryAsync("SELECT 1 AS one", _ => { }, TestContext.Current.CancellationToken);
        Assert.Equal(2, _aws.Athena.Queries.Count);
        Assert.Equal(new Usd(0.00005m), engine.Spent.Cost);
    }

    [Fact]
    public async Task A_statement_that_Athena_cannot_read_is_told_with_its_reason()
    {
        var error = await Assert.ThrowsAsync<ProblemException>(() => Engine(Quick).QueryAsync("SELECT nothing FROM nowhere", _ => { }, TestContext.Current.CancellationToken));
        Assert.Contains("the query failed: SYNTAX_ERROR", error.Problems[0].What, StringComparison.Ordinal);
        Assert.Contains("workgroup `primary`, query 00000000-", error.Problems[0].Where, StringComparison.Ordinal);
        Assert.Single(_aws.Athena.Queries);
    }

    [Fact]
    public async Task A_workgroup_s_own_limit_is_told_apart()
    {
        _aws.Athena.BytesCutoff = 10_000;
        var error = await Assert.ThrowsAsync<ProblemException>(() => Engine(Quick).QueryAsync("SELECT 1 AS one", _ => { }, TestContext.Current.CancellationToken));
        Assert.Equal("raise the workgroup's limit, or query a table with partitions", error.Problems[0].Fix);
    }

    [Fact]
    public async Task A_missing_place_for_results_says_which_option_gives_it()
    {
        _aws.Athena.WorkGroupOutput = null;
        var error = await Assert.ThrowsAsync<ProblemException>(() => Engine(Quick).QueryAsync("SELECT 1 AS one", _ => { }, TestContext.Current.CancellationToken));
        Assert.Contains("InvalidRequestException: No output location provided", error.Problems[0].What, StringComparison.Ordinal);
        Assert.Contains("(request request-1)", error.Problems[0].What, StringComparison.Ordinal);
        Assert.StartsWith("give --output s3://", error.Problems[0].Fix, StringComparison.Ordinal);
        await Engine(Quick with { Output = "s3://mine/" }).QueryAsync("SELECT 1 AS one", _ => { }, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("ExpiredTokenException", "sign in again, or name a profile with AWS_PROFILE")]
    [InlineData("AccessDeniedException", "grant the actions that docs/athena.md lists")]
    public async Task A_refusal_says_what_helps(string code, string fix)
    {
        _aws.Faults.Plan("athena:StartQueryExecution", new ServiceErrorException(code, "no"));
        var error = await Assert.ThrowsAsync<ProblemException>(() => Engine(Quick).QueryAsync("SELECT 1 AS one", _ => { }, TestContext.Current.CancellationToken));
        Assert.Equal(fix, error.Problems[0].Fix);
    }

    [Fact]
    public async Task A_lost_answer_does_not_start_a_second_query()
    {
        _aws.Faults.Plan("athena:StartQueryExecution", new Fault { Cut = Cut.AfterEffect });
        await Engine(Quick).QueryAsync("SELECT 1 AS one", _ => { }, TestContext.Current.CancellationToken);
        Assert.Single(_aws.Athena.Queries);
    }

    [Fact]
    public async Task The_outlook_names_every_limit_with_its_price()
    {
        _aws.Athena.BytesCutoff = 2_000_000_000_000;
        var outlook = await Engine(Quick with { MaxScanBytes = 100_000_000_000 }).ForeseeAsync(40_000_000_000, TestContext.Current.CancellationToken);
        Assert.EndsWith(
            "reading the whole table once scans 40 GB, $0.20; --max-scan-gb stops at 100 GB, $0.50; the workgroup stops each query at 2 TB, $10.00", outlook.ToString(), StringComparison.Ordinal);
        _aws.Athena.BytesCutoff = null;
        Assert.EndsWith("not known, and nothing limits it; --max-scan-gb would", (await Engine(Quick).ForeseeAsync(null, TestContext.Current.CancellationToken)).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bills.cur", "\"bills\".\"cur\"")]
    [InlineData("lake.bills.cur", "\"lake\".\"bills\".\"cur\"")]
    [InlineData("b\"; DROP.x", "\"b\"\"; DROP\".\"x\"")]
    public void A_table_s_name_is_quoted(string name, string sql) => Assert.Equal(sql, AthenaTable.Parse(name, "--athena").Sql);

    [Theory]
    [InlineData("cur")]
    [InlineData("bills.")]
    [InlineData("a.b.c.d")]
    [InlineData("bills. cur")]
    [InlineData("bills.c\nr")]
    public void A_name_of_another_form_is_refused(string name) => Assert.Throws<ProblemException>(() => AthenaTable.Parse(name, "--athena"));

    [Theory]
    [InlineData("1793491200", InstantForm.EpochSeconds)]
    [InlineData("1793491200000", InstantForm.EpochMilliseconds)]
    [InlineData("TIMESTAMP '2026-11-01 00:00:00'", InstantForm.Timestamp)]
    [InlineData("TIMESTAMPTZ '2026-11-01 00:00:00Z'", InstantForm.ZonedTimestamp)]
    public async Task A_table_of_samples_is_known_by_its_columns(string instant, InstantForm form)
    {
        _aws.Athena.AddTable("usage", "samples", $"(SELECT CAST({instant} AS {(instant.Contains('\'', StringComparison.Ordinal) ? instant.Split(' ')[0] : "BIGINT")}) AS \"timestamp\", 'a/Deployment/b' AS workload, 0.5e0 AS cpu_cores, 1 AS other)");
        var table = await AthenaUsage.TableAsync(Engine(Quick), AthenaTable.Parse("usage.samples", "--athena"), TestContext.Current.CancellationToken);
        Assert.Equal(("\"usage\".\"samples\"", form), (table.Sql, table.Instants));
        Assert.Equal(["cpu_cores", "timestamp", "workload"], table.Columns.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("SELECT 'x' AS workload, 1e0 AS cpu_cores", "the table lacks `timestamp`")]
    [InlineData("SELECT 'now' AS \"timestamp\", 'x' AS workload, 1e0 AS cpu_cores", "`timestamp` is of type `varchar`")]
    public async Task A_table_that_holds_no_samples_is_refused(string select, string what)
    {
        _aws.Athena.AddTable("usage", "samples", $"({select})");
        var error = await Assert.ThrowsAsync<ProblemException>(() => AthenaUsage.TableAsync(Engine(Quick), AthenaTable.Parse("usage.samples", "--athena"), TestContext.Current.CancellationToken));
        Assert.Equal(what, error.Problems[0].What);
    }

    private AthenaEngine Engine(AthenaOptions options) =>
        new(_client, AthenaPrice.Of(PriceBook.LoadBuiltIn().For(Region.Parse("us-east-1", "test"))), options, TimeProvider.System);
}
