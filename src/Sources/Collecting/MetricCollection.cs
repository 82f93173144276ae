using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Amazon.Runtime;
using CostTool.Analyzer.Problems;
using CostTool.Sources.CloudWatch;
using CostTool.Sources.UsageImports;
using Metric = Amazon.CloudWatch.Model.Metric;

namespace CostTool.Sources.Collecting;

/// <summary>Processor and memory of the collected ECS services from CloudWatch, a file for each whole day. A day that is there is never asked again.</summary>
/// <param name="client">CloudWatch.</param>
/// <param name="folder">The workspace, with the services already in it.</param>
/// <param name="days">Whole days before today.</param>
public sealed class MetricCollection(IAmazonCloudWatch client, CollectFolder folder, int days) : ICollection
{
    /// <summary>Price of a metric that is requested: $0.01 for 1,000.</summary>
    private const decimal UsdPerMetric = 0.00001m;

    private const string How = "cloudwatch:GetMetricData, Maximum of AWS/ECS";

    private const string DimensionName = "Name";
    private const int QueriesOfACall = 500;

    // Points of a minute are kept for 15 days, of five minutes for 63, of an hour for 455.
    private const int DaysOfFineMetrics = 63;
    private const int FinePeriod = 300;
    private const int CoarsePeriod = 3600;

    private static readonly (string Name, bool IsCpu)[] Metrics = [("CPUUtilization", true), ("MemoryUtilization", false)];

    /// <inheritdoc />
    public string Name => "CloudWatch";

