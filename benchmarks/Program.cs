using BenchmarkDotNet.Running;
using CostTool.Benchmarks.Packing;

// `-- packing` prints one run in seconds; anything else goes to BenchmarkDotNet (`-- --filter *`).
switch (args)
{
    case ["packing"]:
        PackingComparison.Print(Console.Out);
        break;
    case ["packing", var part]:
        PackingComparison.Print(Console.Out, part);
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        break;
}
