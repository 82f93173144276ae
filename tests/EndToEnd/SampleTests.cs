using System.Globalization;
using System.Text.Json;
using CostTool.Analyzer.Capacity;
using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Units;
using CostTool.Sources.Kubernetes;

namespace CostTool.EndToEnd;

/// <summary>The samples are what their READMEs say, and the made-up one obeys the laws of real bills and clusters.</summary>
public sealed class SampleTests
{
    private static readonly string[] GeneratedFolders = ["bill", "celery", "k8s", "usage"];
    private static readonly Lazy<IReadOnlyList<SampleBillRow>> Bill = new(() => SampleBillRow.Read(Repository.Path("samples", "atelier", "bill", "atelier-2026-10.csv.gz")));

    public static TheoryData<string> Workspaces { get; } =
        [.. Directory.EnumerateDirectories(Repository.Path("samples")).Select(folder => Path.GetFileName(folder)!).Where(name => name is not "generator").Order(StringComparer.Ordinal)];

    [Fact]
    public void The_generator_writes_the_committed_sample_again()
    {
        using var fresh = new GeneratedSample();
        var committed = GeneratedFolders
            .SelectMany(folder => Directory.EnumerateFiles(Repository.Path("samples", "atelier", folder)))
            .Select(path => Path.GetRelativePath(Repository.Path("samples", "atelier"), path)).Order(StringComparer.Ordinal);
        Assert.Equal(committed, fresh.Files);
        Assert.All(fresh.Files, file => Assert.True(
            Content(fresh.Path(file)).SequenceEqual(Content(Repository.Path("samples", "atelier", file))),
            $"{file} differs: run `dotnet run --project samples/generator -- samples/atelier` and look at the diff"));
        // A second run over the first changes no byte, packed files included.
        var before = fresh.Files.ToDictionary(file => file, file => File.ReadAllBytes(fresh.Path(file)));
        fresh.WriteAgain();
        Assert.All(before, file => Assert.True(file.Value.AsSpan().SequenceEqual(File.ReadAllBytes(fresh.Path(file.Key))), $"{file.Key} changed"));
    }

