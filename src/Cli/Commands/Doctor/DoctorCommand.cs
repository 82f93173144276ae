using System.CommandLine;
using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Permissions;
using CostTool.Sources.Diagnosis;
using CostTool.Sources.Diagnosis.Aws;

namespace CostTool.Cli.Commands.Doctor;

/// <summary><c>costtool doctor [WORKSPACE]</c>: credentials, permissions, reachability, versions. Changes nothing.</summary>
public static class DoctorCommand
{
    private const string Every = "all";

    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var workspace = new Argument<string?>("WORKSPACE") { Description = "Workspace whose deployment, broker and databases are looked at, too.", Arity = ArgumentArity.ZeroOrOne };
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var detailed = new Option<bool>("--detailed-exitcode") { Description = "Exit with 2 when there are warnings and nothing failed." };
        var policy = new Option<string?>("--policy") { Description = $"Print the IAM policy that these commands need, such as \"schedule apply,schedule run\", or `{Every}`. Sends nothing.", HelpName = "COMMANDS" };
        var needed = new Option<string?>("--for") { Description = "Commands whose permissions are needed: what is missing fails.", HelpName = "COMMANDS" };
        var region = new Option<string?>("--region") { Description = "Region; else the workspace's, else that of the environment or the profile." };
        var profile = new Option<string?>("--profile") { Description = "Profile of the AWS configuration." };
        var account = new Option<string?>("--account") { Description = "Account that --policy is for." };
        var prometheus = new Option<string?>("--prometheus") { Description = "Address of a Prometheus to look at, without credentials.", HelpName = "URL" };
        var timeout = new Option<double>("--timeout") { Description = "Longest time of one check.", DefaultValueFactory = _ => 15, HelpName = "SECONDS" };
        var command = new Command("doctor", "Says what works and what does not: credentials, permissions, endpoints, clock, broker, databases, cluster.")
        {
            workspace, json, detailed, policy, needed, region, profile, account, prometheus, timeout,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var output = parsed.InvocationConfiguration.Output;
            var patient = new DoctorPatient(parsed.GetValue(workspace), parsed.GetValue(region), parsed.GetValue(profile));
            if (parsed.GetValue(policy) is { } commands) return (int)WritePolicy(Commands(commands), patient, parsed.GetValue(account), output, parsed.InvocationConfiguration.Error);
            if (parsed.GetValue(timeout) is not (>= 1 and <= 600)) throw new ProblemException(new Problem("the time of a check is out of range", "--timeout", "write seconds from 1 to 600"));
            var checks = patient.Checks(parsed.GetValue(needed) is { } asked ? Commands(asked) : null, parsed.GetValue(prometheus));
            var findings = await Examination.RunAsync(checks, TimeSpan.FromSeconds(parsed.GetValue(timeout)), TimeProvider.System, cancellationToken);
            if (parsed.GetValue(json)) DoctorOutput.WriteJson(findings, output);
            else DoctorOutput.WriteText(findings, output);
            return (int)(findings.Any(finding => finding.Level is FindingLevel.Failed) ? ExitCode.Failed
                : parsed.GetValue(detailed) && findings.Any(finding => finding.Level is FindingLevel.Warning) ? ExitCode.Changes
                : ExitCode.Done);
        });
        return command;
    }

    private static IReadOnlyList<CommandPermissions> Commands(string text) =>
        text == Every ? PermissionTable.Commands : [.. text.Split(',', StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal).Select(PermissionTable.Of)];

    private static ExitCode WritePolicy(IReadOnlyList<CommandPermissions> commands, DoctorPatient patient, string? account, TextWriter output, TextWriter talk)
    {
        var place = PolicyPlace.Of(patient.Deployment, patient.Region, patient.Profile, account);
        var document = PolicyDocument.For(commands, place);
        output.WriteLine(document.Json);
        if (place.Account == "*") talk.WriteLine("the account is left open: give --account");
        if (place.Region == "*") talk.WriteLine("the region is left open: give --region");
        if (place.Deployment == "*" && commands.Any(command => command.Command.StartsWith("schedule ", StringComparison.Ordinal))) talk.WriteLine("the name of the deployment is left open: name a workspace with `deploy:`");
        talk.WriteLine(document.Size switch
        {
            <= PolicyDocument.LargestManaged => FormattableString.Invariant($"{document.Size} characters; a managed policy takes {PolicyDocument.LargestManaged}"),
            <= PolicyDocument.LargestInRole => FormattableString.Invariant($"{document.Size} characters: too many for a managed policy ({PolicyDocument.LargestManaged}); as an inline policy a role takes {PolicyDocument.LargestInRole}"),
            _ => FormattableString.Invariant($"{document.Size} characters: more than a role takes inline ({PolicyDocument.LargestInRole}); print the commands one by one, and make a managed policy of each"),
        });
        return ExitCode.Done;
    }
}
