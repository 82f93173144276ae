namespace CostTool.Scheduler.Replay.Capacity;

/// <summary>A distribution as a few quantiles, with straight lines between them.</summary>
public sealed class QuantileTable
{
    private readonly double[] shares;
    private readonly double[] values;

    private QuantileTable(double[] shares, double[] values) => (this.shares, this.values) = (shares, values);

    /// <summary>The mean of the distribution.</summary>
    public double Mean
    {
        get
        {
            var sum = 0.0;
            for (var index = 1; index < shares.Length; index++) sum += (shares[index] - shares[index - 1]) * (values[index] + values[index - 1]) / 2;
            return shares.Length == 1 ? values[0] : sum;
        }
    }

    /// <summary>Every draw is the same.</summary>
    public bool IsConstant => values[0] == values[^1];

    /// <summary>A value without spread.</summary>
    public static QuantileTable Constant(double value) => Of((0, value));

    /// <summary>A table of quantiles; below the first share and above the last one the values stay as they are there.</summary>
    /// <param name="quantiles">Shares from 0 to 1, ascending, with values that do not fall.</param>
    /// <exception cref="ArgumentException">Empty, out of order, or negative.</exception>
    public static QuantileTable Of(params (double Share, double Value)[] quantiles)
    {
        ArgumentNullException.ThrowIfNull(quantiles);
        for (var index = 0; index < quantiles.Length; index++)
        {
            var (share, value) = quantiles[index];
            if (!(share is >= 0 and <= 1) || !(value >= 0) || (index > 0 && (share <= quantiles[index - 1].Share || value < quantiles[index - 1].Value)))
                throw new ArgumentException($"quantiles have ascending shares of 0 to 1 and values that do not fall, and this one is {share}: {value}", nameof(quantiles));
        }

        if (quantiles.Length == 0) throw new ArgumentException("a distribution has a quantile", nameof(quantiles));
        List<(double Share, double Value)> all = [.. quantiles];
        if (all.Count > 1 && all[0].Share > 0) all.Insert(0, (0, all[0].Value));
        if (all.Count > 1 && all[^1].Share < 1) all.Add((1, all[^1].Value));
        return new([.. all.Select(quantile => quantile.Share)], [.. all.Select(quantile => quantile.Value)]);
    }

    /// <summary>The value of a share.</summary>
    public double At(double share)
    {
        for (var index = 1; index < shares.Length; index++)
            if (share <= shares[index])
                return values[index - 1] + ((share - shares[index - 1]) / (shares[index] - shares[index - 1]) * (values[index] - values[index - 1]));
        return values[^1];
    }
}
