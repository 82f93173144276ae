using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Tests.Units;

public sealed class UnitTests
{
    [Theory]
    [InlineData(256, 250)]
    [InlineData(1024, 1000)]
    [InlineData(100, 98)] // 100 / 1.024 = 97.65…: rounded up, as a need is never rounded away
    public void Ecs_units_become_millicores(int units, long millicores) =>
        Assert.Equal(millicores, VCpu.FromEcsUnits(units).Millicores);

    [Fact]
    public void A_gigabyte_is_smaller_than_a_gibibyte()
    {
        Assert.Equal(1_000_000_000, MemorySize.FromGigabytes(1).Bytes);
        Assert.Equal(1_073_741_824, MemorySize.FromGibibytes(1).Bytes);
        Assert.Equal(1024m, MemorySize.FromGibibytes(1).Mebibytes);
    }

    [Theory]
    [InlineData(1234.5, "$1,234.50")]
    [InlineData(-0.005, "-$0.01")] // half away from zero, as invoices round
    public void Dollars_print_with_cents(double amount, string printed) =>
        Assert.Equal(printed, new Usd((decimal)amount).ToString());

    [Theory]
    [InlineData("eu-west-3")]
    [InlineData("us-gov-east-1")]
    public void Region_codes_are_read(string code) => Assert.Equal(code, Region.Parse(code, "test").Code);

    [Theory]
    [InlineData("Paris")]
    [InlineData("eu-west-3a")]
    [InlineData("eu-west-3\n")] // would go on into ids and file names
    [InlineData("eu-west-123")]
    [InlineData("eu-3")]
    [InlineData("eu--west-3")]
    [InlineData("euro-west-3")]
    [InlineData("e-west-3")]
    [InlineData("../eu-west-3")]
    [InlineData("")]
    public void What_is_not_a_region_code_is_refused_with_its_place(string code)
    {
        var problem = Assert.Single(Assert.Throws<ProblemException>(() => Region.Parse(code, "costtool.yaml: region")).Problems);
        Assert.Contains(code, problem.What, StringComparison.Ordinal);
        Assert.Equal("costtool.yaml: region", problem.Where);
    }
}
