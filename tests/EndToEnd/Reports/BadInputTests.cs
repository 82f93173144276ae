using System.IO.Compression;
using System.Text;
using CostTool.Cli;

namespace CostTool.EndToEnd.Reports;

/// <summary>Bad input gets exit 1, one line that names file, place and mend, and no output folder.</summary>
public sealed class BadInputTests
{
    private const string CurHeader = "bill_billing_period_start_date,line_item_usage_start_date,line_item_usage_end_date,line_item_line_item_type,line_item_product_code,line_item_usage_type,line_item_operation,line_item_usage_amount,line_item_currency_code,line_item_unblended_cost,line_item_resource_id,product_region_code,bill_invoice_id\n";

    private static string CurRow(string month, string currency = "USD") =>
        $"{month}-01 00:00:00,{month}-01 00:00:00,{month}-01 01:00:00,Usage,AmazonEC2,EUW3-BoxUsage:m5.large,RunInstances,1,{currency},0.112,i-1,eu-west-3,1\n";

    private const string Node = """{"kind":"List","items":[{"kind":"Node","metadata":{"name":"n1","labels":{"node.kubernetes.io/instance-type":"TYPE","topology.kubernetes.io/zone":"REGIONa","topology.kubernetes.io/region":"REGION","kubernetes.io/arch":"amd64"}},"spec":{"providerID":"aws:///REGIONa/i-1"},"status":{"capacity":{"cpu":"2","memory":"8Gi","pods":"29"},"allocatable":{"cpu":"1930m","memory":"7000Mi","pods":"29"}}}]}""";
    private const string Pod = """{"kind":"List","items":[{"kind":"Pod","metadata":{"name":"p1","namespace":"shop"},"spec":{"nodeName":"n1","containers":[{"name":"main","resources":{"requests":{"cpu":"500m","memory":"1Gi"}}}]},"status":{"phase":"Running"}}]}""";

    public static TheoryData<string, string[]> Cases => new()
    {
        { "truncated gz", ["bill/cur.csv.gz"] },
        { "wrong delimiter", ["bill/cur.csv"] },
        { "missing columns", ["bill/cur.csv"] },
        { "another provider only", ["bill/focus.csv"] },
        { "mixed currencies", ["bill/cur.csv", "USD", "EUR"] },
        { "JSON cut in the middle", ["k8s/nodes.json"] },
        { "node type without a price", ["z9.mega", "eu-west-3"] },
        { "region without a Fargate price", ["af-north-9"] },
        { "empty folder", ["bill"] },
        { "two months", ["2026-09", "2026-10", "month:"] },
        { "unknown key", ["costtool.yaml:2", "regoin"] },
        { "no such folder", ["missing"] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Bad_input_is_one_line_and_leaves_nothing_behind(string fault, string[] named)
    {
        using var folder = new TemporaryFolder();
        var workspace = Arrange(folder, fault);
        var result = await CommandLine.RunAsync("report", workspace, "--out", folder.In("out"));
        Assert.Equal(ExitCode.Failed, result.Code);
        Assert.Equal(string.Empty, result.Output);
        Assert.StartsWith("error: ", result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.TrimEnd('\n').Split('\n'));
        Assert.All(named, text => Assert.Contains(text, result.Error, StringComparison.Ordinal));
        Assert.DoesNotContain("Exception", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.In("out")));
        Assert.All(Directory.GetDirectories(folder.Path), path => Assert.Equal("workspace", Path.GetFileName(path)));
    }

    [Fact]
    public async Task Hostile_names_come_out_escaped_in_HTML_and_neutralised_in_CSV()
    {
        using var folder = new TemporaryFolder();
        folder.Write("workspace/k8s/nodes.json", Node.Replace("TYPE", "m5.large", StringComparison.Ordinal).Replace("REGION", "eu-west-3", StringComparison.Ordinal));
        folder.Write("workspace/k8s/pods.json", Pod.Replace("\"p1\"", "\"=cmd(),<script>alert(1)</script>\\n\\\"x\\\"\"", StringComparison.Ordinal).Replace("\"shop\"", "\"=shop\"", StringComparison.Ordinal));
        var result = await CommandLine.RunAsync("report", folder.In("workspace"), "--out", folder.In("out"));
        Assert.Equal((ExitCode.Done, string.Empty), (result.Code, result.Error));
        Assert.DoesNotContain("<script", await File.ReadAllTextAsync(folder.In("out", "report.html"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var csv = await File.ReadAllTextAsync(folder.In("out", "workloads.csv"), TestContext.Current.CancellationToken);
        Assert.Contains("'=shop/pod/", csv, StringComparison.Ordinal);
        Assert.DoesNotContain("\n=", csv, StringComparison.Ordinal);
    }

    private static string Arrange(TemporaryFolder folder, string fault)
    {
        switch (fault)
        {
            case "truncated gz":
                var path = folder.Write("workspace/bill/cur.csv.gz", string.Empty);
                var packed = Gzip(CurHeader + string.Concat(Enumerable.Repeat(CurRow("2026-10"), 2000)));
                File.WriteAllBytes(path, packed[..(packed.Length / 2)]);
                break;
            case "wrong delimiter":
                folder.Write("workspace/bill/cur.csv", (CurHeader + CurRow("2026-10")).Replace(',', '|'));
                break;
            case "missing columns":
                folder.Write("workspace/bill/cur.csv", "line_item_usage_start_date,line_item_product_code\n2026-10-01 00:00:00,AmazonEC2\n");
                break;
            case "another provider only":
                folder.Write("workspace/bill/focus.csv", "BilledCost,EffectiveCost,ListCost,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ProviderName,ServiceName\n1,1,1,USD,2026-10-01,2026-11-01,2026-10-01,2026-10-02,Usage,Microsoft,Virtual Machines\n");
                break;
            case "mixed currencies":
                folder.Write("workspace/bill/cur.csv", CurHeader + CurRow("2026-10") + CurRow("2026-10", "EUR"));
                break;
            case "JSON cut in the middle":
                folder.Write("workspace/k8s/nodes.json", Node[..(Node.Length / 2)]);
                break;
            case "node type without a price":
                folder.Write("workspace/k8s/nodes.json", Node.Replace("TYPE", "z9.mega", StringComparison.Ordinal).Replace("REGION", "eu-west-3", StringComparison.Ordinal));
                folder.Write("workspace/k8s/pods.json", Pod);
                break;
            case "region without a Fargate price":
                folder.Write("workspace/k8s/nodes.json", Node.Replace("TYPE", "m5.large", StringComparison.Ordinal).Replace("REGION", "af-north-9", StringComparison.Ordinal));
                folder.Write("workspace/k8s/pods.json", Pod);
                break;
            case "empty folder":
                Directory.CreateDirectory(folder.In("workspace"));
                break;
            case "two months":
                folder.Write("workspace/bill/cur.csv", CurHeader + CurRow("2026-09") + CurRow("2026-10"));
                break;
            case "unknown key":
                folder.Write("workspace/costtool.yaml", "name: shop\nregoin: eu-west-3\n");
                break;
            case "no such folder":
                return folder.In("missing");
            default:
                throw new ArgumentOutOfRangeException(nameof(fault), fault, null);
        }

        return folder.In("workspace");
    }

    private static byte[] Gzip(string text)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest)) gzip.Write(Encoding.UTF8.GetBytes(text));
        return buffer.ToArray();
    }
}
