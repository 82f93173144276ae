namespace Amazon.Athena.Model;

/// <summary>Operations that answer in pages.</summary>
public interface IAthenaPaginatorFactory
{
    /// <summary>The pages of a result.</summary>
    IGetQueryResultsPaginator GetQueryResults(GetQueryResultsRequest request);
}

internal sealed class AthenaPaginatorFactory(IAmazonAthena client) : IAthenaPaginatorFactory
{
    public IGetQueryResultsPaginator GetQueryResults(GetQueryResultsRequest request) => new GetQueryResultsPaginator(client, request);
}
