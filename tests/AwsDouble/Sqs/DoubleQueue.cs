namespace CostTool.AwsDouble.Sqs;

/// <summary>A queue.</summary>
internal sealed class DoubleQueue
{
    public required string Name { get; init; }

    public required string Url { get; init; }

    public required string Arn { get; init; }

    public required double Created { get; init; }

    public required double Modified { get; set; }

    /// <summary>Attributes that can be set; those of nothing but a value are absent until then.</summary>
    public SortedDictionary<string, string> Attributes { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);

    public List<QueueMessage> Messages { get; } = [];

    public bool IsFifo => Name.EndsWith(".fifo", StringComparison.Ordinal);
}

/// <summary>A message of a queue.</summary>
internal sealed class QueueMessage
{
    public required string Id { get; init; }

    public required string Body { get; init; }

    public required double Sent { get; init; }

    /// <summary>When it can be received, in seconds since 1970.</summary>
    public required double VisibleFrom { get; set; }

    /// <summary>Of a FIFO queue: while one of its messages is held, none of the others is given out.</summary>
    public string? Group { get; init; }

    /// <summary>Of a FIFO queue: a second one within five minutes is not added.</summary>
    public string? Deduplication { get; init; }

    public int Received { get; set; }

    public double? FirstReceived { get; set; }

    /// <summary>Of the last time it was received.</summary>
    public string? Receipt { get; set; }
}