    [Fact]
    public void The_readme_counts_what_is_there()
    {
        var readme = File.ReadAllText(Repository.Path("samples", "atelier", "README.md"));
        var samples = Directory.EnumerateFiles(Repository.Path("samples", "atelier", "usage")).Sum(path => PackedFile.Text(path).AsSpan().Count('\n') - 1);
        Assert.Contains($"{Items("nodes").Count} nodes, {Items("pods").Count} pods", readme, StringComparison.Ordinal);
        Assert.Contains($"{Bill.Value.Count:N0} rows", readme, StringComparison.Ordinal);
        Assert.Contains($"{samples:N0} samples", readme, StringComparison.Ordinal);
        var events = Events().ToList();
        Assert.Contains($"{events.Count:N0} task events of {events.Select(task => task.Uuid).Distinct().Count():N0} runs", readme, StringComparison.Ordinal);
        Assert.Contains($"{BeatEntries().Count} schedules of the settings", readme, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Workspaces))]
    public void Every_sample_says_what_it_is_and_under_which_licence(string workspace)
    {
        Assert.True(File.Exists(Repository.Path("samples", workspace, "costtool.yaml")), $"{workspace} has no costtool.yaml");
        var readme = File.ReadAllText(Repository.Path("samples", workspace, "README.md"));
        Assert.Contains("Licence", readme, StringComparison.Ordinal);
        if (workspace.StartsWith("real-", StringComparison.Ordinal))
        {
            Assert.Matches("commit [0-9a-f]{40}", readme);
            Assert.Contains("- Changed: ", readme, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void At_least_two_samples_are_real() =>
        Assert.True(Workspaces.Count(row => row.Data.StartsWith("real-", StringComparison.Ordinal)) >= 2);

    [Fact]
    public void Every_hour_the_plan_negates_exactly_what_it_covered()
    {
        var hours = Bill.Value.Where(row => row.Type is "SavingsPlanCoveredUsage" or "SavingsPlanNegation").GroupBy(row => (row.Start, row.UsageType)).ToList();
        Assert.NotEmpty(hours);
        Assert.All(hours, hour => Assert.Equal(0, hour.Sum(row => row.Cost)));
    }

    [Fact]
    public void Every_hour_has_one_commitment_fee_and_covers_usage_worth_what_was_used()
    {
        var effective = Bill.Value.Where(row => row.Type is "SavingsPlanCoveredUsage").GroupBy(row => row.Start).ToDictionary(hour => hour.Key, hour => hour.Sum(row => row.PlanEffective));
        var fees = Bill.Value.Where(row => row.Type is "SavingsPlanRecurringFee").ToList();
        Assert.Equal(744, fees.Select(row => row.Start).Distinct().Count()); // 31 × 24
        Assert.Equal(744, fees.Count);
        Assert.All(fees, fee =>
        {
            Assert.Equal(fee.PlanCommitted, fee.Cost);
            Assert.Equal(fee.PlanUsed, effective[fee.Start]);
            Assert.InRange(fee.PlanUsed, 0, fee.PlanCommitted);
        });
    }

    [Fact]
    public void Every_cost_is_its_amount_times_its_rate() =>
        Assert.All(Bill.Value.Where(row => row.Type is "Usage" or "SavingsPlanCoveredUsage"), row => Assert.Equal(decimal.Round(row.Amount * row.Rate, 10), row.Cost));

    [Fact]
    public void No_instance_is_billed_for_more_than_an_hour_an_hour() =>
        Assert.All(Bill.Value.Where(row => row.IsInstance).GroupBy(row => (row.Resource, row.Start)), hour => Assert.InRange(hour.Sum(row => row.Amount), 0.0000000001m, 1m));

    [Fact]
    public void The_plan_never_covers_Spot() =>
        Assert.DoesNotContain(Bill.Value, row => row.UsageType.Contains("SpotUsage", StringComparison.Ordinal) && row.Type is not "Usage");

    [Fact]
    public void On_demand_rates_are_those_of_the_price_book()
    {
        var prices = PriceBook.LoadBuiltIn().For(Region.Parse("eu-west-3", "test"));
        var types = Bill.Value.Where(row => row.IsInstance && row.UsageType.Contains("BoxUsage", StringComparison.Ordinal)).Select(row => (row.InstanceType, row.Rate)).Distinct().ToList();
        Assert.Equal(["m5.large", "m5.xlarge"], types.Select(type => type.InstanceType).Order(StringComparer.Ordinal));
        Assert.All(types, type => Assert.Equal(prices.OnDemand(type.InstanceType).UsdPerUnit, type.Rate));
    }

    [Theory]
    [InlineData("EUW3-EBS:VolumeUsage.gp3", "ebs-gp3-storage")]
    [InlineData("EUW3-AmazonEKS-Hours:perCluster", "eks-control-plane-standard")]
    [InlineData("EUW3-NatGateway-Hours", "nat-gateway-hour")]
    [InlineData("EUW3-NatGateway-Bytes", "nat-gateway-data")]
    [InlineData("EUW3-PublicIPv4:InUseAddress", "public-ipv4-hour")]
    [InlineData("EUW3-LoadBalancerUsage", "alb-hour")]
    [InlineData("EUW3-LCUUsage", "alb-lcu-hour")]
    [InlineData("EUW3-DataProcessing-Bytes", "cloudwatch-logs-ingestion-standard")]
    public void Cluster_rates_are_those_of_the_price_book(string usageType, string item)
    {
        var rates = Bill.Value.Where(row => row.UsageType == usageType).Select(row => row.Rate).Distinct();
        Assert.Equal([PriceBook.LoadBuiltIn().For(Region.Parse("eu-west-3", "test")).Item(item).UsdPerUnit], rates);
    }

    [Fact]
    public void Every_node_of_the_snapshot_is_on_the_bill_with_its_type()
    {
        var billed = Bill.Value.Where(row => row.IsInstance).Select(row => (row.Resource, row.InstanceType)).ToHashSet();
        var nodes = Items("nodes").Select(node => (node.GetProperty("spec").GetProperty("providerID").GetString()!.Split('/')[^1], Label(node, "node.kubernetes.io/instance-type"))).ToList();
        Assert.Equal(14, nodes.Count);
        Assert.All(nodes, node => Assert.Contains(node, billed));
        // Nodes were replaced and added during the month, so the bill knows more of them.
        Assert.True(billed.Count > nodes.Count);
    }

    [Fact]
    public void Nodes_offer_what_the_formula_says()
    {
        var specs = PriceBook.LoadBuiltIn().For(Region.Parse("eu-west-3", "test")).Instances.ToDictionary(offer => offer.Spec.InstanceType, offer => offer.Spec, StringComparer.Ordinal);
        Assert.All(Items("nodes"), node =>
        {
            var expected = NodeAllocatable.Of(specs[Label(node, "node.kubernetes.io/instance-type")]);
            var status = node.GetProperty("status");
            Assert.Equal($"{expected.Allocatable.Cpu.Millicores}m", status.GetProperty("allocatable").GetProperty("cpu").GetString());
            Assert.Equal($"{expected.Allocatable.Memory.Bytes / 1024}Ki", status.GetProperty("allocatable").GetProperty("memory").GetString());
            Assert.Equal($"{expected.Capacity.Memory.Bytes / 1024}Ki", status.GetProperty("capacity").GetProperty("memory").GetString());
            Assert.Equal($"{expected.Pods}", status.GetProperty("allocatable").GetProperty("pods").GetString());
        });
    }

    [Fact]
    public void Every_running_pod_is_on_a_node_of_the_snapshot()
    {
        var nodes = Items("nodes").Select(node => node.GetProperty("metadata").GetProperty("name").GetString()!).ToHashSet(StringComparer.Ordinal);
        var pods = Items("pods");
        Assert.Equal(132, pods.Count);
        Assert.All(pods, pod => Assert.Contains(pod.GetProperty("spec").GetProperty("nodeName").GetString()!, nodes));
    }

    [Fact]
    public void The_inventory_reader_finds_the_cluster_that_the_readme_describes()
    {
        var inventory = Inventory("atelier", ("nodes", InventoryRole.Nodes), ("pods", InventoryRole.Pods), ("workloads", InventoryRole.Workloads));
        Assert.Equal(14, inventory.Nodes.Count);
        Assert.Equal(4, inventory.Nodes.Count(node => node.CapacityType is NodeCapacityType.Spot));
        Assert.Equal(7, inventory.FinishedPods); // a migration, three clearsessions, three media-backup of which one failed
        Assert.Equal(125, inventory.Pods.Count); // 132 - 7
        var web = inventory.Workloads.Single(workload => workload.Id == "atelier/deployment/web");
        Assert.Equal((6, 1050L, 1600m), (web.Replicas, web.PodRequests.Cpu.Millicores, web.PodRequests.Memory.Mebibytes)); // 1000 + 50 millicores, 1536 + 64 MiB; the init container asks for less
        Assert.True(inventory.Workloads.Single(workload => workload.Id == "kube-system/deployment/aws-load-balancer-controller").RequestsMissing);
    }

    [Fact]
    public void The_pods_of_the_OpenShift_sample_read_as_its_readme_says()
    {
        var inventory = Inventory("real-openshift", ("pods", InventoryRole.Pods));
        Assert.Empty(inventory.Nodes);
        Assert.Equal((34, 2), (inventory.Pods.Count, inventory.FinishedPods)); // 31 running and 3 pending, 2 failed
    }

    [Fact]
    public void The_last_usage_samples_are_of_pods_that_are_in_the_snapshot()
    {
        var pods = Items("pods").Select(pod => pod.GetProperty("metadata").GetProperty("name").GetString()!).ToHashSet(StringComparer.Ordinal);
        var samples = Directory.EnumerateFiles(Repository.Path("samples", "atelier", "usage"))
            .SelectMany(path => PackedFile.Text(path).Split('\n').Where(line => line.StartsWith("2026-10-31T23:55:00Z", StringComparison.Ordinal)))
            .Select(line => line.Split(',')[3]).ToList();
        Assert.Equal(55, samples.Count); // one for each container of each sampled pod
        Assert.All(samples, pod => Assert.Contains(pod, pods));
    }

    [Fact]
    public void Every_run_is_sent_received_started_and_ended_in_this_order()
    {
        var before = double.NegativeInfinity;
        Assert.All(Events(), task =>
        {
            Assert.True(task.Timestamp >= before);
            before = task.Timestamp;
        });
        Assert.All(Events().GroupBy(task => task.Uuid), run =>
        {
            Assert.Equal(["task-sent", "task-received", "task-started"], run.Take(3).Select(task => task.Type));
            Assert.Contains(run.Last().Type, (string[])["task-succeeded", "task-failed"]);
            Assert.Equal(4, run.Count());
        });
    }

    [Fact]
    public void Beat_sends_at_the_wall_clock_times_of_Paris_also_when_summer_time_ends()
    {
        // 02:30 in Paris: 00:30 UTC up to the 25th, where the second 02:30 is left out, and 01:30 UTC from the 26th on.
        var sent = Events().Where(task => task.Type is "task-sent" && task.Name is "reports.usage_daily").Select(task => DateTimeOffset.FromUnixTimeSeconds((long)task.Timestamp).ToString("dd HH:mm", CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(Enumerable.Range(18, 14).Select(day => day <= 25 ? $"{day} 00:30" : $"{day} 01:30"), sent);
    }

    [Fact]
    public void Every_schedule_sends_a_registered_task()
    {
        using var dump = JsonDocument.Parse(File.ReadAllText(Repository.Path("samples", "atelier", "celery", "beat.json")));
        var tasks = dump.RootElement.GetProperty("tasks").EnumerateArray().Select(task => task.GetProperty("name").GetString()).ToHashSet();
        Assert.All(BeatEntries(), entry => Assert.Contains(entry.Task, tasks));
        Assert.Equal(BeatEntries().Select(entry => entry.Name).Order(StringComparer.Ordinal), BeatEntries().Select(entry => entry.Name));
    }

    [Fact]
    public void Every_queue_that_events_name_has_a_worker_of_the_cluster()
    {
        var queues = File.ReadAllText(Repository.Path("samples", "atelier", "celery", "queues.yaml"));
        var workloads = Inventory("atelier", ("nodes", InventoryRole.Nodes), ("pods", InventoryRole.Pods), ("workloads", InventoryRole.Workloads)).Workloads.Select(workload => workload.Id).ToHashSet(StringComparer.Ordinal);
        Assert.All(Events().Select(task => task.Queue).OfType<string>().Distinct(), queue =>
        {
            Assert.Contains($"  {queue}: {{workers: [atelier/deployment/celery-{queue}]", queues, StringComparison.Ordinal);
            Assert.Contains($"atelier/deployment/celery-{queue}", workloads);
        });
    }

    private static IEnumerable<(string Type, string Uuid, string? Name, string? Queue, double Timestamp)> Events()
    {
        foreach (var line in PackedFile.Text(Repository.Path("samples", "atelier", "celery", "events.jsonl.gz")).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var json = JsonDocument.Parse(line);
            yield return (Text("type")!, Text("uuid")!, Text("name"), Text("queue"), json.RootElement.GetProperty("timestamp").GetDouble());

            string? Text(string name) => json.RootElement.TryGetProperty(name, out var value) ? value.GetString() : null;
        }
    }

    private static List<(string Name, string Task)> BeatEntries()
    {
        using var dump = JsonDocument.Parse(File.ReadAllText(Repository.Path("samples", "atelier", "celery", "beat.json")));
        return [.. dump.RootElement.GetProperty("beat_schedule").EnumerateArray().Select(entry => (entry.GetProperty("name").GetString()!, entry.GetProperty("task").GetString()!))];
    }

    private static ClusterInventory Inventory(string workspace, params (string File, InventoryRole Role)[] files) => InventoryReader.Read(
        new([.. files.Select(file => InventoryFile.At($"k8s/{file.File}.json", file.Role, Repository.Path("samples", workspace, "k8s", file.File + ".json")))]),
        TestContext.Current.CancellationToken).Inventory;

    private static List<JsonElement> Items(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Repository.Path("samples", "atelier", "k8s", file + ".json")));
        return [.. json.RootElement.GetProperty("items").EnumerateArray().Select(item => item.Clone())];
    }

    private static string Label(JsonElement node, string name) => node.GetProperty("metadata").GetProperty("labels").GetProperty(name).GetString()!;

    // Packed files are compared unpacked: another version of the zlib inside .NET may pack the same text into other bytes.
    private static byte[] Content(string path) => path.EndsWith(".gz", StringComparison.Ordinal) ? System.Text.Encoding.UTF8.GetBytes(PackedFile.Text(path)) : File.ReadAllBytes(path);
}
