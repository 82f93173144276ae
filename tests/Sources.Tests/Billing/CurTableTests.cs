using Amazon;
using Amazon.Athena;
using Amazon.Runtime;
using CostTool.Analyzer.Billing;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Units;
using CostTool.AwsDouble.Athena;
using CostTool.Sources.Billing;
using CostTool.Sources.Sql.Athena;
using CostTool.Sources.Tests.Athena;

namespace CostTool.Sources.Tests.Billing;

/// <summary>A bill in a table of Athena is the ledger of its files.</summary>
public sealed class CurTableTests : IAsyncLifetime
{
    private AwsDouble.AwsDouble _aws = null!;
    private AmazonAthenaClient _client = null!;

    private AthenaDouble Athena => _aws.Athena;

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

    [Theory]
    [InlineData("cur2-2026-04-01_10.csv.gz", "DOUBLE")]
    [InlineData("cur2-2026-04-01_10.csv.gz", "VARCHAR")]
    [InlineData("workshop-2019-11-26.csv.gz", "DOUBLE")]
    [InlineData("workshop-2019-11-26.csv.gz", "DECIMAL(38,12)")]
    [InlineData("workshop-2018-10.csv.gz", "DOUBLE")]
    public async Task A_table_gives_the_ledger_of_the_file(string name, string numbers)
    {
        using var folder = new BillFolder();
        var csv = folder.Write("bill", BillFolder.Text(BillFolder.Real(name)));
        var parquet = Path.Combine(folder.Path, "bill.parquet");
        SameBillTests.WriteParquet(csv, parquet, numbers);
        Athena.AddTable("bills", "cur", $"read_parquet('{parquet}')");
        var ledger = await ReadAsync();
        Assert.Equal(SameBillTests.Shown(BillFolder.Read(parquet)), SameBillTests.Shown(ledger));
        // One query for the columns, one for the bill.
        Assert.Equal(2, Athena.Queries.Count);
        await AgreesWithTrinoAsync(Athena.Queries.Last());
    }

    [Fact]
    public async Task The_sample_of_a_real_account_is_the_same_from_a_table()
    {
        var file = Path.Combine(Sample(), "2026-04.csv.gz");
        Athena.AddTable("bills", "cur", $"read_csv('{file}', all_varchar = true, header = true)");
        Assert.Equal(SameBillTests.Shown(BillFolder.Read(file)), SameBillTests.Shown(await ReadAsync()));
    }

    [Fact]
    public async Task Commitments_instances_and_clusters_are_found_as_in_a_file()
    {
        using var folder = new BillFolder();
        var csv = folder.Write("bill.csv", TinyCur.Of(
            [("resource_id", "i-1"), ("cost", "1.25"), ("resource_tags_aws_eks_cluster_name", "atelier")],
            [("resource_id", "i-2"), ("line_item_type", "SavingsPlanCoveredUsage"), ("cost", "2"), ("public_on_demand_cost", "3"), ("savings_plan_effective_cost", "1.5"), ("a_r_n", "r")],
            [("line_item_type", "SavingsPlanRecurringFee"), ("cost", "4"), ("savings_plan_savings_plan_a_r_n", "p"), ("commitment_to_date", "4"), ("used_commitment", "1.5"), ("usage_type", "ComputeSP")],
            [("line_item_type", "SavingsPlanCoveredUsage"), ("cost", "2"), ("public_on_demand_cost", "3"), ("savings_plan_effective_cost", "1.5"), ("savings_plan_savings_plan_a_r_n", "p")],
            [("line_item_type", "DiscountedUsage"), ("resource_id", "i-3"), ("cost", "0"), ("reservation_effective_cost", "0.7"), ("reservation_reservation_a_r_n", "r")],
            [("line_item_type", "Usage"), ("operation", "EKSPod-EC2"), ("cost", "9"), ("split_line_item_parent_resource_id", "i-1")]));
        Athena.AddTable("bills", "cur", $"read_csv('{csv}', all_varchar = true, header = true)");
        var ledger = await ReadAsync();
        Assert.Equal(SameBillTests.Shown(BillFolder.Read(csv)), SameBillTests.Shown(ledger));
        Assert.NotEmpty(ledger.CommitmentHours);
        Assert.Equal("atelier", ledger.Instances.Single(usage => usage.InstanceId == "i-1").ClusterTag);
        await AgreesWithTrinoAsync(Athena.Queries.Last());
    }

    [Fact]
    public async Task Tags_in_a_map_are_read_as_text()
    {
        using var folder = new BillFolder();
        var parquet = Path.Combine(folder.Path, "bill.parquet");
        SameBillTests.WriteParquet(folder.Write("plain.csv", TinyCur.Of([("resource_id", "i-1"), ("cost", "1")])), parquet, "DOUBLE",
            "MAP {'user_team': 'a', 'aws_eks_cluster_name': 'atelier'} AS resource_tags, 'x' AS bill_payer_account_name");
        Athena.AddTable("bills", "cur", $"read_parquet('{parquet}')");
        var ledger = await ReadAsync();
        Assert.Equal(("atelier", BillFormat.Cur2), (Assert.Single(ledger.Instances).ClusterTag, Assert.Single(ledger.Files).Format));
        Assert.Equal("Athena table bills.cur", ledger.Files[0].Path);
    }

    [Fact]
    public async Task A_table_that_is_not_there_is_told()
    {
        var error = await Assert.ThrowsAsync<ProblemException>(() => ReadAsync());
        Assert.Equal(("there is no such table", "Athena table bills.cur"), (error.Problems[0].What, error.Problems[0].Where));
    }

    [Fact]
    public async Task A_table_of_something_else_is_refused()
    {
        Athena.AddTable("bills", "cur", "(SELECT 1 AS one)");
        var error = await Assert.ThrowsAsync<ProblemException>(() => ReadAsync());
        Assert.Equal("the table does not hold Cost and Usage Reports", error.Problems[0].What);
    }

    private static string Sample()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CostTool.sln"))) folder = folder.Parent!;
        return Path.Combine(folder.FullName, "samples", "real-cur2", "bill");
    }

    /// <summary>Trino's grammar accepts the text, and what a translator makes of it for DuckDB answers the same.</summary>
    private async Task AgreesWithTrinoAsync(DoubleQuery query)
    {
        var (duckDb, unknown) = await TrinoGrammar.ReadAsync(query.Sql, TestContext.Current.CancellationToken);
        // Functions that both have and for which the grammar has no class: Trino's manual lists each.
        Assert.Subset(new HashSet<string> { "grouping", "json_format", "nullif", "regexp_extract", "replace", "starts_with" }, unknown.ToHashSet());
        Assert.Equal(Athena.Answer(query.Sql), Athena.Answer(duckDb));
    }

    private Task<BillLedger> ReadAsync()
    {
        var engine = new AthenaEngine(
            _client, AthenaPrice.Of(PriceBook.LoadBuiltIn().For(Region.Parse("us-east-1", "test"))),
            new AthenaOptions { FirstPoll = TimeSpan.FromMilliseconds(1), LongestPoll = TimeSpan.FromMilliseconds(5) }, TimeProvider.System);
        return CurTableReader.ReadAsync(engine, AthenaTable.Parse("bills.cur", "--athena"), new BillReadOptions(), TestContext.Current.CancellationToken);
    }
}
