using System.Globalization;
using CostTool.Sources.Kubernetes;
using CsCheck;

namespace CostTool.Sources.Tests.Kubernetes;

public sealed class QuantityTests
{
    private static readonly string[] Suffixes = ["", "k", "M", "G", "Ki", "Mi", "Gi", "m", "u", "n", "e3", "e-3", "E+2"];

    [Theory]
    [InlineData("0", "0")]
    [InlineData("1", "1")]
    [InlineData("+1", "1")]
    [InlineData("-1", "-1")]
    [InlineData("1.5", "1.5")]
    [InlineData(".5", "0.5")]
    [InlineData("5.", "5")]
    [InlineData("100m", "0.1")]
    [InlineData("0.5m", "0.0005")]
    [InlineData("7u", "0.000007")]
    [InlineData("19140246n", "0.019140246")]
    [InlineData("2k", "2000")]
    [InlineData("5M", "5000000")]
    [InlineData("3G", "3000000000")]
    [InlineData("1T", "1000000000000")]
    [InlineData("1P", "1000000000000000")]
    [InlineData("1E", "1000000000000000000")]  // exa, not an exponent without digits
    [InlineData("1E3", "1000")]                // an exponent, not exa with a 3
    [InlineData("1e3", "1000")]
    [InlineData("12e-1", "1.2")]
    [InlineData("1e+2", "100")]
    [InlineData("1Ki", "1024")]
    [InlineData("3948464Ki", "4043227136")]    // 3,948,464 × 1,024
    [InlineData("0.5Mi", "524288")]
    [InlineData("8Gi", "8589934592")]
    [InlineData("1Ti", "1099511627776")]
    [InlineData("1Pi", "1125899906842624")]
    [InlineData("1Ei", "1152921504606846976")]
    public void Every_form_of_the_grammar_is_read_exactly(string text, string value)
    {
        Assert.True(Quantity.TryParse(text, out var quantity));
        Assert.Equal(decimal.Parse(value, CultureInfo.InvariantCulture), quantity.Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("m")]
    [InlineData(".")]
    [InlineData("+")]
    [InlineData("--1")]
    [InlineData("1.2.3")]
    [InlineData("1,5")]
    [InlineData("1K")]       // a capital K is no suffix of Kubernetes
    [InlineData("1ki")]
    [InlineData("1Mib")]
    [InlineData("1e")]
    [InlineData("1e1.5")]
    [InlineData("1e3Mi")]
    [InlineData("1e99")]
    [InlineData("0x10")]
    [InlineData("١")]         // a digit, but not an ASCII one
    [InlineData("NaN")]
    [InlineData("=1+1")]
    [InlineData("99999999999999999999999999999E")]
    public void What_is_not_a_quantity_is_refused(string text) => Assert.False(Quantity.TryParse(text, out _));

    [Theory]
    [InlineData("1m", 1)]
    [InlineData("1u", 1)]          // a thousandth of a millicore rounds up: a need is never rounded away
    [InlineData("1001u", 2)]
    [InlineData("0.1", 100)]
    [InlineData("0", 0)]
    public void Processor_rounds_up_to_the_millicore(string text, long millicores)
    {
        Assert.True(Quantity.TryParse(text, out var quantity));
        Assert.Equal(millicores, quantity.ToCpu()!.Value.Millicores);
    }

    [Theory]
    [InlineData("1500m", 2)]       // 1.5 bytes, as the API server writes fractions of a byte
    [InlineData("1", 1)]
    [InlineData("0.1Ki", 103)]     // 102.4
    public void Memory_rounds_up_to_the_byte(string text, long bytes)
    {
        Assert.True(Quantity.TryParse(text, out var quantity));
        Assert.Equal(bytes, quantity.ToMemory()!.Value.Bytes);
    }

    [Theory]
    [InlineData("-1", false)]
    [InlineData("1M", true)]       // a million cores: the most that is believed
    [InlineData("1000001", false)]
    public void Processor_beyond_belief_is_refused(string text, bool taken)
    {
        Assert.True(Quantity.TryParse(text, out var quantity));
        Assert.Equal(taken, quantity.ToCpu() is not null);
    }

    [Theory]
    [InlineData("-1Ki", false)]
    [InlineData("1Pi", true)]
    [InlineData("1125899906842625", false)] // a byte more
    public void Memory_beyond_belief_is_refused(string text, bool taken)
    {
        Assert.True(Quantity.TryParse(text, out var quantity));
        Assert.Equal(taken, quantity.ToMemory() is not null);
    }

    [Fact]
    public void Amounts_written_in_any_unit_read_back_the_same() =>
        Gen.Select(Gen.Long[0, 1L << 40], Gen.Int[0, 12].Select(i => Suffixes[i])).Sample((number, suffix) =>
        {
            Assert.True(Quantity.TryParse(number.ToString(CultureInfo.InvariantCulture) + suffix, out var quantity));
            Assert.True(Quantity.TryParse(quantity.Value.ToString(CultureInfo.InvariantCulture), out var again));
            Assert.Equal(quantity, again);
        });
}
