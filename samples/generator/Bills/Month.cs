using CostTool.SampleGenerator.Atelier;

namespace CostTool.SampleGenerator.Bills;

/// <summary>Everything on the bill that is not an instance hour.</summary>
internal static class Month
{
    private const string Account = "111122223333";
    private static readonly decimal MonthHours = Charge.Hours(Fleet.MonthStart, Fleet.MonthEnd);

    // How the day goes, in hundredths of the mean: load balancer units by hour, UTC.
    private static readonly int[] Day = [34, 28, 26, 26, 30, 52, 96, 158, 190, 198, 188, 150, 152, 184, 188, 176, 148, 112, 84, 72, 64, 56, 48, 40];

    private static readonly (string Key, string Value)[] Cluster = [("aws:eks:cluster-name", Fleet.ClusterName), ("user:environment", "production")];
    private static readonly (string Key, string Value)[] Production = [("user:environment", "production")];
    private static readonly (string Key, string Value)[] Staging = [("user:environment", "staging")];

    public static IEnumerable<Charge> Charges() =>
        [.. Hourly(), .. Volumes(), .. Transfers(), .. Stored(), .. Monthly()];

    private static IEnumerable<Charge> Hourly()
    {
        foreach (var hour in Steps(TimeSpan.FromHours(1)))
        {
            yield return Use(PriceList.ControlPlane, hour, 1, 1, $"arn:aws:eks:eu-west-3:{Account}:cluster/{Fleet.ClusterName}", Cluster);
            foreach (var zone in "abc")
                yield return Use(PriceList.NatHours, hour, 1, 1, Nat(zone), Production) with { Zone = "eu-west-3" + zone };
            foreach (var (name, units, tags) in new[] { ("prod", 0.021m, Production), ("staging", 0.0006m, Staging) })
            {
                yield return Use(PriceList.AlbHours, hour, 1, 1, Balancer(name), tags);
                yield return Use(PriceList.AlbUnits, hour, 1, decimal.Round(units * Day[hour.Hour], Charge.Digits), Balancer(name), tags);
            }

            yield return Use(PriceList.Database, hour, 1, 1, $"arn:aws:rds:eu-west-3:{Account}:db:atelier", Production) with { InstanceType = "db.m6g.large" };
            foreach (var node in new[] { "001", "002" })
                yield return Use(PriceList.Cache, hour, 1, 1, $"arn:aws:elasticache:eu-west-3:{Account}:cluster:atelier-{node}", Production) with { InstanceType = "cache.t4g.medium" };
        }
    }

    private static IEnumerable<Charge> Volumes()
    {
        foreach (var day in Steps(TimeSpan.FromDays(1)))
        {
            foreach (var node in Fleet.All)
            {
                var hours = Instances.HoursIn(node, day, day.AddDays(1));
                if (hours > 0) yield return Use(PriceList.Gp3, day, 24, decimal.Round(80 * hours / MonthHours, Charge.Digits), node.RootVolumeId, Instances.Tags(node)) with { Zone = node.ZoneName };
            }

            foreach (var (claim, gigabytes, zone) in Claims)
            {
                yield return Use(PriceList.Gp3, day, 24, decimal.Round(gigabytes * 24 / MonthHours, Charge.Digits), "vol-0" + Stable.Hex("claim " + claim, 16),
                    [.. Cluster, ("user:kubernetes.io/created-for/pvc/name", claim)]) with { Zone = zone };
            }
        }
    }

    // The last one belongs to a claim that was deleted with its reclaim policy set to Retain: nobody noticed.
    private static readonly (string Claim, decimal Gigabytes, string Zone)[] Claims =
    [
        ("prometheus-data-prometheus-0", 100, "eu-west-3b"), ("alertmanager-data-alertmanager-0", 5, "eu-west-3a"), ("redis-data-redis-0", 20, "eu-west-3a"),
        ("redis-data-staging-redis-0", 5, "eu-west-3a"), ("postgres-data-staging-postgres-0", 20, "eu-west-3c"), ("elasticsearch-data-elasticsearch-0", 150, "eu-west-3a"),
    ];

