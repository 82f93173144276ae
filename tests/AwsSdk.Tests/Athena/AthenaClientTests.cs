using System.Net;
using Amazon;
using Amazon.Athena;
using Amazon.Athena.Model;
using Amazon.Runtime;
using CostTool.AwsDouble;
using CostTool.AwsDouble.Faults;

namespace CostTool.AwsSdk.Tests.Athena;

/// <summary>The client over Amazon's pipeline, against the double.</summary>
[Collection(nameof(OwnEnvironment))]
public sealed class AthenaClientTests : IAsyncLifetime
{
    private const string Token = "0123456789abcdef0123456789abcdef";

    private AwsDouble.AwsDouble _aws = null!;

    public async ValueTask InitializeAsync() => _aws = await AwsDouble.AwsDouble.StartAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _aws.DisposeAsync();

    [Fact]
    public async Task A_call_is_signed_for_its_service_and_region_and_says_only_what_was_set()
    {
        using var client = Client();
        await client.StartQueryExecutionAsync(Query("SELECT 1 AS one"), TestContext.Current.CancellationToken);
        var call = Assert.Single(_aws.Calls);
        Assert.Equal(("athena:StartQueryExecution", "application/x-amz-json-1.1"), (call.Name, call.ContentType));
        Assert.Equal(("AKIDEXAMPLE", "eu-west-3", "athena"), (call.Signature?.AccessKey, call.Signature?.Region, call.Signature?.Service));
        Assert.Contains("x-amz-target", call.Signature!.SignedHeaders);
        Assert.Equal("""{"ClientRequestToken":"0123456789abcdef0123456789abcdef","QueryString":"SELECT 1 AS one"}""", call.Body);
    }

    [Fact]
    public async Task A_query_goes_through_its_states_and_answers_in_pages()
    {
        using var client = Client();
        var id = (await client.StartQueryExecutionAsync(Query("SELECT range AS n, NULL AS nothing FROM range(5)"), TestContext.Current.CancellationToken)).QueryExecutionId;
        var states = new List<string>();
        QueryExecution execution;
        do
        {
            execution = (await client.GetQueryExecutionAsync(new GetQueryExecutionRequest { QueryExecutionId = id }, TestContext.Current.CancellationToken)).QueryExecution!;
            states.Add(execution.Status!.State!);
        }
        while (execution.Status.State != QueryExecutionState.SUCCEEDED);

        Assert.Equal(["QUEUED", "RUNNING", "RUNNING", "SUCCEEDED"], states);
        Assert.Equal(1_000_000, execution.Statistics!.DataScannedInBytes);
        // 1,793,491,200.5 s after 1970
        Assert.Equal(new DateTime(2026, 11, 1, 0, 0, 0, 500, DateTimeKind.Utc), execution.Status.SubmissionDateTime);

        var cells = new List<string?>();
        var pages = 0;
        await foreach (var page in client.Paginators.GetQueryResults(new GetQueryResultsRequest { QueryExecutionId = id, MaxResults = 4 }).Responses.WithCancellation(TestContext.Current.CancellationToken))
        {
            pages++;
            cells.AddRange(page.ResultSet!.Rows!.Select(row => row.Data![0].VarCharValue));
            Assert.Equal(["bigint", "integer"], page.ResultSet.ResultSetMetadata!.ColumnInfo!.Select(column => column.Type));
            Assert.False(string.IsNullOrEmpty(page.ResponseMetadata.RequestId));
        }

        // The header is a row: 6 rows in pages of 4.
        Assert.Equal(2, pages);
        Assert.Equal(["n", "0", "1", "2", "3", "4"], cells);
    }

    [Fact]
    public async Task Throttling_and_failures_of_the_server_are_tried_again()
    {
        _aws.Faults.Plan("athena:GetWorkGroup", Fault.Throttling, Fault.Internal);
        using var client = Client();
        var group = await client.GetWorkGroupAsync(new GetWorkGroupRequest { WorkGroup = "primary" }, TestContext.Current.CancellationToken);
        Assert.Equal((3, WorkGroupState.ENABLED), (_aws.Calls.Count, group.WorkGroup?.State));
    }

    [Theory]
    [InlineData(Cut.BeforeEffect)]
    [InlineData(Cut.AfterEffect)]
    public async Task A_connection_that_is_cut_starts_one_query_because_of_the_token(Cut cut)
    {
        _aws.Faults.Plan("athena:StartQueryExecution", new Fault { Cut = cut });
        using var client = Client();
        await client.StartQueryExecutionAsync(Query("SELECT 1 AS one"), TestContext.Current.CancellationToken);
        Assert.Equal(2, _aws.Calls.Count);
        Assert.Single(_aws.Athena.Queries);
    }

