using System.Text.Json.Nodes;
using CostTool.AwsDouble.Account;

namespace CostTool.AwsDouble.CloudWatch;

/// <summary>An alarm on a metric.</summary>
/// <param name="arn">Its ARN.</param>
/// <param name="definition">The request that put it last, without its tags.</param>
/// <param name="now">When.</param>
internal sealed class Alarm(string arn, JsonObject definition, double now)
{
    private double _configured = now;
    private double _stateUpdated = now;
    private string _reason = "Unchecked: Initial alarm creation";

    public string Arn { get; } = arn;

    public string Name => Definition.Text("AlarmName");

    public string State { get; private set; } = "INSUFFICIENT_DATA";

    public TagSet Tags { get; } = new();

    public JsonObject Definition { get; private set; } = definition;

    public void Change(JsonObject definition, double now) => (Definition, _configured) = (definition, now);

    public void Become(string state, string reason, double now) => (State, _reason, _stateUpdated) = (state, reason, now);

    public JsonObject ToJson()
    {
        var alarm = Definition.DeepClone().AsObject();
        alarm["AlarmArn"] = Arn;
        alarm["AlarmConfigurationUpdatedTimestamp"] = _configured;
        alarm["StateValue"] = State;
        alarm["StateReason"] = _reason;
        alarm["StateUpdatedTimestamp"] = _stateUpdated;
        alarm["ActionsEnabled"] ??= true;
        // Lists that were not given are shown as empty ones.
        foreach (var list in (string[])["OKActions", "AlarmActions", "InsufficientDataActions"]) alarm[list] ??= new JsonArray();
        if (alarm["Metrics"] is null) alarm["Dimensions"] ??= new JsonArray();
        return alarm;
    }
}
