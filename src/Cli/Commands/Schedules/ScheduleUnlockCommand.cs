using System.CommandLine;
using CostTool.Cli.Deployment;
using CostTool.Sources.Workspaces;

namespace CostTool.Cli.Commands.Schedules;

/// <summary><c>costtool schedule unlock</c>: takes the account's lock away from an apply that is dead.</summary>
internal static class ScheduleUnlockCommand
{
    public static Command Create()
    {
        var holder = new Option<string>("--holder") { Description = "Who has the lock, as the refused command told it.", HelpName = "ID", Required = true };
        var command = new Command("unlock", "Takes the account's lock away from an apply that is dead. Where that apply ran, running it again is better: it goes on.");
        var options = new DeploymentOptions().AddTo(command);
        command.Add(holder);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var place = DeploymentReader.PlaceOf(options.Workspace(parsed));
            using var account = options.Account(parsed, place.Region, DeploymentFolder.Of(options.Workspace(parsed), place.Name));
            await account.UnlockAsync(place.Name, parsed.GetRequiredValue(holder), cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"`{place.Name}` is unlocked");
            return (int)ExitCode.Done;
        });
        return command;
    }
}
