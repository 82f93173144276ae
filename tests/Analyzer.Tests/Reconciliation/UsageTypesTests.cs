using CostTool.Analyzer.Reconciliation;

namespace CostTool.Analyzer.Tests.Reconciliation;

public sealed class UsageTypesTests
{
    [Theory]
    [InlineData("AmazonEC2", "EUW3-BoxUsage:m5.large", UsageKind.InstanceHours, "m5.large")]
    [InlineData("AmazonEC2", "BoxUsage:t2.micro", UsageKind.InstanceHours, "t2.micro")] // us-east-1 has no prefix
    [InlineData("AmazonEC2", "EU-BoxUsage", UsageKind.InstanceHours, "m1.small")] // the first type was billed without its name
    [InlineData("AmazonEC2", "EU-SpotUsage:c5.xlarge", UsageKind.SpotInstanceHours, "c5.xlarge")]
    [InlineData("AmazonEC2", "UGE1-BoxUsage:m5.large", UsageKind.InstanceHours, "m5.large")] // four characters
    [InlineData("AmazonEC2", "EUW3-DedicatedUsage:m5.large", UsageKind.Other, "")] // another price
    [InlineData("AmazonEC2", "EUW3-EBS:VolumeUsage.gp3", UsageKind.BlockStorage, "gp3")]
    [InlineData("AmazonEC2", "EBS:VolumeUsage", UsageKind.BlockStorage, "standard")]
    [InlineData("AmazonEC2", "EUW3-EBS:SnapshotUsage", UsageKind.Snapshots, "")]
    [InlineData("AmazonEKS", "EUW3-AmazonEKS-Hours:perCluster", UsageKind.ControlPlane, "")]
    [InlineData("AmazonEKS", "USE1-AmazonEKS-Hours:extendedSupport", UsageKind.ExtendedSupport, "")]
    [InlineData("AmazonEC2", "NatGateway-Bytes", UsageKind.NatData, "")]
    [InlineData("AmazonEC2", "EUW3-RegionalNatGateway-Hours", UsageKind.Other, "")] // a different product
    [InlineData("AmazonCloudWatch", "EUW3-TimedStorage-ByteHrs", UsageKind.LogStorage, "")]
    [InlineData("AmazonS3", "EUW3-TimedStorage-ByteHrs", UsageKind.Other, "")] // the same name in another service
    [InlineData("AmazonECS", "EUW3-Fargate-vCPU-Hours:perCPU", UsageKind.Fargate, "")]
    [InlineData("AmazonECS", "EUC1-SpotUsage-Fargate-ARM-vCPU-Hours:perCPU", UsageKind.Fargate, "")]
    [InlineData("ComputeSavingsPlans", "ComputeSP:1yrNoUpfront", UsageKind.CommitmentFee, "")]
    [InlineData("AmazonRDS", "EUW3-InstanceUsage:db.m5.large", UsageKind.Other, "")]
    public void A_usage_type_is_understood_whatever_its_region_prefix(string service, string usageType, UsageKind kind, string type) =>
        Assert.Equal(new UsageTypeMeaning(kind, type), UsageTypes.Read(service, usageType));
}
