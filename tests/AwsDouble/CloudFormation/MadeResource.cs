namespace CostTool.AwsDouble.CloudFormation;

/// <summary>A resource that a stack made.</summary>
/// <param name="PhysicalId">What <c>Ref</c> comes to.</param>
/// <param name="Attributes">What <c>Fn::GetAtt</c> comes to.</param>
internal sealed record MadeResource(string PhysicalId, IReadOnlyDictionary<string, string> Attributes)
{
    public static MadeResource Of(string physicalId, params IEnumerable<(string Name, string Value)> attributes) =>
        new(physicalId, attributes.ToDictionary(attribute => attribute.Name, attribute => attribute.Value, StringComparer.Ordinal));
}
