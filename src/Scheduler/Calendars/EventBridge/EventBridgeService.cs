namespace CostTool.Scheduler.Calendars.EventBridge;

/// <summary>The two services that take schedule expressions; their rules differ.</summary>
public enum EventBridgeService
{
    /// <summary>EventBridge Scheduler: <c>cron</c>, <c>rate</c> and <c>at</c>, each with an IANA zone.</summary>
    Scheduler,

    /// <summary>Scheduled rules of an event bus: <c>cron</c> and <c>rate</c>, in UTC only.</summary>
    Rules,
}
