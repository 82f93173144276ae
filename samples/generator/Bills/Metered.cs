namespace CostTool.SampleGenerator.Bills;

/// <summary>A price of the sample's small list.</summary>
/// <param name="ProductCode">Product.</param>
/// <param name="UsageType">Usage type.</param>
/// <param name="Operation">Operation.</param>
/// <param name="Unit">Unit.</param>
/// <param name="Usd">Price of a unit.</param>
/// <param name="Family">Product family.</param>
internal sealed record Metered(string ProductCode, string UsageType, string Operation, string Unit, decimal Usd, string Family);

/// <summary>What the sample pays for everything but instances, eu-west-3.</summary>
internal static class PriceList
{
    // Facts of the built-in price book: offer files of the region, September and October 2026. The control plane costs the same in every region seen;
    // transfer between zones is the price published for ap-northeast-2.
    public static readonly Metered Gp3 = new("AmazonEC2", "EUW3-EBS:VolumeUsage.gp3", "CreateVolume-Gp3", "GB-Mo", 0.0928m, "Storage");
    public static readonly Metered ControlPlane = new("AmazonEKS", "EUW3-AmazonEKS-Hours:perCluster", "CreateOperation", "Hrs", 0.10m, "Compute");
    public static readonly Metered NatHours = new("AmazonEC2", "EUW3-NatGateway-Hours", "NatGateway", "Hrs", 0.05m, "NAT Gateway");
    public static readonly Metered NatBytes = new("AmazonEC2", "EUW3-NatGateway-Bytes", "NatGateway", "GB", 0.05m, "NAT Gateway");
    public static readonly Metered BetweenZones = new("AmazonEC2", "EUW3-DataTransfer-Regional-Bytes", "InterZone-Out", "GB", 0.01m, "Data Transfer");
    public static readonly Metered EgressFree = new("AmazonEC2", "EUW3-DataTransfer-Out-Bytes", "RunInstances", "GB", 0m, "Data Transfer");
    public static readonly Metered Egress = new("AWSELB", "EUW3-DataTransfer-Out-Bytes", "LoadBalancing:Application", "GB", 0.09m, "Data Transfer");
    public static readonly Metered AlbHours = new("AWSELB", "EUW3-LoadBalancerUsage", "LoadBalancing:Application", "Hrs", 0.02646m, "Load Balancer-Application");
    public static readonly Metered AlbUnits = new("AWSELB", "EUW3-LCUUsage", "LoadBalancing:Application", "LCU-Hrs", 0.0084m, "Load Balancer-Application");
    public static readonly Metered PublicAddress = new("AmazonVPC", "EUW3-PublicIPv4:InUseAddress", "AllocateAddressVPC", "Hrs", 0.005m, "VPC Public IPv4 Address");
    public static readonly Metered LogIngestion = new("AmazonCloudWatch", "EUW3-DataProcessing-Bytes", "PutLogEvents", "GB", 0.5985m, "Data Payload");
    public static readonly Metered LogStorage = new("AmazonCloudWatch", "EUW3-TimedStorage-ByteHrs", "HourlyStorageMetering", "GB-Mo", 0.0315m, "Storage Snapshot");
    public static readonly Metered Alarms = new("AmazonCloudWatch", "EUW3-CW:AlarmMonitorUsage", "Unknown", "Alarms", 0.10m, "Alarm");
    public static readonly Metered Secrets = new("AWSSecretsManager", "EUW3-AWSSecretsManager-Secrets", "", "Secrets", 0.40m, "Secret");

    // Plausible, without a source. None of it is compute.
    public static readonly Metered Snapshots = new("AmazonEC2", "EUW3-EBS:SnapshotUsage", "CreateSnapshot", "GB-Mo", 0.053m, "Storage Snapshot");
    public static readonly Metered Database = new("AmazonRDS", "EUW3-Multi-AZUsage:db.m6g.large", "CreateDBInstance:0014", "Hrs", 0.374m, "Database Instance");
    public static readonly Metered DatabaseStorage = new("AmazonRDS", "EUW3-RDS:Multi-AZ-GP3-Storage", "CreateDBInstance:0014", "GB-Mo", 0.266m, "Database Storage");
    public static readonly Metered Cache = new("AmazonElastiCache", "EUW3-NodeUsage:cache.t4g.medium", "CreateCacheCluster:0002", "Hrs", 0.077m, "Cache Instance");
    public static readonly Metered Objects = new("AmazonS3", "EUW3-TimedStorage-ByteHrs", "StandardStorage", "GB-Mo", 0.024m, "Storage");
    public static readonly Metered ObjectWrites = new("AmazonS3", "EUW3-Requests-Tier1", "PutObject", "Requests", 0.0000053m, "API Request");
    public static readonly Metered ObjectReads = new("AmazonS3", "EUW3-Requests-Tier2", "GetObject", "Requests", 0.00000042m, "API Request");
    public static readonly Metered Images = new("AmazonECR", "EUW3-TimedStorage-ByteHrs", "", "GB-Mo", 0.10m, "EC2 Container Registry");
    public static readonly Metered Zones = new("AmazonRoute53", "HostedZone", "", "HostedZone", 0.50m, "DNS Zone");
    public static readonly Metered Queries = new("AmazonRoute53", "DNS-Queries", "A", "Queries", 0.0000004m, "DNS Query");
    public static readonly Metered Keys = new("awskms", "eu-west-3-KMS-Keys", "Unknown", "Keys", 1m, "Encryption Key");
    public static readonly Metered Mail = new("AmazonSES", "EUW3-Recipients", "Send", "Count", 0.0001m, "Sending Email");
}