    private static IEnumerable<Charge> Transfers()
    {
        foreach (var day in Steps(TimeSpan.FromDays(1)))
        {
            var busy = day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0.4m : 1m;
            foreach (var node in Fleet.All)
            {
                var share = Instances.HoursIn(node, day, day.AddDays(1)) / 24;
                if (share == 0) continue;
                var gigabytes = decimal.Round(busy * share * Around("zones " + node.Label + day.Day, node.Pool is Pool.General ? 9 : 4), Charge.Digits);
                yield return Use(PriceList.BetweenZones, day, 24, gigabytes, node.InstanceId, Instances.Tags(node));
                // The other direction of the same bytes is charged to whom they came from.
                yield return Use(PriceList.BetweenZones, day, 24, decimal.Round(gigabytes * 0.94m, Charge.Digits), node.InstanceId, Instances.Tags(node)) with { Operation = "InterZone-In" };
            }

            foreach (var zone in "abc")
                yield return Use(PriceList.NatBytes, day, 24, busy * Around("nat " + zone + day.Day, 19), Nat(zone), Production) with { Zone = "eu-west-3" + zone };
            // The first 100 GB of a month are free; they were gone by the second day.
            yield return day.Day is 1 ? Use(PriceList.EgressFree, day, 24, 100, "", []) : Use(PriceList.Egress, day, 24, busy * Around("out " + day.Day, 52), Balancer("prod"), Production);
        }
    }

    private static IEnumerable<Charge> Stored()
    {
        foreach (var day in Steps(TimeSpan.FromDays(1)))
        {
            var part = 24 / MonthHours;
            for (var address = 0; address < 9; address++)
                yield return Use(PriceList.PublicAddress, day, 24, 24, $"arn:aws:ec2:eu-west-3:{Account}:elastic-ip/eipalloc-0{Stable.Hex("address " + address, 16)}", Production);
            yield return Use(PriceList.LogIngestion, day, 24, Around("logs " + day.Day, 9), $"arn:aws:logs:eu-west-3:{Account}:log-group:/atelier/prod", Cluster);
            yield return Use(PriceList.LogStorage, day, 24, decimal.Round(860 * part, Charge.Digits), $"arn:aws:logs:eu-west-3:{Account}:log-group:/atelier/prod", Cluster);
            yield return Use(PriceList.Snapshots, day, 24, decimal.Round(410 * part, Charge.Digits), $"arn:aws:ec2:eu-west-3:{Account}:snapshot/snap-0{Stable.Hex("snapshots", 16)}", Production);
            yield return Use(PriceList.DatabaseStorage, day, 24, decimal.Round(200 * part, Charge.Digits), $"arn:aws:rds:eu-west-3:{Account}:db:atelier", Production);
            yield return Use(PriceList.Objects, day, 24, decimal.Round((2380 + (day.Day * 3)) * part, Charge.Digits), "atelier-media", Production);
            yield return Use(PriceList.Images, day, 24, decimal.Round(64 * part, Charge.Digits), $"arn:aws:ecr:eu-west-3:{Account}:repository/atelier/app", Production);
        }
    }

    private static IEnumerable<Charge> Monthly()
    {
        var hours = (int)MonthHours;
        yield return Use(PriceList.Alarms, Fleet.MonthStart, hours, 42, "", []);
        yield return Use(PriceList.ObjectWrites, Fleet.MonthStart, hours, 3_142_877, "atelier-media", Production);
        yield return Use(PriceList.ObjectReads, Fleet.MonthStart, hours, 22_410_093, "atelier-media", Production);
        yield return Use(PriceList.Zones, Fleet.MonthStart, hours, 2, "", []);
        yield return Use(PriceList.Queries, Fleet.MonthStart, hours, 9_402_118, "", []);
        yield return Use(PriceList.Keys, Fleet.MonthStart, hours, 3, "", []);
        yield return Use(PriceList.Secrets, Fleet.MonthStart, hours, 14, "", []);
        yield return Use(PriceList.Mail, Fleet.MonthStart, hours, 641_230, $"arn:aws:ses:eu-west-3:{Account}:identity/atelier.example", Production);
    }

    private static Charge Use(Metered price, DateTime start, int hours, decimal amount, string resource, IReadOnlyList<(string Key, string Value)> tags) => new()
    {
        ProductCode = price.ProductCode, UsageType = price.UsageType, Operation = price.Operation, ResourceId = resource, Start = start, End = start.AddHours(hours),
        Amount = amount, Unit = price.Unit, Rate = price.Usd, Family = price.Family, Tags = tags,
    };

    // A steady figure that differs by up to 15 % from day to day.
    private static decimal Around(string seed, decimal mean) => decimal.Round(mean * (8500 + Stable.Number(seed, 3001)) / 10000, 6);

    private static IEnumerable<DateTime> Steps(TimeSpan step)
    {
        for (var at = Fleet.MonthStart; at < Fleet.MonthEnd; at += step) yield return at;
    }

    private static string Nat(char zone) => $"arn:aws:ec2:eu-west-3:{Account}:natgateway/nat-0{Stable.Hex("nat " + zone, 16)}";

    private static string Balancer(string name) => $"arn:aws:elasticloadbalancing:eu-west-3:{Account}:loadbalancer/app/atelier-{name}/{Stable.Hex("balancer " + name, 16)}";
}
