using CostTool.Analyzer.Rightsizing.Forecasting;

namespace CostTool.Analyzer.Tests.Rightsizing.Forecasting;

public sealed class LogisticModelTests
{
    [Fact]
    public void RecoversTheChanceThatRowsWereDrawnWith()
    {
        // 4,000 clusters of one row each: logit = -1 + 2 x.
        var rows = Drawn(seed: 7, clusters: 4000, perCluster: 1);
        var model = LogisticModel.Fit(ModelPrior.Vague(2), rows);
        foreach (var (x, logit) in ((double, double)[])[(-1, -3), (0, -1), (1, 1)])
            Assert.InRange(model.Predict([1, x]).Value, Sigmoid(logit) - 0.04, Sigmoid(logit) + 0.04);
    }

    [Fact]
    public void SaysHowUnsureItIs()
    {
        var few = LogisticModel.Fit(ModelPrior.Vague(2), Drawn(seed: 7, clusters: 40, perCluster: 1)).Predict([1, 0]);
        var many = LogisticModel.Fit(ModelPrior.Vague(2), Drawn(seed: 7, clusters: 4000, perCluster: 1)).Predict([1, 0]);
        Assert.True(few.High - few.Low > 4 * (many.High - many.Low), $"{few} against {many}");
        Assert.InRange(many.Value, many.Low, many.High);
    }

    [Fact]
    public void RowsOfOneWorkloadCountAsOneWitness()
    {
        // The same hundred draws, each repeated fifty times: fifty times the rows, no more knowledge.
        var once = LogisticModel.Fit(ModelPrior.Vague(2), Drawn(seed: 3, clusters: 100, perCluster: 1)).Predict([1, 0.5]);
        var repeated = LogisticModel.Fit(ModelPrior.Vague(2), Drawn(seed: 3, clusters: 100, perCluster: 50)).Predict([1, 0.5]);
        Assert.InRange((repeated.High - repeated.Low) / (once.High - once.Low), 0.8, 1.4);
    }

    [Fact]
    public void WithoutRowsThePriorSpeaks()
    {
        var prior = new ModelPrior([Math.Log(0.25 / 0.75), 0], new double[,] { { 1e6, 0 }, { 0, 1e6 } });
        Assert.Equal(0.25, LogisticModel.Fit(prior, new TrainingRows(2)).Predict([1, 0]).Value, 3);
    }

    [Fact]
    public void AFitBecomesAPriorThatWeighsAsMuchAsAsked()
    {
        var fitted = LogisticModel.Fit(ModelPrior.Vague(2), Drawn(seed: 5, clusters: 400, perCluster: 1));
        var weak = LogisticModel.Of(fitted.AsPrior(workloads: 400, weight: 10));
        // A fortieth of the witnesses: the error is the square root of forty as wide, in the logit.
        var (before, after) = (fitted.Predict([1, 0]), weak.Predict([1, 0]));
        Assert.Equal(Math.Sqrt(40), (Logit(after.High) - Logit(after.Low)) / (Logit(before.High) - Logit(before.Low)), 2);
    }

    private static TrainingRows Drawn(int seed, int clusters, int perCluster)
    {
        var random = new Random(seed);
        var rows = new TrainingRows(2);
        for (var cluster = 0; cluster < clusters; cluster++)
        {
            var x = (random.NextDouble() * 4) - 2;
            var happened = random.NextDouble() < Sigmoid(-1 + (2 * x));
            for (var time = 0; time < perCluster; time++) rows.Add(cluster, [1, x], happened);
        }

        return rows;
    }

    private static double Sigmoid(double value) => 1 / (1 + Math.Exp(-value));

    private static double Logit(double chance) => Math.Log(chance / (1 - chance));
}
