using System.Runtime.CompilerServices;
using Amazon.Runtime;

namespace Amazon.Athena.Model;

/// <summary>The pages of a result.</summary>
public interface IGetQueryResultsPaginator
{
    /// <summary>The answers, one a page; can be walked once.</summary>
    IPaginatedEnumerable<GetQueryResultsResponse> Responses { get; }
}

internal sealed class GetQueryResultsPaginator(IAmazonAthena client, GetQueryResultsRequest request) : IPaginator<GetQueryResultsResponse>, IGetQueryResultsPaginator
{
    private bool _used;

    public IPaginatedEnumerable<GetQueryResultsResponse> Responses => new PaginatedResponse<GetQueryResultsResponse>(this);

    async IAsyncEnumerable<GetQueryResultsResponse> IPaginator<GetQueryResultsResponse>.PaginateAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (_used) throw new InvalidOperationException("Paginator has already been consumed and cannot be reused. Please create a new instance.");
        _used = true;
        do
        {
            var response = await client.GetQueryResultsAsync(request, cancellationToken).ConfigureAwait(false);
            request.NextToken = response.NextToken;
            yield return response;
        }
        while (!string.IsNullOrEmpty(request.NextToken));
    }
}
