namespace Amazon.CloudWatch.Model;

/// <summary>Deletes the specified alarms.</summary>
public class DeleteAlarmsRequest : AmazonCloudWatchRequest
{
    /// <summary>The alarms to be deleted; required.</summary>
    public List<string>? AlarmNames { get; set; }
}
