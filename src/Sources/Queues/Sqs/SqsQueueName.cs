namespace CostTool.Sources.Queues.Sqs;

/// <summary>The name of a Celery queue in SQS.</summary>
public static class SqsQueueName
{
    private const string Fifo = ".fifo";

    /// <summary>As kombu makes it: a point becomes a hyphen, and what is neither letter, digit, hyphen nor underscore an underscore; the end <c>.fifo</c> stays.</summary>
    /// <remarks>kombu/transport/SQS.py, <c>canonical_queue_name</c> and <c>entity_name</c>.</remarks>
    public static string Of(string queue, string prefix)
    {
        var name = prefix + queue;
        var fifo = name.EndsWith(Fifo, StringComparison.Ordinal);
        var stem = fifo ? name[..^Fifo.Length] : name;
        return string.Concat(stem.Select(letter => letter == '.' ? '-' : char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' ? letter : '_')) + (fifo ? Fifo : "");
    }
}
