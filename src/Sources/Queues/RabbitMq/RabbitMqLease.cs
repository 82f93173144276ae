using CostTool.Scheduler.Dispatching;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace CostTool.Sources.Queues.RabbitMq;

/// <summary>An exclusive queue <c>costtool.dispatch.NAME</c> on a connection of its own: RabbitMQ gives it to one connection, and deletes it with that connection.</summary>
/// <remarks>
/// A holder that ends lets go at once. One whose machine is cut off is found out by heartbeats: RabbitMQ ends a connection of which it has heard nothing for the heartbeat, and not
/// before that, so from each answer on the queue is held for that long.
/// </remarks>
internal sealed class RabbitMqLease(BrokerUrl url, BrokerOptions options, LeaseTerms terms, TimeProvider clock) : IDispatchLease
{
    private readonly AmqpConnection connection = new(url, options, terms.Duration);
    private readonly string queue = $"costtool.dispatch.{terms.Name}";

    /// <inheritdoc/>
    public async Task<LeaseState> HoldAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await connection.AskAsync(DeclareAsync, cancellationToken).ConfigureAwait(false);
        }
        catch (BrokerSilentException)
        {
            return new LeaseState(Held: false, null, null);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private async Task<LeaseState> DeclareAsync(IConnection open, CancellationToken within)
    {
        var channel = await open.CreateChannelAsync(cancellationToken: within).ConfigureAwait(false);
        await using (channel.ConfigureAwait(false))
        {
            // Before the question is sent: RabbitMQ counts from the moment it hears it.
            var asked = clock.GetUtcNow();
            try
            {
                // Declared again by its own connection it stays; where somebody deleted it, it comes back.
                await channel.QueueDeclareAsync(queue, durable: false, exclusive: true, autoDelete: false, cancellationToken: within).ConfigureAwait(false);
            }
            catch (OperationInterruptedException end) when (end.ShutdownReason?.ReplyCode == AmqpConnection.Locked)
            {
                return new LeaseState(Held: false, null, null);
            }

            // The two sides agree on the lower of their heartbeats.
            return new LeaseState(Held: true, asked + (open.Heartbeat > TimeSpan.Zero && open.Heartbeat < terms.Duration ? open.Heartbeat : terms.Duration), null);
        }
    }
}