    [Fact]
    public async Task An_error_is_the_exception_of_its_name_with_the_id_of_the_request()
    {
        using var client = Client();
        var error = await Assert.ThrowsAsync<InvalidRequestException>(() =>
            client.GetWorkGroupAsync(new GetWorkGroupRequest { WorkGroup = "absent" }, TestContext.Current.CancellationToken));
        Assert.Equal(("InvalidRequestException", "WorkGroup absent is not found.", "INVALID_INPUT", HttpStatusCode.BadRequest, "request-1"),
            (error.ErrorCode, error.Message, error.AthenaErrorCode, error.StatusCode, error.RequestId));
    }

    [Fact]
    public async Task Too_many_queries_at_once_is_an_exception_with_its_reason_when_it_lasts()
    {
        var fault = new ServiceErrorException("TooManyRequestsException", "You have exceeded the limit for the number of queries", 400, ("Reason", "CONCURRENT_QUERY_LIMIT_EXCEEDED"));
        _aws.Faults.Plan("athena:StartQueryExecution", fault);
        using var client = Client(retries: 0);
        var error = await Assert.ThrowsAsync<TooManyRequestsException>(() => client.StartQueryExecutionAsync(Query("SELECT 1"), TestContext.Current.CancellationToken));
        Assert.Equal(ThrottleReason.CONCURRENT_QUERY_LIMIT_EXCEEDED, error.Reason);
    }

    [Fact]
    public async Task An_error_without_a_class_keeps_its_code()
    {
        _aws.Faults.Plan("athena:StartQueryExecution", Fault.ExpiredToken);
        using var client = Client();
        var error = await Assert.ThrowsAsync<AmazonAthenaException>(() => client.StartQueryExecutionAsync(Query("SELECT 1"), TestContext.Current.CancellationToken));
        Assert.Equal("ExpiredTokenException", error.ErrorCode);
    }

    [Theory]
    [InlineData("https://athena.eu-west-3.amazonaws.com/", "eu-west-3", false, false)]
    [InlineData("https://athena.cn-north-1.amazonaws.com.cn/", "cn-north-1", false, false)]
    [InlineData("https://athena-fips.us-gov-west-1.amazonaws.com/", "us-gov-west-1", true, false)]
    [InlineData("https://athena.us-east-1.api.aws/", "us-east-1", false, true)]
    public void Without_an_endpoint_of_the_user_the_address_is_the_region_s(string address, string region, bool fips, bool dualStack)
    {
        var config = new AmazonAthenaConfig { RegionEndpoint = RegionEndpoint.GetBySystemName(region), UseFIPSEndpoint = fips, UseDualstackEndpoint = dualStack, IgnoreConfiguredEndpointUrls = true };
        var endpoint = config.DetermineServiceOperationEndpoint(new Amazon.Runtime.Endpoints.ServiceOperationEndpointParameters(new GetWorkGroupRequest()));
        Assert.Equal(address, new Uri(endpoint.URL).ToString());
    }

    [Theory]
    [InlineData("AWS_ENDPOINT_URL")]
    [InlineData("AWS_ENDPOINT_URL_ATHENA")]
    public async Task The_environment_names_the_endpoint(string variable)
    {
        Environment.SetEnvironmentVariable(variable, _aws.Address.ToString());
        try
        {
            using var client = new AmazonAthenaClient(new BasicAWSCredentials("AKIDEXAMPLE", "secret"), new AmazonAthenaConfig { RegionEndpoint = RegionEndpoint.EUWest3 });
            await client.GetWorkGroupAsync(new GetWorkGroupRequest { WorkGroup = "primary" }, TestContext.Current.CancellationToken);
            Assert.Single(_aws.Calls);
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, null);
        }
    }

    [Fact]
    public async Task An_answer_cannot_set_what_belongs_to_the_transport()
    {
        using var client = Client();
        var group = await client.GetWorkGroupAsync(new GetWorkGroupRequest { WorkGroup = "primary" }, TestContext.Current.CancellationToken);
        Assert.Equal("request-1", group.ResponseMetadata.RequestId);
        var shape = AthenaOperations.GetWorkGroup.Response;
        Assert.Equal(["WorkGroup"], shape.Properties.Select(property => property.Name));
    }

    private static StartQueryExecutionRequest Query(string sql) => new() { QueryString = sql, ClientRequestToken = Token };

    private AmazonAthenaClient Client(int? retries = null)
    {
        var config = new AmazonAthenaConfig { RegionEndpoint = RegionEndpoint.EUWest3, ServiceURL = _aws.Address.ToString() };
        if (retries is { } most) config.MaxErrorRetry = most;
        // As the official documentation says: a service URL alone leaves the signature's region open.
        config.AuthenticationRegion = "eu-west-3";
        return new AmazonAthenaClient(new BasicAWSCredentials("AKIDEXAMPLE", "secret"), config);
    }
}
