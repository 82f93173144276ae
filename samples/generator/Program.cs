using CostTool.SampleGenerator;

if (args is not [var directory])
{
    await Console.Error.WriteLineAsync("usage: dotnet run --project samples/generator -- samples/atelier");
    return 1;
}

AtelierSample.WriteTo(directory);
return 0;
