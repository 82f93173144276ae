using CostTool.AwsDouble.Account;

namespace CostTool.AwsDouble.Sns;

/// <summary>A topic.</summary>
internal sealed class Topic
{
    public required string Arn { get; init; }

    /// <summary>Those that were set.</summary>
    public SortedDictionary<string, string> Attributes { get; } = new(StringComparer.Ordinal);

    public TagSet Tags { get; } = new();

    public List<Subscription> Subscriptions { get; } = [];

    /// <summary>Subscriptions that were there and are not any more.</summary>
    public int Deleted { get; set; }
}

/// <summary>Who hears of what is published.</summary>
/// <param name="Arn">Its ARN, also before it is confirmed.</param>
/// <param name="Protocol"><c>email</c>, <c>sqs</c>, ….</param>
/// <param name="Endpoint">An address, or the ARN of a queue.</param>
/// <param name="Token">What confirms it.</param>
/// <param name="Pending">Nobody has confirmed it yet.</param>
internal sealed record Subscription(string Arn, string Protocol, string Endpoint, string Token, bool Pending);

/// <summary>A message that was published.</summary>
public sealed record PublishedMessage(string TopicArn, string? Subject, string Message, string MessageId);
