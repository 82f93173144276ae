using CostTool.Cli;

return (int)await CostToolCommand.RunAsync(args, Console.Out, Console.Error, CancellationToken.None);
