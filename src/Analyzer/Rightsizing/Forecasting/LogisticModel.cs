namespace CostTool.Analyzer.Rightsizing.Forecasting;

/// <summary>A logistic regression with what it knows of its own error.</summary>
/// <remarks>
/// Fitted by Newton's method on the penalised likelihood, the penalty being a normal prior. Rows of one workload are alike, so the error is the cluster-robust
/// (sandwich) covariance with the workload as the cluster (Liang and Zeger, Biometrika 73, 1986). A prediction is the mean over that error, by the probit
/// approximation of MacKay (Neural Computation 4, 1992): it is drawn towards one half where the model has seen little.
/// </remarks>
internal sealed class LogisticModel
{
    private const int Iterations = 30;

    // Two-sided 90 % of the normal distribution.
    private const double Normal90 = 1.6448536269514722;

    private readonly double[] mean;
    private readonly double[,] covariance;

    private LogisticModel(double[] mean, double[,] covariance)
    {
        this.mean = mean;
        this.covariance = covariance;
    }

    /// <summary>The model that a prior is, before any row.</summary>
    public static LogisticModel Of(ModelPrior prior) => new(prior.Mean, prior.Covariance());

    /// <summary>Fits a prior to rows.</summary>
    public static LogisticModel Fit(ModelPrior prior, TrainingRows rows)
    {
        if (rows.Count == 0) return Of(prior);
        var size = prior.Mean.Length;
        var weights = (double[])prior.Mean.Clone();
        var gradient = new double[size];
        var curvature = new double[size, size];
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            Derivatives(prior, rows, weights, gradient, curvature);
            var step = Symmetric.Solve(curvature, gradient);
            var largest = 0.0;
            for (var index = 0; index < size; index++)
            {
                // A long first step can overshoot where rows are separable; the prior bounds the end of it, not the way there.
                weights[index] += Math.Clamp(step[index], -2, 2);
                largest = Math.Max(largest, Math.Abs(step[index]));
            }

            if (largest < 1e-6) break;
        }

        Derivatives(prior, rows, weights, gradient, curvature);
        return new LogisticModel(weights, Sandwich(prior, rows, weights, curvature));
    }

    /// <summary>Chance of the event, with its 90 % interval.</summary>
    public BreachProbability Predict(ReadOnlySpan<double> features)
    {
        double centre = 0, variance = 0;
        for (var row = 0; row < mean.Length; row++)
        {
            centre += mean[row] * features[row];
            for (var column = 0; column < mean.Length; column++) variance += features[row] * covariance[row, column] * features[column];
        }

        variance = Math.Max(0, variance);
        var spread = Normal90 * Math.Sqrt(variance);
        return new BreachProbability(Sigmoid(centre / Math.Sqrt(1 + (Math.PI * variance / 8))), Sigmoid(centre - spread), Sigmoid(centre + spread));
    }

    /// <summary>The coefficients and their covariance, as a prior that weighs as much as this many workloads.</summary>
    public ModelPrior AsPrior(int workloads, double weight)
    {
        var scaled = (double[,])covariance.Clone();
        for (var row = 0; row < mean.Length; row++)
            for (var column = 0; column < mean.Length; column++)
                scaled[row, column] *= workloads / weight;
        return new ModelPrior((double[])mean.Clone(), Symmetric.Inverse(scaled));
    }

    private static void Derivatives(ModelPrior prior, TrainingRows rows, double[] weights, double[] gradient, double[,] curvature)
    {
        var size = weights.Length;
        for (var row = 0; row < size; row++)
        {
            gradient[row] = 0;
            for (var column = 0; column < size; column++)
            {
                curvature[row, column] = prior.Precision[row, column];
                gradient[row] -= prior.Precision[row, column] * (weights[column] - prior.Mean[column]);
            }
        }

        for (var index = 0; index < rows.Count; index++)
        {
            var features = rows.Features(index);
            var chance = Sigmoid(Dot(weights, features));
            var error = (rows.Happened(index) ? 1 : 0) - chance;
            var weight = chance * (1 - chance);
            for (var row = 0; row < size; row++)
            {
                gradient[row] += error * features[row];
                var scaled = weight * features[row];
                for (var column = 0; column <= row; column++) curvature[row, column] += scaled * features[column];
            }
        }

        for (var row = 0; row < size; row++)
            for (var column = row + 1; column < size; column++)
                curvature[row, column] = curvature[column, row];
    }

    private static double[,] Sandwich(ModelPrior prior, TrainingRows rows, double[] weights, double[,] curvature)
    {
        var size = weights.Length;
        var meat = (double[,])prior.Precision.Clone();
        var score = new double[size];
        for (var index = 0; index < rows.Count; index++)
        {
            var features = rows.Features(index);
            var error = (rows.Happened(index) ? 1 : 0) - Sigmoid(Dot(weights, features));
            for (var row = 0; row < size; row++) score[row] += error * features[row];
            if (index + 1 < rows.Count && rows.Workload(index + 1) == rows.Workload(index)) continue;
            for (var row = 0; row < size; row++)
                for (var column = 0; column < size; column++)
                    meat[row, column] += score[row] * score[column];
            Array.Clear(score);
        }

        var bread = Symmetric.Inverse(curvature);
        return Symmetric.Multiply(Symmetric.Multiply(bread, meat), bread);
    }

    private static double Dot(double[] weights, ReadOnlySpan<double> features)
    {
        var sum = 0.0;
        for (var index = 0; index < weights.Length; index++) sum += weights[index] * features[index];
        return sum;
    }

    private static double Sigmoid(double value) => 1 / (1 + Math.Exp(-value));
}
