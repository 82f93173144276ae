using System.Text.Json;
using System.Text.Json.Serialization;

namespace CostTool.Analyzer.Rightsizing.Forecasting;

/// <summary>What is believed of a model's coefficients before the fleet's own past is seen: normal, with a mean and a precision (the inverse of the covariance).</summary>
internal sealed record ModelPrior(double[] Mean, double[,] Precision)
{
    /// <summary>Inverse of the precision.</summary>
    public double[,] Covariance() => Symmetric.Inverse(Precision);

    /// <summary>Next to nothing is believed: what the built-in priors themselves are fitted from.</summary>
    public static ModelPrior Vague(int size)
    {
        var precision = new double[size, size];
        for (var index = 0; index < size; index++) precision[index, index] = 0.1;
        return new ModelPrior(new double[size], precision);
    }
}

/// <summary>The built-in priors: fitted to public traces, weighing as much as <see cref="Workloads"/> workloads, so that a larger fleet follows its own past.</summary>
internal sealed partial class BuiltInPriors
{
    /// <summary>Workloads that the priors weigh as much as. Five: a choice; a fleet of a dozen follows its own past.</summary>
    public const double Workloads = 5;

    private BuiltInPriors(ModelPrior memory, ModelPrior cpu)
    {
        Memory = memory;
        Cpu = cpu;
    }

    /// <summary>Of memory, in the order of <see cref="MemoryPast"/>.</summary>
    public ModelPrior Memory { get; }

    /// <summary>Of the processor, in the order of <see cref="CpuPast"/>.</summary>
    public ModelPrior Cpu { get; }

    /// <summary>Reads the priors that are built in.</summary>
    public static BuiltInPriors Load()
    {
        using var stream = typeof(BuiltInPriors).Assembly.GetManifestResourceStream("CostTool.Analyzer.Rightsizing.Forecasting.priors.json")
            ?? throw new InvalidOperationException("the built-in priors are missing from the assembly");
        var file = JsonSerializer.Deserialize(stream, PriorJson.Default.PriorFile) ?? throw new InvalidOperationException("the built-in priors are empty");
        return new BuiltInPriors(Prior(file.Memory), Prior(file.Cpu));
    }

    private static ModelPrior Prior(PriorNumbers numbers)
    {
        var size = numbers.Mean.Length;
        var precision = new double[size, size];
        for (var row = 0; row < size; row++)
            for (var column = 0; column < size; column++)
                precision[row, column] = numbers.Precision[row][column];
        return new ModelPrior(numbers.Mean, precision);
    }

    internal sealed record PriorFile(string Source, PriorNumbers Memory, PriorNumbers Cpu);

    internal sealed record PriorNumbers(double[] Mean, double[][] Precision);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
    [JsonSerializable(typeof(PriorFile))]
    private sealed partial class PriorJson : JsonSerializerContext;
}