    /// <inheritdoc />
    public IReadOnlyList<string> Outlook()
    {
        var (due, queries) = (Due(), Queries(Services().Asked, FinePeriod));
        var metrics = due.Count * queries.Count;
        return [string.Create(CultureInfo.InvariantCulture, $"CloudWatch: {queries.Count} metrics of ECS services as collected, {due.Count} of the last {days} days: {metrics} metrics, {metrics * UsdPerMetric:$0.00###} at $0.01 for 1,000 -> usage/cloudwatch-DAY.parquet")];
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> CollectAsync(IProgress<CollectProgress> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(progress);
        var (due, (services, told), samples, empty) = (Due(), Services(), 0L, 0);
        if (services.Count == 0) return [.. told, "CloudWatch: no ECS service is collected, nothing to ask"];
        try
        {
            foreach (var (done, day) in due.Index())
            {
                progress.Report(new CollectProgress(Name, done, due.Count));
                var kept = await DayAsync(day, services, cancellationToken).ConfigureAwait(false);
                samples += kept;
                if (kept == 0) empty++;
            }
        }
        catch (AmazonServiceException fault)
        {
            throw new ProblemException(new Problem($"{fault.ErrorCode}: {fault.Message}", Name, "allow cloudwatch:GetMetricData"));
        }

        return [string.Create(CultureInfo.InvariantCulture, $"CloudWatch: {samples} samples of {services.Count} services in {due.Count - empty} days{(empty > 0 ? $", nothing in {empty}" : "")}"), .. told];
    }

    private async Task<long> DayAsync(DateOnly day, IReadOnlyList<(string Cluster, string Service, bool Cpu, bool Memory)> services, CancellationToken cancellationToken)
    {
        var queries = Queries(services, day.AddDays(DaysOfFineMetrics) > Today ? FinePeriod : CoarsePeriod);
        var scratch = Directory.CreateTempSubdirectory("costtool-collect-");
        try
        {
            var answers = new List<string>();
            foreach (var batch in queries.Chunk(QueriesOfACall))
                await foreach (var answer in PagesAsync(day, batch, cancellationToken).ConfigureAwait(false))
                {
                    answers.Add(Path.Combine(scratch.FullName, string.Create(CultureInfo.InvariantCulture, $"answer-{answers.Count + 1:D5}.json")));
                    await File.WriteAllTextAsync(answers[^1], answer.ToJsonString(), cancellationToken).ConfigureAwait(false);
                }

            var asked = Path.Combine(scratch.FullName, "queries.json");
            await File.WriteAllTextAsync(asked, new JsonArray([.. queries.Select(Question)]).ToJsonString(), cancellationToken).ConfigureAwait(false);
            var file = $"usage/cloudwatch-{Text(day)}.parquet";
            using var writer = new UsageFileWriter(folder.Full(file), file);
            MetricDataImport.Read(answers, asked, [folder.Full("ecs")], writer, cancellationToken);
            if (writer.Kept == 0)
            {
                folder.Record(Part(day), null, How, final: true);
                return 0;
            }

            var intake = writer.Finish(cancellationToken);
            folder.Record(Part(day), file, How, final: true);
            return intake.Kept;
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private async IAsyncEnumerable<JsonNode> PagesAsync(DateOnly day, MetricDataQuery[] batch, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var question = new JsonObject { ["operation"] = "cloudwatch:GetMetricData", ["day"] = Text(day), ["queries"] = new JsonArray([.. batch.Select(Question)]) };
        // Pages that arrived before a stop are taken up where the same was asked.
        var name = $"aws/cloudwatch/{Text(day)}/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(question.ToJsonString())))[..12]}";
        string? token = null;
        var page = 0;
        do
        {
            var file = string.Create(CultureInfo.InvariantCulture, $"{name}-{++page:D4}");
            var answer = folder.FindRaw(file);
            if (answer is null)
            {
                var response = await client.GetMetricDataAsync(
                    new GetMetricDataRequest
                    {
                        StartTime = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc),
                        EndTime = day.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc),
                        ScanBy = ScanBy.TimestampAscending,
                        MetricDataQueries = [.. batch],
                        NextToken = token,
                    },
                    cancellationToken).ConfigureAwait(false);
                answer = Answer(response);
                folder.KeepRaw(file, question, answer);
            }

            yield return answer;
            token = answer["NextToken"]?.GetValue<string>();
        }
        while (!string.IsNullOrEmpty(token));
    }

    /// <summary>The services whose use can be told: CloudWatch gives percents of a reservation, so that one without is left out, and it is said.</summary>
    private (IReadOnlyList<(string Cluster, string Service, bool Cpu, bool Memory)> Asked, IReadOnlyList<string> Told) Services()
    {
        var ecs = folder.Full("ecs");
        if (!Directory.Exists(ecs)) return ([], []);
        var reservations = EcsReservations.Read([ecs], CancellationToken.None);
        var (asked, told) = (new List<(string, string, bool, bool)>(), new List<string>());
        foreach (var (cluster, service) in reservations.Services)
        {
            var known = reservations.Of(cluster, service, "");
            var (cpu, memory) = (known?.Cores is not null, known?.Bytes is not null);
            if (cpu || memory) asked.Add((cluster, service, cpu, memory));
            if (!cpu) told.Add($"CloudWatch: {cluster}/{service} reserves no processor, and the metric is a percent of that: not asked");
            if (!memory) told.Add($"CloudWatch: {cluster}/{service} reserves no memory, and the metric is a percent of that: not asked");
        }

        return (asked, told);
    }

    private static IReadOnlyList<MetricDataQuery> Queries(IReadOnlyList<(string Cluster, string Service, bool Cpu, bool Memory)> services, int period) =>
    [
        .. services.SelectMany(service => Metrics.Where(metric => metric.IsCpu ? service.Cpu : service.Memory).Select(metric => (service.Cluster, service.Service, metric.Name))).Select((asked, place) => new MetricDataQuery
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"q{place + 1}"),
            MetricStat = new MetricStat
            {
                Metric = new Metric
                {
                    Namespace = "AWS/ECS",
                    MetricName = asked.Name,
                    Dimensions = [new Dimension { Name = "ClusterName", Value = asked.Cluster }, new Dimension { Name = "ServiceName", Value = asked.Service }],
                },
                // The busiest task; Average would hide it.
                Stat = "Maximum",
                Period = period,
            },
        }),
    ];

    private static JsonNode Question(MetricDataQuery query) => new JsonObject
    {
        ["Id"] = query.Id,
        ["MetricStat"] = new JsonObject
        {
            ["Metric"] = new JsonObject
            {
                ["Namespace"] = query.MetricStat!.Metric!.Namespace,
                ["MetricName"] = query.MetricStat.Metric.MetricName,
                ["Dimensions"] = new JsonArray([.. query.MetricStat.Metric.Dimensions!.Select(dimension => (JsonNode)new JsonObject { [DimensionName] = dimension.Name, ["Value"] = dimension.Value })]),
            },
            ["Stat"] = query.MetricStat.Stat,
            ["Period"] = query.MetricStat.Period,
        },
    };

    private static JsonNode Answer(GetMetricDataResponse response)
    {
        var answer = new JsonObject
        {
            ["MetricDataResults"] = new JsonArray([.. (response.MetricDataResults ?? []).Select(result => (JsonNode)new JsonObject
            {
                ["Id"] = result.Id,
                ["StatusCode"] = result.StatusCode?.Value,
                ["Timestamps"] = new JsonArray([.. (result.Timestamps ?? []).Select(instant => (JsonNode)instant.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))]),
                ["Values"] = new JsonArray([.. (result.Values ?? []).Select(value => (JsonNode)value)]),
            })]),
        };
        if (!string.IsNullOrEmpty(response.NextToken)) answer["NextToken"] = response.NextToken;
        return answer;
    }

    private IReadOnlyList<DateOnly> Due() => [.. Enumerable.Range(1, days).Select(back => Today.AddDays(-back)).Where(day => folder.Find(Part(day)) is null)];

    private DateOnly Today => DateOnly.FromDateTime(folder.Now.UtcDateTime);

    private static string Part(DateOnly day) => $"aws/cloudwatch/{Text(day)}";

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
