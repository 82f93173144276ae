using Amazon.Athena.Model;
using Amazon.Runtime;

namespace Amazon.Athena;

/// <summary>Athena.</summary>
public interface IAmazonAthena : IAmazonService, IDisposable
{
    /// <summary>Operations that answer in pages.</summary>
    IAthenaPaginatorFactory Paginators { get; }

    /// <summary>Asks how a query fares.</summary>
    Task<GetQueryExecutionResponse> GetQueryExecutionAsync(GetQueryExecutionRequest request, CancellationToken cancellationToken = default);

    /// <summary>Asks for a page of rows.</summary>
    Task<GetQueryResultsResponse> GetQueryResultsAsync(GetQueryResultsRequest request, CancellationToken cancellationToken = default);

    /// <summary>Asks for the settings of a workgroup.</summary>
    Task<GetWorkGroupResponse> GetWorkGroupAsync(GetWorkGroupRequest request, CancellationToken cancellationToken = default);

    /// <summary>Starts a query.</summary>
    Task<StartQueryExecutionResponse> StartQueryExecutionAsync(StartQueryExecutionRequest request, CancellationToken cancellationToken = default);

    /// <summary>Stops a query.</summary>
    Task<StopQueryExecutionResponse> StopQueryExecutionAsync(StopQueryExecutionRequest request, CancellationToken cancellationToken = default);
}
