using System.Text.Json;
using CostTool.Reports.Tests.Fixtures;

namespace CostTool.Reports.Tests;

public sealed class SchemaTests(WrittenReports reports) : IClassFixture<WrittenReports>
{
    private static readonly string[] Types = ["text", "integer", "decimal", "boolean", "instant"];

    [Theory]
    [InlineData("scenarios.csv", "scenario_id,scenario,monthly_usd,monthly_usd_low,monthly_usd_high,saving_usd_per_month,saving_ratio,one_off_usd,payback_months")]
    [InlineData("scenario_lines.csv", "scenario_id,component,item,quantity,unit,unit_price_usd,price_id,monthly_usd")]
    [InlineData("waterfall.csv", "step,step_id,delta_usd_per_month,running_usd_per_month")]
    [InlineData("reconciliation.csv", "service,usage_type,billed_usd,modelled_usd,residual_usd")]
    [InlineData("workloads.csv", "workload_id,container,replicas,current_vcpu,current_memory_mib,recommended_vcpu,recommended_memory_mib,fargate_vcpu,fargate_memory_mib,current_usd_per_month,recommended_usd_per_month,saving_usd_per_month,cpu_breach_probability,memory_breach_probability,window_days,samples,confidence,direction,reasons")]
    [InlineData("assumptions.csv", "id,name,value,unit,source,dated,set_by,elasticity")]
    public void The_columns_of_the_contract_come_first_and_in_order(string file, string columns)
    {
        var folder = reports["atelier"];
        Assert.StartsWith(columns, folder.Read(file), StringComparison.Ordinal);
    }

    [Fact]
    public void The_schema_describes_every_column_of_every_csv()
    {
        var folder = reports["atelier"];
        using var schema = JsonDocument.Parse(folder.Read("schema.json"));
        var files = schema.RootElement.GetProperty("files");
        var written = Directory.GetFiles(folder.Report, "*.csv").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(written, files.EnumerateObject().Select(file => file.Name));
        foreach (var file in written)
        {
            var columns = files.GetProperty(file).GetProperty("columns").EnumerateArray().ToList();
            Assert.Equal(Csv.Header(folder.Read(file)), columns.Select(column => column.GetProperty("name").GetString()));
            Assert.All(columns, column => Assert.NotEmpty(column.GetProperty("meaning").GetString()!));
            Assert.All(columns, column => Assert.Contains(column.GetProperty("type").GetString(), Types));
        }
    }
}
