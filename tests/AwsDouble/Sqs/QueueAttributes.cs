using System.Globalization;
using CostTool.AwsDouble.Iam;

namespace CostTool.AwsDouble.Sqs;

/// <summary>The attributes of a queue that can be set: their defaults and what they take.</summary>
internal static class QueueAttributes
{
    public static readonly IReadOnlyDictionary<string, string> Defaults = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["DelaySeconds"] = "0",
        ["MaximumMessageSize"] = "262144",
        ["MessageRetentionPeriod"] = "345600",
        ["ReceiveMessageWaitTimeSeconds"] = "0",
        ["SqsManagedSseEnabled"] = "true",
        ["VisibilityTimeout"] = "30",
    };

    private static readonly Dictionary<string, (int Least, int Most)> Numbers = new(StringComparer.Ordinal)
    {
        ["DelaySeconds"] = (0, 900),
        ["MaximumMessageSize"] = (1024, 262_144),
        ["MessageRetentionPeriod"] = (60, 1_209_600),
        ["ReceiveMessageWaitTimeSeconds"] = (0, 20),
        ["VisibilityTimeout"] = (0, 43_200),
        ["KmsDataKeyReusePeriodSeconds"] = (60, 86_400),
    };

    private static readonly string[] Texts = ["SqsManagedSseEnabled", "Policy", "RedrivePolicy", "RedriveAllowPolicy", "KmsMasterKeyId", "FifoQueue", "ContentBasedDeduplication", "DeduplicationScope", "FifoThroughputLimit"];

    /// <exception cref="ServiceErrorException">The attribute or its value is none.</exception>
    public static void Check(string name, string value)
    {
        if (Numbers.TryGetValue(name, out var range))
        {
            if (!int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) || number < range.Least || number > range.Most) throw Invalid(name);
            return;
        }

        if (!Texts.Contains(name)) throw new ServiceErrorException("InvalidAttributeName", $"Unknown Attribute {name}.");
        if (name != "Policy" || value.Length == 0) return;
        try
        {
            PolicyDocument.OfResource(value);
        }
        catch (ServiceErrorException error) when (error.Code == "MalformedPolicyDocumentException")
        {
            throw Invalid(name);
        }
    }

    private static ServiceErrorException Invalid(string name) => new("InvalidAttributeValue", $"Invalid value for the parameter {name}.");
}
