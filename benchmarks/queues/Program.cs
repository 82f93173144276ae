using System.Diagnostics;
using System.Globalization;
using CostTool.Sources.Queues;
using RabbitMQ.Client;
using StackExchange.Redis;

// Counts 100 queues again and again, beside the barest question that the same server answers on a connection that is open: PING of Redis, the opening of a channel in RabbitMQ.
const int Queues = 100;
var readings = int.Parse(args[0], CultureInfo.InvariantCulture);
var messages = int.Parse(args[1], CultureInfo.InvariantCulture);
string[] queues = [.. Enumerable.Range(0, Queues).Select(number => $"queue-{number:D3}")];
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"machine: {Environment.ProcessorCount} core of the reader, .NET {Environment.Version}; {Queues} queues, {readings} readings, {messages} messages in one queue"));

var redisUrl = BrokerUrl.Parse(args[2], _ => null, "redis");
await using (var redis = await ConnectionMultiplexer.ConnectAsync($"{redisUrl.Host}:{redisUrl.Port},asyncTimeout=120000"))
{
    var database = redis.GetDatabase();
    await CompareAsync("redis, queues empty", redisUrl, new BrokerOptions(), () => database.PingAsync());
    await database.ScriptEvaluateAsync("for index = 1, ARGV[1] do redis.call('LPUSH', KEYS[1], 'message') end", [queues[0]], [messages]);
    await CompareAsync("redis, one queue full", redisUrl, new BrokerOptions(), () => database.PingAsync());
    await database.ScriptEvaluateAsync("""for index = 1, ARGV[1] do redis.call('HSET', KEYS[1], index, '[{"body": "' .. string.rep('x', 1000) .. '"}, "", "queue-001"]') end""", ["unacked"], [10_000]);
    await CompareAsync("redis, 10,000 held", redisUrl, new BrokerOptions(), () => database.PingAsync());
}

var rabbitUrl = BrokerUrl.Parse(args[3], _ => null, "rabbitmq");
await using (var rabbit = await new ConnectionFactory { HostName = rabbitUrl.Host, Port = rabbitUrl.Port }.CreateConnectionAsync())
{
    await CompareAsync("rabbitmq, no queue there", rabbitUrl, new BrokerOptions(), OpenAsync);
    await using (var channel = await rabbit.CreateChannelAsync())
    {
        foreach (var queue in queues) await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false);
        for (var message = 0; message < messages; message++) await channel.BasicPublishAsync("", queues[0], "message"u8.ToArray());
        while (await channel.MessageCountAsync(queues[0]) < messages) await Task.Delay(100);
    }

    await CompareAsync("rabbitmq, one queue full", rabbitUrl, new BrokerOptions(), OpenAsync);

    async Task OpenAsync()
    {
        await using var channel = await rabbit.CreateChannelAsync();
    }
}

async Task CompareAsync(string what, BrokerUrl url, BrokerOptions options, Func<Task> bare)
{
    await using var backlog = BrokerQueues.Open(url, options, () => throw new InvalidOperationException("no SQS here"));
    // In turn, so that both meet the same machine; the first of each is not counted, as it connects and compiles.
    List<double> ours = [], theirs = [];
    var allocated = 0L;
    for (var reading = 0; reading <= readings; reading++)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var watch = Stopwatch.StartNew();
        var counts = await backlog.ReadAsync(queues, CancellationToken.None);
        var took = watch.Elapsed.TotalMilliseconds;
        if (counts.FirstOrDefault(count => count.Ready is null) is { } silent) throw new InvalidOperationException(silent.Unknown);
        if (reading > 0) allocated += GC.GetTotalAllocatedBytes(precise: true) - before;
        watch.Restart();
        await bare();
        if (reading == 0) continue;
        ours.Add(took);
        theirs.Add(watch.Elapsed.TotalMilliseconds);
    }

    ours.Sort();
    theirs.Sort();
    var (reads, asks) = (ours[ours.Count / 2], theirs[theirs.Count / 2]);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-26} median {reads,8:0.0} ms, longest {ours[^1],8:0.0} ms; bare question {asks,6:0.00} ms: {reads / asks,6:0.0} x; {allocated / readings / 1024,6} KiB allocated a reading"));
}
