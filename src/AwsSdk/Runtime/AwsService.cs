namespace CostTool.AwsSdk.Runtime;

/// <summary>What tells one AWS service from another on the wire.</summary>
/// <param name="ServiceId">The id of the service model; <c>AWS_ENDPOINT_URL_</c> and its upper case name an endpoint for it.</param>
/// <param name="EndpointPrefix">The first label of its host name.</param>
/// <param name="SigningName">The service in a signature's scope.</param>
/// <param name="Version">The version of its API.</param>
/// <param name="JsonTarget">What stands before the dot of <c>X-Amz-Target</c>, where the protocol has that header.</param>
/// <param name="JsonVersion">The version in <c>application/x-amz-json-…</c>, where the protocol has that content type.</param>
/// <param name="Global">One address for all regions of a partition, which signs for the partition's first region.</param>
internal sealed record AwsService(string ServiceId, string EndpointPrefix, string SigningName, string Version, string? JsonTarget = null, string? JsonVersion = null, bool Global = false);
