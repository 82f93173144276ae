using Amazon.Runtime;
using Amazon.ServiceQuotas;
using Amazon.ServiceQuotas.Model;

namespace CostTool.Sources.Diagnosis.Aws;

/// <summary>Whether Service Quotas answers, which <c>apply</c> asks before its first step.</summary>
/// <param name="session">Region and credentials.</param>
public sealed class QuotaAccessCheck(AwsSession session) : ICheck
{
    /// <inheritdoc/>
    public string Name => "quotas";

    /// <inheritdoc/>
    public bool Needed => false;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var client = new AmazonServiceQuotasClient(session.Credentials, session.Configure(new AmazonServiceQuotasConfig()));
            await client.ListServiceQuotasAsync(new ListServiceQuotasRequest { ServiceCode = "scheduler", MaxResults = 1 }, cancellationToken).ConfigureAwait(false);
            return [new Finding(Name, FindingLevel.Ok, "Service Quotas answers")];
        }
        catch (AmazonServiceException fault) when (Refusal.IsDenial(fault))
        {
            return [new Finding(Name, FindingLevel.Warning, "servicequotas:ListServiceQuotas is missing, so that apply meets a full quota only when it gets there", "allow what `costtool doctor --policy \"schedule apply\"` prints")];
        }
        catch (AmazonServiceException fault) when (Refusal.IsAbsence(fault))
        {
            return [new Finding(Name, FindingLevel.Warning, "the endpoint has no Service Quotas, so that quotas are not checked before apply", "")];
        }
        catch (AmazonServiceException fault)
        {
            return [new Finding(Name, FindingLevel.Warning, $"Service Quotas refused: {Refusal.Shown(fault)}", "mend credentials and account first")];
        }
        catch (Exception fault) when (fault is AmazonClientException or HttpRequestException or IOException)
        {
            return [new Finding(Name, FindingLevel.Warning, "Service Quotas does not answer", "mend credentials and endpoints first")];
        }
    }
}
