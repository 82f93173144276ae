using System.Globalization;
using System.Text.Json.Nodes;
using CostTool.AwsDouble.Account;

namespace CostTool.AwsDouble.Ecs;

/// <summary>The event in which ECS tells of a change of a task.</summary>
internal static class TaskEvent
{
    public static JsonObject Of(DoubleAccount account, JsonObject task, DateTimeOffset at)
    {
        var detail = task.Copy();
        // The API gives instants as numbers, an event as texts.
        foreach (var (name, value) in task)
            if (name.EndsWith("At", StringComparison.Ordinal)) detail[name] = Text(DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Round(value!.GetValue<double>() * 1000)));
        detail["updatedAt"] = Text(at);
        return new JsonObject
        {
            ["version"] = "0",
            ["id"] = account.NewUuid(),
            ["detail-type"] = "ECS Task State Change",
            ["source"] = "aws.ecs",
            ["account"] = account.AccountId,
            ["time"] = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["region"] = account.Region,
            ["resources"] = new JsonArray(task.Text("taskArn")),
            ["detail"] = detail,
        };
    }

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
