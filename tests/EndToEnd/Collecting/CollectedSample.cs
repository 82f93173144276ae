namespace CostTool.EndToEnd.Collecting;

/// <summary>The sample as an account, a price list and a cluster have it, for <c>collect</c> to find.</summary>
internal static class CollectedSample
{
    /// <summary>The sample's own month, as Cost Explorer would fold it: by usage type, in pages.</summary>
    /// <param name="aws">The account.</param>
    /// <param name="sample">The sample's folder.</param>
    /// <param name="month">First day of the month that it is billed in.</param>
    /// <returns>The sum of the bill, USD.</returns>
    public static decimal FillBill(AwsDouble.AwsDouble aws, string sample, DateOnly month)
    {
        aws.CostExplorer.GroupsOfAPage = 20;
        var usage = SampleBillRow.Read(Path.Combine(sample, "bill", "atelier-2026-10.csv.gz")).Where(row => row.Type is "Usage").GroupBy(row => row.UsageType, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal);
        var sum = 0m;
        foreach (var group in usage)
        {
            var usd = Math.Round(group.Sum(row => row.Cost), 2);
            sum += usd;
            aws.CostExplorer.Add(month, "Amazon Elastic Compute Cloud - Compute", group.Key, usd, group.Sum(row => row.Amount), "Hrs");
        }

        Assert.True(sum > 0);
        return sum;
    }

    /// <summary>Some prices of Paris.</summary>
    public static void FillPrices(AwsDouble.AwsDouble aws)
    {
        aws.Pricing.Add("AmazonECS", "FGV", "hours", 0.07m, ("regionCode", "eu-west-3"), ("usagetype", "EUW3-Fargate-vCPU-Hours:perCPU"));
        aws.Pricing.Add("AmazonECS", "FGM", "hours", 0.008m, ("regionCode", "eu-west-3"), ("usagetype", "EUW3-Fargate-GB-Hours"));
        (string, string)[] common = [("regionCode", "eu-west-3"), ("operatingSystem", "Linux"), ("tenancy", "Shared"), ("capacitystatus", "Used"), ("preInstalledSw", "NA"), ("operation", "RunInstances")];
        aws.Pricing.Add("AmazonEC2", "M5X", "Hrs", 0.9m, [.. common, ("instanceType", "m5.xlarge"), ("usagetype", "EUW3-BoxUsage:m5.xlarge")]);
    }

    /// <summary>A <c>kubectl</c> that prints the sample's cluster.</summary>
    /// <param name="tools">Where it is put.</param>
    /// <param name="sample">The sample's folder.</param>
    /// <returns><c>PATH</c> with it in front.</returns>
    public static string Kubectl(TemporaryFolder tools, string sample)
    {
        foreach (var file in (string[])["nodes", "pods", "workloads"]) tools.Write($"{file}.json", File.ReadAllText(Path.Combine(sample, "k8s", $"{file}.json")));
        var script = tools.Write("kubectl", $"#!/bin/sh\ncase \"$*\" in *nodes*) f=nodes;; *pods*) f=pods;; *) f=workloads;; esac\nexec cat '{tools.Path}'/$f.json\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return $"{tools.Path}:{Environment.GetEnvironmentVariable("PATH")}";
    }
}
