using BenchmarkDotNet.Running;
using CostTool.Benchmarks.Calendars;
using CostTool.Benchmarks.Compiling;
using CostTool.Benchmarks.Packing;

// `-- packing`, `-- calendars` and `-- compiling` print one run in seconds; anything else goes to BenchmarkDotNet (`-- --filter *`).
switch (args)
{
    case ["packing"]:
        PackingComparison.Print(Console.Out);
        break;
    case ["packing", var part]:
        PackingComparison.Print(Console.Out, part);
        break;
    case ["calendars"]:
        CalendarComparison.Print(Console.Out);
        break;
    case ["compiling"]:
        CompilingComparison.Print(Console.Out);
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        break;
}
