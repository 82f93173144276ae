using System.CommandLine;
using CostTool.Analyzer.Problems;
using CostTool.Cli.Deployment.Switching;

namespace CostTool.Cli.Commands.Schedules;

/// <summary>Options of the commands that move entries between beat and EventBridge Scheduler.</summary>
internal sealed class SwitchArguments
{
    private readonly Option<string[]> _confirm = new("--confirm") { Description = "Entries of the app's own settings that beat no longer has.", HelpName = "NAME", AllowMultipleArgumentsPerToken = true };
    private readonly Option<bool> _allowGap = new("--allow-gap") { Description = "Switch entries that fire too often for a quiet moment between two fires, and tell what was missed." };
    private readonly Option<int> _beat = new("--beat-interval") { Description = "Seconds after which beat looks at its table, where the app sets beat_max_loop_interval.", HelpName = "SECONDS", DefaultValueFactory = _ => SwitchWish.UsualBeatSeconds };

    public SwitchArguments AddTo(Command command, bool confirm)
    {
        if (confirm) command.Add(_confirm);
        command.Add(_allowGap);
        command.Add(_beat);
        return this;
    }

    public SwitchWish Wish(ParseResult parsed, IReadOnlyList<string> names)
    {
        var seconds = parsed.GetValue(_beat);
        if (seconds is < 1 or > 3600) throw new ProblemException(new Problem($"`{seconds}` is not a number of seconds", "--beat-interval", "write a number from 1 to 3600"));
        return new SwitchWish(names, parsed.GetValue(_confirm) ?? [], parsed.GetValue(_allowGap), seconds);
    }
}
