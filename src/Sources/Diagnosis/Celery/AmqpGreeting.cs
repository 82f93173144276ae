using System.Buffers.Binary;
using CostTool.Sources.Queues;

namespace CostTool.Sources.Diagnosis.Celery;

/// <summary>The header of AMQP 0-9-1; the server answers with Connection.Start before anyone has to say who they are.</summary>
/// <remarks>https://www.rabbitmq.com/resources/specs/amqp0-9-1.pdf, 4.2.2 and 4.2.3: a frame is type, channel, size, payload, end.</remarks>
internal static class AmqpGreeting
{
    private const byte MethodFrame = 1;
    private const int HeadLength = 7;
    private const ushort Connection = 10;
    private const ushort Start = 10;

    private static readonly byte[] Header = [.. "AMQP"u8, 0, 0, 9, 1];

    public static async Task<Finding> SayAsync(string check, BrokerUrl url, Stream stream, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(Header, cancellationToken).ConfigureAwait(false);
        // Frame head, class and method.
        var answer = new byte[HeadLength + 4];
        await stream.ReadAtLeastAsync(answer, Header.Length, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (answer.AsSpan().StartsWith("AMQP"u8))
            return new Finding(check, FindingLevel.Failed, $"{url}: the server speaks AMQP {answer[5]}.{answer[6]}.{answer[7]}, and Celery 0.9.1", "switch AMQP 0-9-1 on");
        var isStart = answer[0] == MethodFrame && BinaryPrimitives.ReadUInt16BigEndian(answer.AsSpan(HeadLength)) == Connection && BinaryPrimitives.ReadUInt16BigEndian(answer.AsSpan(HeadLength + 2)) == Start;
        return isStart
            ? new Finding(check, FindingLevel.Ok, $"{url}: AMQP 0-9-1 answers; user and password are not tried")
            : new Finding(check, FindingLevel.Failed, $"{url}: what answers is no AMQP", "check host and port of the URL");
    }
}
