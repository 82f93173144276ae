using CostTool.Analyzer.Problems;

namespace CostTool.Scheduler.Deployment.Applying;

/// <summary>Keeps two applies of one deployment apart.</summary>
public interface IDeploymentLock
{
    /// <summary>Takes the lock, or says who has it. Taking it again as the same holder succeeds: a killed apply is resumed without waiting.</summary>
    /// <param name="deployment">Name of the deployment.</param>
    /// <param name="holder">Id of the apply.</param>
    /// <param name="cancellationToken">Stops between calls.</param>
    /// <returns>Disposing it gives the lock back.</returns>
    /// <exception cref="ProblemException">Another apply has it.</exception>
    Task<IAsyncDisposable> TakeAsync(string deployment, string holder, CancellationToken cancellationToken);
}
